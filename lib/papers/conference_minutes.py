"""Biên bản hội nghị: time, participants, programme, scores, ballots, conclusions. Unknown details are dots."""

from __future__ import annotations

from lib.model.domain import UnitRole
from lib.model.records import Workbook
from lib.model.results import AwardResult, Outcome, Round, RoundRole
from lib.papers.docx import tables, words
from lib.papers.docx.document import Paper, Signatory
from lib.papers.docx.figures import long_date, text_or_dots, two_digits
from lib.papers.docx.lookup import full_name, leaders, scored_standings
from lib.papers.docx.persons import person_of, signature
from lib.papers.docx.stamp import Stamp
from lib.papers.score_table import rank_text
from lib.show.words import awards, ranks, reasons
from lib.show.words.ballots import by_votes_and_protocol
from lib.show.words.changes import corrected_words, why_corrected
from lib.show.words.names import award_name, joined_words
from lib.show.words.terms import label
from lib.snapshot import Snapshot
from lib.stage.log.events import FiguresCorrected

_LEADING = (UnitRole.HEAD, UnitRole.DEPUTY)


def conference_minutes(snapshot: Snapshot, stamp: Stamp, corrections: tuple[FiguresCorrected, ...] = ()) -> bytes:
    """The minutes of the conference as .docx: a draft, because some details have to be completed by hand."""
    return _ConferenceMinutes(snapshot, stamp.as_draft(), corrections).content()


class _ConferenceMinutes:
    def __init__(self, snapshot: Snapshot, stamp: Stamp, corrections: tuple[FiguresCorrected, ...]) -> None:
        self._snapshot = snapshot
        self._corrections = corrections
        self._book = snapshot.workbook
        self._contest = snapshot.workbook.contest
        self._year = self._contest.year or words.SHORT_DOTS
        self._paper = Paper(self._contest, stamp, words.TITLE_CONFERENCE)
        self._numerals = iter(words.ROMAN[3:])

    def content(self) -> bytes:
        paper = self._paper
        paper.letterhead(self._contest.conference_date)
        paper.title(words.MINUTES, words.CONFERENCE_ABOUT.format(year=self._year))
        self._when()
        self._who()
        self._agenda()
        self._scores()
        self._ballots()
        self._corrected()
        self._conclusions()
        paper.text(words.ENDED)
        paper.signatures(
            Signatory(words.SECRETARY_SIGNS, signature(self._contest.secretary)),
            Signatory(words.CHAIR, signature(self._contest.chair)),
        )
        return paper.content()

    def _when(self) -> None:
        paper = self._paper
        paper.heading(words.WHEN_HEADING)
        date = long_date(self._contest.conference_date, self._contest.year)
        paper.items([words.STARTED.format(date=date), words.PLACE.format(place=text_or_dots(self._contest.place))])

    def _who(self) -> None:
        paper, book = self._paper, self._book
        paper.heading(words.WHO_HEADING)
        for line, person in ((words.CHAIR_IS, self._contest.chair), (words.SECRETARY_IS, self._contest.secretary)):
            paper.text(line.format(name=person_of(person).with_office if person else words.DOTS), "Liệt kê")
        present = self._present()
        absent = None if present is None or book.members is None else max(0, book.members - present)
        counts = {"members": two_digits(book.members), "present": two_digits(present), "absent": two_digits(absent)}
        paper.text(words.MEMBERS_ARE.format_map(counts), "Liệt kê")
        paper.text(words.GUESTS, "Liệt kê")
        rows = []
        for unit in book.units:
            role = label(unit.role) if unit.role else ""
            rows.append((unit.name, role, unit.representative or words.SHORT_DOTS, words.SHORT_DOTS))
        paper.table(tables.UNITS, tables.numbered(rows))

    def _present(self) -> int | None:
        """The number present, where every ballot that counts has the same number."""
        counting = {review.session for review in self._snapshot.sessions if review.counts}
        counts = {item.present.value for item in self._book.sessions if item.code in counting}
        return counts.pop() if len(counts) == 1 else None

    def _agenda(self) -> None:
        paper = self._paper
        paper.heading(words.AGENDA_HEADING)
        lines = []
        for number, item in enumerate(self._book.agenda or (), 1):
            person = f" ({item.person})" if item.person else ""
            lines.append(words.AGENDA_ITEM.format(number=number, content=item.content, person=person))
        paper.items(lines or [words.AGENDA_BLANK])

    def _scores(self) -> None:
        rows = scored_standings(self._snapshot)
        if not rows:
            return
        paper = self._paper
        paper.heading(words.SCORES_HEADING.format(numeral=next(self._numerals)))
        paper.text(words.SCORES_PASSED.format(count=two_digits(sum(row.scored for row in rows))))
        cells = [
            (full_name(self._book, row.unit), ranks.total_words(self._snapshot, row), rank_text(row)) for row in rows
        ]
        paper.table(tables.SCORES, tables.numbered(cells))
        provisional = [full_name(self._book, row.unit) for row in rows if row.scored and not row.final]
        if provisional:
            paper.text(words.SCORES_PROVISIONAL.format(units=joined_words(provisional)))

    def _ballots(self) -> None:
        results = [result for result in self._snapshot.awards if result.rounds]
        if not results:
            return
        paper = self._paper
        paper.heading(words.VOTES_HEADING_ROMAN.format(numeral=next(self._numerals)))
        paper.text(words.METHOD_LINE)
        for result in results:
            paper.text(words.FOR_AWARD.format(award=award_name(self._book, result.award)))
            for item in result.rounds:
                paper.text(self._round(result, item), "Liệt kê")
                if tied := [full_name(self._book, one.unit) for one in item.candidates if one.outcome is Outcome.TIED]:
                    paper.text(words.TIED_LINE.format(units=joined_words(tied)), "Liệt kê")
            for text in _decisions(self._book, result):
                paper.text(text, "Liệt kê")

    def _round(self, result: AwardResult, item: Round) -> str:
        needed = reasons.needed(self._book, result, item)
        counted = []
        for candidate in by_votes_and_protocol(item):
            votes = f"{full_name(self._book, candidate.unit)} {candidate.votes}/{item.base_value} phiếu"
            out = candidate.ineligible
            counted.append(votes if out is None else words.NOT_CONSIDERED_VOTES.format(votes=votes, why=label(out)))
        why = words.RUN_OFF_REASON if item.role is RoundRole.RUN_OFF else ""
        return words.ROUND_LINE.format(round=awards.round_name(item), text=f"{why}{needed}; {joined_words(counted)}.")

    def _corrected(self) -> None:
        """The corrections during the conference: the old figure, the new one, the reason, and who decided."""
        if not self._corrections:
            return
        paper = self._paper
        paper.heading(words.CORRECTIONS_HEADING.format(numeral=next(self._numerals)))
        for number, made in enumerate(self._corrections, 1):
            line = words.CORRECTION_LINE.format(number=number, figures=corrected_words(made), why=why_corrected(made))
            paper.text(line, "Liệt kê")

    def _conclusions(self) -> None:
        paper = self._paper
        paper.heading(words.CONCLUSION_HEADING.format(numeral=next(self._numerals)))
        paper.text(words.CONCLUDED.format(year=self._year))
        lines = []
        for result in self._snapshot.awards:
            if result.proposed:
                units = joined_words([full_name(self._book, unit) for unit in result.proposed])
                name = award_name(self._book, result.award)
                lines.append(words.CONCLUDED_LINE.format(award=name, units=units))
            if awards.is_undecided(result):
                lines.append(words.STILL_OPEN_LINE.format(text=awards.still_open(self._book, result)))
        paper.items(lines or [words.NOTHING_CONCLUDED])
        self._next_leaders()
        self._pledges()

    def _next_leaders(self) -> None:
        if self._contest.year is None:
            return
        following = leaders(self._book, self._contest.year + 1)
        self._paper.text(words.NEXT_LEADERS.format(year=self._contest.year + 1))
        lines = []
        for item in following:
            unit = full_name(self._book, item.unit) if item.unit else item.unit_name
            person = f" – {item.person}" if item.person else ""
            decision = f" ({item.decision})" if item.decision else ""
            lines.append(words.LEADER_LINE.format(role=label(item.role), unit=f"{unit}{person}{decision}"))
        unknown = [words.LEADER_LINE.format(role=label(role), unit=words.DOTS) for role in _LEADING]
        self._paper.items(lines or unknown)

    def _pledges(self) -> None:
        if self._book.pledges is not None:
            signed = sum(item.signed_on is not None for item in self._book.pledges)
            self._paper.text(words.PLEDGED.format(signed=signed, all=len(self._book.units)))


def _decisions(book: Workbook, result: AwardResult) -> list[str]:
    """Decisions of record that took effect, one line each."""
    lines = []
    for decision in (outcome.decision for outcome in result.decisions if outcome.acted):
        if decision.unit and decision.verdict:
            who, reason = decision.decided_by or words.SHORT_DOTS, decision.reason or words.SHORT_DOTS
            verdict, unit = label(decision.verdict), full_name(book, decision.unit)
            lines.append(words.DECISION_LINE.format(who=who, verdict=verdict, unit=unit, reason=reason))
    return lines
