"""Danh sách ký giao ước thi đua: who has signed, who has not, and space for signatures."""

from __future__ import annotations

from lib.papers.docx import tables, words
from lib.papers.docx.document import Paper, Signatory
from lib.papers.docx.figures import paper_text
from lib.papers.docx.persons import head_of_cluster, signature
from lib.papers.docx.stamp import Stamp
from lib.show.words import numbers
from lib.show.words.names import joined_words
from lib.snapshot import Snapshot


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
    for number, unit in enumerate(book.units, 1):
        pledge = signed.get(unit.code)
        date = numbers.date(pledge.signed_on) if pledge else ""
        rows.append((str(number), unit.name, (pledge.signer or "") if pledge else "", date, ""))
    paper.table(tables.PLEDGES, rows)
    paper.signatures(
        Signatory(words.SECRETARY_SIGNS, signature(book.contest.secretary)),
        Signatory(words.HEAD_SIGNS, head_of_cluster(book)),
    )
    return paper.content()
