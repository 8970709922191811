"""Biên bản bàn giao nhiệm vụ Cụm trưởng: both parties and the list of files; a draft until it is completed by hand."""

from __future__ import annotations

from collections.abc import Sequence

from lib.model.domain import UnitRole
from lib.model.records import Workbook
from lib.papers.docx import tables, words
from lib.papers.docx.document import Paper, Signatory
from lib.papers.docx.figures import long_date, paper_text, text_or_dots
from lib.papers.docx.lookup import full_name, leaders
from lib.papers.docx.stamp import Stamp
from lib.snapshot import Snapshot


def handover_minutes(snapshot: Snapshot, stamp: Stamp, handed: Sequence[str]) -> bytes:
    """The handover minutes as .docx.

    `handed` are the titles of the papers made from this snapshot; other files follow, to be counted by hand.
    """
    book = snapshot.workbook
    contest, year = book.contest, book.contest.year
    paper = Paper(contest, stamp.as_draft(), words.TITLE_HANDOVER)
    paper.letterhead(None)
    years = words.HANDOVER_YEARS.format(year=year, next_year=year + 1) if year else ""
    paper.title(words.MINUTES, words.HANDOVER_ABOUT, *([years] if years else []))
    paper.text(words.HANDOVER_OPENING.format(date=long_date(None), place=text_or_dots(contest.place)))
    giver, taker = _head(book, year), _head(book, year + 1 if year else None)
    paper.text(_party(words.GIVER, year, giver))
    paper.text(_party(words.TAKER, year + 1 if year else None, taker))
    paper.text(words.HANDED)
    files = [*handed, *words.HANDOVER_OTHERS, words.DOTS]
    rows = [(str(number), paper_text(name), words.SHORT_DOTS, "") for number, name in enumerate(files, 1)]
    paper.table(tables.HANDOVER, rows)
    paper.text(words.HANDED_OVER)
    paper.signatures(
        Signatory(words.GIVER_SIGNS, _names(giver)),
        Signatory(words.TAKER_SIGNS, _names(taker)),
    )
    return paper.content()


def _head(book: Workbook, year: int | None) -> tuple[str | None, str | None]:
    """The unit and the person that lead the cluster in a year, from `Lãnh đạo cụm`, else from `Vai trò` of this
    year.
    """
    for item in leaders(book, year) if year else ():
        if item.role is UnitRole.HEAD:
            return full_name(book, item.unit) if item.unit else item.unit_name, item.person
    if year == book.contest.year:
        for unit in book.units:
            if unit.role is UnitRole.HEAD:
                return unit.name, unit.representative
    return None, None


def _party(party: str, year: int | None, head: tuple[str | None, str | None]) -> str:
    unit, person = head
    shown = year if year is not None else words.SHORT_DOTS
    return words.PARTY.format(party=party, year=shown, unit=text_or_dots(unit), person=text_or_dots(person))


def _names(head: tuple[str | None, str | None]) -> tuple[str, ...]:
    return (head[1],) if head[1] else ()
