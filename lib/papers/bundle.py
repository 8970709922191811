"""Every paper of a snapshot, in the order in which a conference uses them, written into a folder or a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from io import BytesIO
from pathlib import Path

from lib.model.domain import Session
from lib.model.records import Workbook
from lib.model.releasable import RANKING, SCORES, Releasable, releasable_award, releasable_ballot
from lib.papers.appendix import appendix
from lib.papers.ballot_minutes import ballot_minutes
from lib.papers.by_hand import handover_minutes, pledge_list, submission
from lib.papers.conference_minutes import conference_minutes
from lib.papers.docx import words
from lib.papers.docx.figures import file_names, slug
from lib.papers.docx.lookup import scored_standings
from lib.papers.docx.stamp import Stamp
from lib.papers.proposals import proposal_list
from lib.papers.result.page import has_result, result_pdf, result_png
from lib.papers.score_table import score_table, score_table_xlsx
from lib.papers.unit_scores import unit_scores
from lib.show.words.names import award_name
from lib.snapshot import Snapshot
from lib.stage.log.events import FiguresCorrected

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
ReportProgress = Callable[[int, int, str], None]
"""Called before each paper with the number made, the number in all, and the title of the next one."""


class FileKind(StrEnum):
    """The file formats, by file name extension."""

    WORD = "docx"
    EXCEL = "xlsx"
    PDF = "pdf"
    PICTURE = "png"

    @property
    def media_type(self) -> str:
        """The media type by which a browser is sent the file."""
        return _MEDIA[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA = {
    FileKind.WORD: f"{_OFFICE}.wordprocessingml.document",
    FileKind.EXCEL: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.PDF: "application/pdf",
    FileKind.PICTURE: "image/png",
}


@dataclass(frozen=True)
class PaperOffer:
    """A paper that can be made: its file, its title, how to make it, and which released things it is about.

    A working paper of the secretary is about none.
    """

    file: str
    title: str
    kind: FileKind
    make: Callable[[], bytes]
    about: frozenset[Releasable] = frozenset()


def paper_offers(
    snapshot: Snapshot,
    stamp: Stamp,
    *,
    public: Snapshot | None = None,
    corrections: tuple[FiguresCorrected, ...] = (),
) -> tuple[PaperOffer, ...]:
    """The papers of a snapshot, which must already be cut down to the role.

    `public` is what everyone may see: the result page, which is made to be sent on, shows no more than that. Without
    it, as on the command line, nothing is withheld. `corrections` of the conference are reported in its minutes.
    """
    papers = list(_results(snapshot, public or snapshot, stamp))
    papers += _working(snapshot, stamp, corrections, tuple(paper.title for paper in papers))
    papers += _unit_scores(snapshot, stamp)
    return tuple(_numbered(papers))


def _numbered(papers: Iterable[PaperOffer]) -> Iterator[PaperOffer]:
    """The papers with numbered file names that keep the order; the sheets of the units are in a subfolder."""
    for place, offer in enumerate(papers, 1):
        file = offer.file if "/" in offer.file else f"{place:02d}_{offer.file}"
        yield replace(offer, file=f"{file}.{offer.kind}")


def _results(snapshot: Snapshot, public: Snapshot, stamp: Stamp) -> Iterator[PaperOffer]:
    """The minutes of each session, the table of scores, the proposals, and the result page of what is public."""
    for session in _sessions(snapshot.workbook):
        file, title = f"bien_ban_kiem_phieu_{slug(session.code or '')}", minutes_title(snapshot, session)
        made, ballot = partial(ballot_minutes, snapshot, stamp, session), releasable_ballot(session.code or "")
        yield PaperOffer(file, title, FileKind.WORD, made, about=frozenset({ballot}))
    if scores := _scores_of(snapshot):
        for title, kind, table in (
            (words.TITLE_SCORES, FileKind.WORD, score_table),
            (words.TITLE_SCORES_XLSX, FileKind.EXCEL, score_table_xlsx),
        ):
            yield PaperOffer("bang_tong_hop_diem", title, kind, partial(table, snapshot, stamp), about=scores)
    if any(map(has_result, snapshot.awards)):
        listed = partial(proposal_list, snapshot, stamp)
        about = frozenset(releasable_award(result.award) for result in snapshot.awards if result.proposed)
        yield PaperOffer("danh_sach_de_nghi_khen_thuong", words.TITLE_PROPOSALS, FileKind.WORD, listed, about=about)
    results = frozenset(releasable_award(result.award) for result in public.awards if has_result(result))
    if shown := _scores_of(public) | results:
        for title, kind, page in (
            (words.TITLE_RESULT_PDF, FileKind.PDF, result_pdf),
            (words.TITLE_RESULT_PNG, FileKind.PICTURE, result_png),
        ):
            yield PaperOffer("trang_ket_qua", title, kind, partial(page, public, stamp), about=shown)


def _scores_of(snapshot: Snapshot) -> frozenset[Releasable]:
    """The scores and the ranking, where there are any."""
    return frozenset({SCORES, RANKING}) if scored_standings(snapshot) else frozenset()


def _sessions(book: Workbook) -> list[Session]:
    """The sessions award by award in their order, round by round."""
    places = {award.code: place for place, award in enumerate(book.awards)}
    sessions = [session for session in book.sessions if session.code and session.award]
    return sorted(sessions, key=lambda session: (places.get(session.award or "", len(places)), session.round or 0))


def minutes_title(snapshot: Snapshot, session: Session) -> str:
    """The title of the minutes of a session."""
    named = award_name(snapshot.workbook, session.award or "")
    return words.TITLE_COUNT.format(award=named, session=session.code or "")


def _working(
    snapshot: Snapshot, stamp: Stamp, corrections: tuple[FiguresCorrected, ...], made: tuple[str, ...]
) -> list[PaperOffer]:
    """The papers that are filled in by hand; the handover lists the papers made before it."""
    minutes = partial(conference_minutes, snapshot, stamp, corrections)
    papers = [PaperOffer("bien_ban_hoi_nghi", words.TITLE_CONFERENCE, FileKind.WORD, minutes)]
    for file, title, wanted, make in (
        ("to_trinh_du_thao", words.TITLE_SUBMISSION, bool(snapshot.workbook.awards), submission),
        ("phu_luc_so_lieu", words.TITLE_APPENDIX, True, appendix),
        ("danh_sach_ky_giao_uoc", words.TITLE_PLEDGES, snapshot.workbook.pledges is not None, pledge_list),
    ):
        if wanted:
            papers.append(PaperOffer(file, title, FileKind.WORD, partial(make, snapshot, stamp)))
    handed = (*made, *(paper.title for paper in papers))
    last = partial(handover_minutes, snapshot, stamp, handed)
    return [*papers, PaperOffer("bien_ban_ban_giao", words.TITLE_HANDOVER, FileKind.WORD, last)]


def unit_files(book: Workbook) -> dict[str, str]:
    """The file name of each unit without extension, by code; no two collide on any operating system."""
    return file_names({unit.code: unit.short_name or unit.name for unit in book.units})


def _unit_scores(snapshot: Snapshot, stamp: Stamp) -> Iterator[PaperOffer]:
    scored = {row.unit for row in scored_standings(snapshot) if row.scored}
    names = unit_files(snapshot.workbook)
    for unit in snapshot.workbook.units:
        if unit.code in scored:
            file, title = f"bang_diem_chi_tiet/{names[unit.code]}", words.TITLE_UNIT.format(unit=unit.name)
            made = partial(unit_scores, snapshot, stamp, unit)
            yield PaperOffer(file, title, FileKind.EXCEL, made, about=frozenset({SCORES}))


def write_papers(papers: tuple[PaperOffer, ...], folder: Path) -> tuple[Path, ...]:
    """Write every paper into a folder, which is created where it is absent, once all of them are made.

    OSError where the folder or a file cannot be written.
    """
    contents = {folder / offer.file: offer.make() for offer in papers}
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tuple(contents)


def zip_papers(papers: tuple[PaperOffer, ...], progress: ReportProgress) -> bytes:
    """Every paper in one zip; the result is byte-identical each time, except for the PDF."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for made, offer in enumerate(papers):
            progress(made, len(papers), offer.title)
            archive.writestr(zipfile.ZipInfo(offer.file, ZIP_TIME), offer.make(), zipfile.ZIP_DEFLATED)
    return target.getvalue()
