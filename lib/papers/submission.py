"""Tờ trình đề nghị khen thưởng: always a draft. Addressee, numbers and dates of legal texts are dots to fill in."""

from __future__ import annotations

from lib.papers.docx import words
from lib.papers.docx.document import Paper, Signatory
from lib.papers.docx.figures import paper_text, text_or_dots
from lib.papers.docx.persons import head_of_cluster
from lib.papers.docx.stamp import Stamp
from lib.papers.proposals import proposal_table
from lib.show.words import numbers
from lib.snapshot import Snapshot


def submission(snapshot: Snapshot, stamp: Stamp) -> bytes:
    """The draft as .docx; it cites only the legal bases typed with the awards and the ballots of the conference."""
    contest = snapshot.workbook.contest
    year = contest.year or words.SHORT_DOTS
    cluster = text_or_dots(contest.name)
    paper = Paper(contest, stamp.as_draft(), words.TITLE_SUBMISSION)
    paper.letterhead(None)
    paper.title(words.SUBMISSION, words.SUBMISSION_ABOUT.format(year=year))
    paper.text(words.TO, "Nơi gửi")
    for text in _bases(snapshot, str(year)):
        paper.text(text, "Căn cứ")
    paper.text(words.SUBMITTED.format(cluster=cluster))
    proposal_table(paper, snapshot)
    paper.text(words.ATTACHED)
    for line in words.ATTACHMENTS:
        paper.text(line, "Liệt kê")
    paper.text(words.SUBMISSION_END.format(cluster=cluster))
    paper.signatures(Signatory(words.HEAD_SIGNS, head_of_cluster(snapshot.workbook)), receivers=words.RECEIVER_LINES)
    return paper.content()


def _bases(snapshot: Snapshot, year: str) -> list[str]:
    contest = snapshot.workbook.contest
    named = [
        words.BASE_OF_AWARD.format(basis=paper_text(award.basis), award=paper_text(award.name))
        for award in snapshot.workbook.awards
        if award.basis
    ]
    date = numbers.date(contest.conference_date) if contest.conference_date else words.SHORT_DOTS
    return [*(text.format(year=year) for text in words.BASES_LAW), *named, words.BASE_OF_VOTES.format(date=date)]
