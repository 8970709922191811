"""Danh sách đơn vị được suy tôn, đề nghị khen thưởng; the minutes and the submission reuse its rows."""

from __future__ import annotations

from collections.abc import Sequence

from lib.model.results import AwardResult, RoundRole
from lib.papers.docx import tables, words
from lib.papers.docx.document import Paper, Signatory
from lib.papers.docx.lookup import full_name, round_of_proposal, scored_standings
from lib.papers.docx.persons import head_of_cluster, signature
from lib.papers.docx.stamp import Stamp
from lib.papers.score_table import rank_text
from lib.show.words import awards, numbers, reasons
from lib.show.words.names import award_name, joined_words
from lib.snapshot import Snapshot


def proposal_list(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The list as .docx, award by award; open awards are listed below it and make the paper a draft."""
    contest = snapshot.workbook.contest
    settled = stamp.as_draft() if any(map(awards.is_undecided, snapshot.awards)) else stamp
    paper = Paper(contest, settled, words.TITLE_PROPOSALS)
    paper.letterhead(None)
    paper.title(words.PROPOSALS, words.PROPOSALS_ABOUT.format(year=contest.year or words.SHORT_DOTS))
    proposal_table(paper, snapshot)
    paper.signatures(
        Signatory(words.SECRETARY_SIGNS, signature(contest.secretary)),
        Signatory(words.HEAD_SIGNS, head_of_cluster(snapshot.workbook)),
    )
    return paper.content()


def proposal_table(paper: Paper, snapshot: Snapshot) -> None:
    """Add the table of proposals; below it the bases of the shares, and what is open for each open award."""
    rows = proposal_rows(snapshot)
    if rows:
        paper.table(tables.PROPOSALS, rows)
    else:
        paper.text(words.NO_PROPOSALS)
    bases = _bases(snapshot)
    if bases:
        paper.text(words.PROPOSAL_SHARE_NOTE.format(bases=joined_words(bases)), "Ghi chú bảng")
    for result in filter(awards.is_undecided, snapshot.awards):
        paper.text(awards.still_open(snapshot.workbook, result), "Ghi chú bảng")


def proposal_rows(snapshot: Snapshot) -> list[Sequence[str]]:
    """One row per award and proposed unit."""
    pairs = [(result, unit) for result in snapshot.awards for unit in result.proposed]
    return [_row(snapshot, number, result, unit) for number, (result, unit) in enumerate(pairs, 1)]


def _row(snapshot: Snapshot, number: int, result: AwardResult, unit: str) -> Sequence[str]:
    book = snapshot.workbook
    standing = next((row for row in scored_standings(snapshot) if row.unit == unit), None)
    total = numbers.points(standing.total, book.contest.decimals) if standing else numbers.MISSING
    found = round_of_proposal(result, unit)
    votes = f"{found[1].votes}/{found[0].base_value}" if found else numbers.MISSING
    share = numbers.share(found[1].votes, found[0].base_value) if found else numbers.MISSING
    rank = rank_text(standing) if standing else numbers.MISSING
    name = award_name(book, result.award)
    return (str(number), full_name(book, unit), name, total, rank, votes, share, _note(result, unit))


def _note(result: AwardResult, unit: str) -> str:
    decision = reasons.decision_on(result, unit)
    if decision is not None:
        return words.BY_RECORD.format(who=decision.decided_by or words.SHORT_DOTS)
    found = round_of_proposal(result, unit)
    if found is None:
        return ""
    return words.RUN_OFF_NOTE if found[0].role is RoundRole.RUN_OFF else words.ROUND_NOTE.format(round=found[0].number)


def _bases(snapshot: Snapshot) -> list[str]:
    """The bases of the shares in the table, each once, in the order of the awards."""
    bases: list[str] = []
    for result in snapshot.awards:
        for unit in result.proposed:
            found = round_of_proposal(result, unit)
            base = reasons.base_words(snapshot.workbook, result, found[0]) if found else None
            if base and base not in bases:
                bases.append(base)
    return bases
