"""Biên bản kiểm phiếu, one per session: all counts, the base by its name, votes in descending order, the conclusion."""

from __future__ import annotations

from collections.abc import Sequence

from lib.model.ballot_papers import BallotPaper
from lib.model.domain import Award, Session, VotingMethod
from lib.model.records import Workbook
from lib.model.results import AwardStatus, Candidate, Outcome, RoundRole
from lib.papers.docx import tables, words
from lib.papers.docx.document import Paper, Signatory
from lib.papers.docx.figures import long_date, paper_text, persons_in_cell, text_or_dots, two_digits
from lib.papers.docx.lookup import SessionResult, full_name, session_result
from lib.papers.docx.stamp import Stamp
from lib.scoring.obstacles import ballot_obstacles
from lib.show.words import numbers, reasons
from lib.show.words.ballots import by_votes_and_protocol
from lib.show.words.names import award_name, cell_name, joined_words, lower_first
from lib.show.words.terms import label
from lib.show.words.text import message
from lib.snapshot import Snapshot


def ballot_minutes(snapshot: Snapshot, stamp: Stamp, session: Session) -> bytes:
    """The minutes of a session as .docx; for one that does not count, a form without votes to fill in by hand."""
    return _BallotMinutes(snapshot, stamp, session).content()


class _BallotMinutes:
    def __init__(self, snapshot: Snapshot, stamp: Stamp, session: Session) -> None:
        self._book: Workbook = snapshot.workbook
        self._session = session
        self._ballot = session_result(snapshot, session.code or "")
        self._award = next((award for award in self._book.awards if award.code == session.award), None)
        self._name = award_name(self._book, session.award) if session.award else words.DOTS
        self._tally = next((one for one in snapshot.tallies if one.session == session.code), None)
        review = next((one for one in snapshot.sessions if one.session == session.code), None)
        self._members = review.members if review else session.members.value
        self._unclear = ballot_obstacles(self._book, session)
        settled = stamp if self._ballot and not self._unclear and not self._award_is_open() else stamp.as_draft()
        self._paper = Paper(self._book.contest, settled, f"{words.MINUTES} {words.COUNT_TITLE} {self._name}")

    def content(self) -> bytes:
        self._head()
        self._tellers()
        self._counts()
        self._votes()
        self._papers()
        self._conclusion()
        self._paper.text(words.CLOSING)
        head = self._session.head_teller
        self._paper.signatures(
            Signatory(words.TELLERS_SIGN, tuple(persons_in_cell(self._session.tellers))),
            Signatory(words.HEAD_TELLER_SIGNS, (paper_text(head),) if head else ()),
        )
        return self._paper.content()

    def _award_is_open(self) -> bool:
        """Whether the award still waits for anything other than the next round, which has minutes of its own."""
        status = self._ballot.result.status if self._ballot else None
        return status not in (None, AwardStatus.DECIDED, AwardStatus.NEXT_ROUND)

    def _head(self) -> None:
        contest, paper = self._book.contest, self._paper
        year = contest.year or words.SHORT_DOTS
        turn = self._session.round or words.SHORT_DOTS
        run_off = self._ballot is not None and self._ballot.round.role is RoundRole.RUN_OFF
        about = words.COUNT_RUN_OFF if run_off else words.COUNT_ROUND
        paper.letterhead(contest.conference_date)
        paper.title(
            words.MINUTES,
            words.COUNT_TITLE,
            words.COUNT_AWARD.format(award=self._name),
            about.format(year=year, round=turn),
        )
        if self._ballot is None:
            paper.text(words.FORM_ONLY, "Ghi chú bảng")
        method = label(self._session.method) if self._session.method else words.METHOD_UNKNOWN
        paper.text(
            words.COUNT_OPENING.format(
                date=long_date(contest.conference_date, contest.year),
                place=text_or_dots(contest.place),
                cluster=text_or_dots(contest.name),
                method=method,
                award=self._name,
                year=year,
                session=self._session.code or words.SHORT_DOTS,
                round=turn,
            )
        )

    def _tellers(self) -> None:
        session, paper = self._session, self._paper
        others = persons_in_cell(session.tellers)
        paper.heading(words.TELLERS_HEADING)
        count = two_digits(len(others) + 1) if session.head_teller and others else words.SHORT_DOTS
        paper.text(words.TELLERS.format(count=count), "Liệt kê")
        head = words.HEAD_TELLER.format(name=text_or_dots(session.head_teller))
        paper.items([head, *(words.TELLER.format(name=name) for name in others or [words.DOTS])])

    def _counts(self) -> None:
        session, paper = self._session, self._paper
        counted, members = self._ballot is not None, self._members
        present = session.present.value if counted else None
        absent = None if members is None or present is None else max(0, members - present)
        away = words.NOBODY_ABSENT if absent == 0 else words.ABSENT
        paper.heading(words.PRESENT_HEADING)
        paper.items(
            [
                words.MEMBERS.format(members=two_digits(members)),
                words.PRESENT.format(present=two_digits(present)),
                away.format(absent=two_digits(absent), reason=words.DOTS),
            ]
        )
        paper.heading(words.BALLOTS_HEADING)
        figures = {
            name: two_digits(getattr(session, name).value if counted else None)
            for name in ("issued", "collected", "valid", "invalid")
        }
        paper.items([line.format_map(figures) for line in words.BALLOTS])

    def _votes(self) -> None:
        paper = self._paper
        paper.heading(words.VOTES_HEADING)
        rows = self._rows()
        paper.text(words.CANDIDATES.format(count=two_digits(len(rows) or None)))
        paper.table(tables.counted_votes(self._share_head()), rows)

    def _papers(self) -> None:
        """State that the papers were counted twice, and list them one by one for an open vote only (contract 8.4)."""
        if self._tally is None or self._ballot is None:
            return
        if self._tally.agree:
            self._paper.text(words.COUNTED_TWICE.format(count=two_digits(self._tally.collected)))
        if self._session.method is VotingMethod.HANDS:
            self._paper.text(words.PAPERS_TABLE)
            self._paper.table(tables.PAPERS, self._paper_rows())

    def _paper_rows(self) -> list[Sequence[str]]:
        papers = [paper for paper in self._book.ballot_papers if paper.session == self._session.code]
        first = min(paper.count for paper in papers)
        return [self._paper_row(paper) for paper in papers if paper.count == first]

    def _paper_row(self, paper: BallotPaper) -> Sequence[str]:
        most = self._session.most
        over = most is not None and len(paper.chosen) > most
        invalid = words.PAPER_INVALID_WHY.format(why=words.OVER_VOTE.format(most=most)) if over else words.PAPER_INVALID
        if paper.spoilt and paper.reason:
            invalid = words.PAPER_INVALID_WHY.format(why=paper_text(paper.reason))
        verdict_words = invalid if paper.spoilt or over else words.PAPER_VALID
        return (paper_text(paper.number), verdict_words, self._units(paper.chosen), self._units(paper.refused))

    def _units(self, codes: frozenset[str]) -> str:
        return ", ".join(unit.label for unit in self._book.units if unit.code in codes)

    def _share_head(self) -> str:
        if self._ballot is None:
            base = self._session.base or (self._award.base if self._award else None)
            return words.SHARE_HEAD_UNKNOWN.format(base=label(base) if base else words.SHORT_DOTS)
        item = self._ballot.round
        name = reasons.base_words(self._book, self._ballot.result, item)
        return words.SHARE_HEAD.format(base=name, value=item.base_value)

    def _rows(self) -> list[Sequence[str]]:
        """One row per unit of the ballot; without figures where the session does not count."""
        if self._ballot is None:
            names = [vote.unit for vote in self._book.votes if vote.session == self._session.code and vote.unit]
            return tables.numbered((full_name(self._book, code), "", "", "", "", "") for code in names)
        return tables.numbered(map(self._row, by_votes_and_protocol(self._ballot.round)))

    def _row(self, candidate: Candidate) -> Sequence[str]:
        assert self._ballot is not None
        pair = (self._session.code, candidate.unit)
        vote = next((vote for vote in self._book.votes if (vote.session, vote.unit) == pair), None)
        others = (vote.against, vote.abstain) if vote else (None, None)
        share = numbers.share(candidate.votes, self._ballot.round.base_value)
        unknown_blank = ["" if count is None else str(count) for count in others]
        name = full_name(self._book, candidate.unit)
        return (name, str(candidate.votes), *unknown_blank, share, verdict_words(candidate))

    def _conclusion(self) -> None:
        paper = self._paper
        paper.heading(words.RULE_HEADING)
        for problem in self._unclear:
            why = paper_text(message(problem, self._book))
            paper.text(words.NOT_CONCLUDED.format(cell=cell_name(problem.where), why=why), "Ghi chú bảng")
        if self._ballot is None or self._award is None:
            paper.text(words.DOTS * 2)
            return
        for text in _conclusion(self._book, self._ballot, self._award):
            paper.text(text)


def verdict_words(candidate: Candidate) -> str:
    """The result of a unit in words: enough votes, not enough, or why it is not considered."""
    if candidate.ineligible is not None:
        return words.NOT_CONSIDERED.format(why=label(candidate.ineligible))
    return words.ENOUGH if candidate.passed else words.NOT_ENOUGH


def _conclusion(book: Workbook, ballot: SessionResult, award: Award) -> list[str]:
    """The rule with its legal basis, the units with enough votes in order, and the consequence."""
    item, result = ballot.round, ballot.result
    passed = [candidate for candidate in by_votes_and_protocol(item) if candidate.passed and candidate.eligible]
    basis = words.RULE_WITHOUT_BASIS
    if award.basis:
        basis = words.RULE_BASIS.format(basis=lower_first(paper_text(award.basis)))
    figures = {
        "basis": basis, "threshold": reasons.threshold_words(item.threshold), "value": item.base_value,
        "base": reasons.base_words(book, result, item), "needed": two_digits(item.needed),
        "quota": two_digits(result.quota), "seats": two_digits(item.seats), "first": "01",
        "count": two_digits(len(passed)), "last": two_digits(len(passed)),
    }  # fmt: skip
    head = words.PASSED_ONE if len(passed) == 1 else words.PASSED if passed else words.NOBODY_PASSED
    lines = [words.RULE.format_map(figures), head.format_map(figures)]
    for place, candidate in enumerate(passed, 1):
        share, ending = numbers.share(candidate.votes, item.base_value), ";" if place < len(passed) else "."
        named = {"place": two_digits(place), "unit": full_name(book, candidate.unit), "share": share}
        lines.append(words.PASSED_LINE.format(**named, votes=candidate.votes, value=item.base_value) + ending)
    return lines + _outcome(book, ballot, award)


def _outcome(book: Workbook, ballot: SessionResult, award: Award) -> list[str]:
    candidates = by_votes_and_protocol(ballot.round)
    if ballot.round.role not in (RoundRole.ROUND, RoundRole.RUN_OFF):
        return [words.OPEN.format(why=label(ballot.round.role))]
    eligible = [one for one in candidates if one.eligible]
    if eligible and all(one.outcome is Outcome.NOT_DECIDING for one in eligible):
        return [words.OPEN.format(why=label(Outcome.NOT_DECIDING))]
    proposed = [full_name(book, one.unit) for one in eligible if one.outcome is Outcome.PROPOSED]
    tied = [full_name(book, one.unit) for one in eligible if one.outcome is Outcome.TIED]
    texts = [
        words.PROPOSED.format(award=award.name, units=joined_words(proposed)) if proposed else words.NOBODY_PROPOSED
    ]
    if tied:
        seats = ballot.round.seats - sum(one.outcome is Outcome.PROPOSED for one in eligible)
        texts.append(words.TIED.format(units=joined_words(tied), seats=two_digits(seats)))
    texts += [
        words.WITHDRAWN.format(unit=full_name(book, one.unit), why=label(one.withdrawn))
        for one in eligible
        if one.withdrawn is not None
    ]
    return texts
