"""Papers that are completed by hand: the list of pledges, the draft submission, the minutes of the handover."""

from __future__ import annotations

from collections.abc import Sequence

from lib.model.domain import UnitRole
from lib.model.records import Workbook
from lib.papers.docx import tables, words
from lib.papers.docx.document import Paper, Signatory
from lib.papers.docx.figures import long_date, paper_text, text_or_dots
from lib.papers.docx.lookup import full_name, leaders
from lib.papers.docx.persons import head_of_cluster, signature
from lib.papers.docx.stamp import Stamp
from lib.papers.proposals import proposal_table
from lib.show.words import numbers
from lib.show.words.names import joined_words
from lib.snapshot import Snapshot

# -- Danh sách ký giao ước -----------------------------------------------------------------------------------------


def pledge_list(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The list as .docx, one row per unit in protocol order; unsigned rows are left blank to be signed on paper."""
    book = snapshot.workbook
    signed = {item.unit: item for item in book.pledges or () if item.signed_on is not None}
    paper = Paper(book.contest, stamp, words.TITLE_PLEDGES)
    paper.letterhead(None, numbered=False)
    paper.title(words.PLEDGES, words.PLEDGES_ABOUT)
    missing = [unit.name for unit in book.units if unit.code not in signed]
    names = joined_words([paper_text(name) for name in missing]) if missing else words.NONE_MISSING
    paper.text(words.PLEDGE_COUNT.format(signed=len(book.units) - len(missing), all=len(book.units), missing=names))
    rows = []
    for unit in book.units:
        pledge = signed.get(unit.code)
        date = numbers.date(pledge.signed_on) if pledge else ""
        rows.append((unit.name, (pledge.signer or "") if pledge else "", date, ""))
    paper.table(tables.PLEDGES, tables.numbered(rows))
    paper.signatures(
        Signatory(words.SECRETARY_SIGNS, signature(book.contest.secretary)),
        Signatory(words.HEAD_SIGNS, head_of_cluster(book)),
    )
    return paper.content()


# -- Tờ trình ------------------------------------------------------------------------------------------------------


def submission(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The draft as .docx; it cites only the legal bases typed with the awards and the ballots of the conference.

    Addressee, numbers and dates of legal texts are dots to fill in.
    """
    contest = snapshot.workbook.contest
    cluster = text_or_dots(contest.name)
    paper = Paper(contest, stamp.as_draft(), words.TITLE_SUBMISSION)
    paper.letterhead(None)
    paper.title(words.SUBMISSION, words.SUBMISSION_ABOUT.format(year=contest.year or words.SHORT_DOTS))
    paper.text(words.TO, "Nơi gửi")
    for text in _bases(snapshot.workbook):
        paper.text(text, "Căn cứ")
    paper.text(words.SUBMITTED.format(cluster=cluster))
    proposal_table(paper, snapshot)
    paper.text(words.ATTACHED)
    for line in words.ATTACHMENTS:
        paper.text(line, "Liệt kê")
    paper.text(words.SUBMISSION_END.format(cluster=cluster))
    paper.signatures(Signatory(words.HEAD_SIGNS, head_of_cluster(snapshot.workbook)), receivers=words.RECEIVER_LINES)
    return paper.content()


def _bases(book: Workbook) -> list[str]:
    named = [
        words.BASE_OF_AWARD.format(basis=paper_text(award.basis), award=paper_text(award.name))
        for award in book.awards
        if award.basis
    ]
    day, year = book.contest.conference_date, book.contest.year or words.SHORT_DOTS
    date = numbers.date(day) if day else words.SHORT_DOTS
    return [*(text.format(year=year) for text in words.BASES_LAW), *named, words.BASE_OF_VOTES.format(date=date)]


# -- Biên bản bàn giao ---------------------------------------------------------------------------------------------


def handover_minutes(snapshot: Snapshot, stamp: Stamp, handed: Sequence[str]) -> bytes:
    """The handover minutes of the head of the cluster as .docx: both parties and the list of files.

    `handed` are the titles of the papers made from this snapshot; other files follow, to be counted by hand.
    """
    book = snapshot.workbook
    contest, year = book.contest, book.contest.year
    following = year + 1 if year else None
    paper = Paper(contest, stamp.as_draft(), words.TITLE_HANDOVER)
    paper.letterhead(None)
    years = [words.HANDOVER_YEARS.format(year=year, next_year=following)] if year else []
    paper.title(words.MINUTES, words.HANDOVER_ABOUT, *years)
    paper.text(words.HANDOVER_OPENING.format(date=long_date(None), place=text_or_dots(contest.place)))
    giver, taker = _head(book, year), _head(book, following)
    for party, of_year, (unit, person) in ((words.GIVER, year, giver), (words.TAKER, following, taker)):
        shown = of_year if of_year is not None else words.SHORT_DOTS
        names = {"unit": text_or_dots(unit), "person": text_or_dots(person)}
        paper.text(words.PARTY.format(party=party, year=shown, **names))
    paper.text(words.HANDED)
    files = [*handed, *words.HANDOVER_OTHERS, words.DOTS]
    paper.table(tables.HANDOVER, tables.numbered((paper_text(name), words.SHORT_DOTS, "") for name in files))
    paper.text(words.HANDED_OVER)
    signing = ((words.GIVER_SIGNS, giver), (words.TAKER_SIGNS, taker))
    paper.signatures(*(Signatory(capacity, (person,) if person else ()) for capacity, (_, person) in signing))
    return paper.content()


def _head(book: Workbook, year: int | None) -> tuple[str | None, str | None]:
    """The unit and the person that lead the cluster in a year: by `Lãnh đạo cụm`, else by `Vai trò` of this year."""
    for item in leaders(book, year) if year else ():
        if item.role is UnitRole.HEAD:
            return full_name(book, item.unit) if item.unit else item.unit_name, item.person
    if year == book.contest.year:
        for unit in book.units:
            if unit.role is UnitRole.HEAD:
                return unit.name, unit.representative
    return None, None
