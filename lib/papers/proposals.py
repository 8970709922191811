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
    rows = [_row(snapshot, result, unit) for result in snapshot.awards for unit in result.proposed]
    if rows:
        paper.table(tables.PROPOSALS, tables.numbered(rows))
    else:
        paper.text(words.NO_PROPOSALS)
    bases = _bases(snapshot)
    if bases:
        paper.text(words.PROPOSAL_SHARE_NOTE.format(bases=joined_words(bases)), "Ghi chú bảng")
    for result in filter(awards.is_undecided, snapshot.awards):
        paper.text(awards.still_open(snapshot.workbook, result), "Ghi chú bảng")


def _row(snapshot: Snapshot, result: AwardResult, unit: str) -> Sequence[str]:
    book = snapshot.workbook
    standing = next((row for row in scored_standings(snapshot) if row.unit == unit), None)
    total, rank, votes, share, note = numbers.MISSING, numbers.MISSING, numbers.MISSING, numbers.MISSING, ""
    if standing:
        total, rank = numbers.points(standing.total, book.contest.decimals), rank_text(standing)
    if deciding := round_of_proposal(result, unit):
        item, candidate = deciding
        votes, share = f"{candidate.votes}/{item.base_value}", numbers.share(candidate.votes, item.base_value)
        run_off = item.role is RoundRole.RUN_OFF
        note = words.RUN_OFF_NOTE if run_off else words.ROUND_NOTE.format(round=item.number)
    if decision := reasons.decision_on(result, unit):
        note = words.BY_RECORD.format(who=decision.decided_by or words.SHORT_DOTS)
    return (full_name(book, unit), award_name(book, result.award), total, rank, votes, share, note)


def _bases(snapshot: Snapshot) -> list[str]:
    """The bases of the shares in the table, each once, in the order of the awards."""
    pairs = [(result, unit) for result in snapshot.awards for unit in result.proposed]
    deciding = [(result, round_of_proposal(result, unit)) for result, unit in pairs]
    bases = [reasons.base_words(snapshot.workbook, result, turn[0]) for result, turn in deciding if turn]
    return list(dict.fromkeys(bases))
