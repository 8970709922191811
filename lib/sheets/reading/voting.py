"""Reading `Danh hiệu`, `Bỏ phiếu`, `Phiếu` and `Quyết định`, with their moments (docs/workbook.md sections
2 and 4.5). Pure.

Of a column `Thời gian` only an unambiguous moment counts: a date alone, a range or words are None, for they establish
no order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from lib.model.ballot_papers import BallotPaper
from lib.model.domain import Award, AwardRule, Base, Decision, Figure, Moment, Session, SessionState, Vote
from lib.model.problems import CellRef, Code, Problem, problem
from lib.sheets.columns import FIRST_YEAR, LAST_YEAR
from lib.sheets.reading import cells
from lib.sheets.reading.names import NameIndex, index_of
from lib.sheets.reading.rows import RowReader
from lib.sheets.reading.tables import Sheet
from lib.sheets.sources.source import EPOCH, RawCell
from lib.sheets.vocabulary import HOUR_WORD, MINUTE_WORD


def award_names(awards: tuple[Award, ...]) -> NameIndex:
    """The names by which cells refer to awards: code and name."""
    return index_of((award.code, (award.name,)) for award in awards)


def read_awards(sheet: Sheet | None, problems: list[Problem]) -> tuple[Award, ...]:
    """Awards in their order (`Thứ tự`, else row order), with `Chỉ xét trong` resolved.

    Of two rows with one code the first is kept and blocked, because its intended rule is unclear.
    """
    if sheet is None:
        return ()
    by_code: dict[str, tuple[Decimal, RowReader, Award]] = {}
    for index in sheet.rows():
        row = RowReader(sheet, index, problems)
        code = row.code("code")
        order = row.number("order")
        if code is None:
            continue
        known = by_code.get(cells.key(code))
        if known:
            row.report(Code.DUPLICATE_ROW, "code", first=known[1].ref("code").a1)
            by_code[cells.key(code)] = (known[0], known[1], replace(known[2], blocked=True))
        else:
            rank = Decimal(len(by_code) + 1) if order is None else order
            by_code[cells.key(code)] = (rank, row, _award(row, code))
    ordered = sorted(by_code.values(), key=lambda entry: entry[0])
    return _chained([(row, award) for _, row, award in ordered])


def _award(row: RowReader, code: str) -> Award:
    minimum = row.number("minimum")
    if minimum is not None and minimum < 0:
        row.report(Code.BAD_SETTING, "minimum", expected="not_negative")
        minimum = None
    base = row.choice("base")
    award = row.record(
        Award,
        code=code,
        name=row.name("name") or code,
        threshold=row.threshold("threshold", base),
        base=base,
        within=None,
        minimum=minimum,
        position=0,
        defaults=frozenset(),
        blocked=False,
        cell=row.ref("code"),
    )
    return replace(award, defaults=_defaults(row, code, confirmed=award.basis is not None))


def _defaults(row: RowReader, code: str, confirmed: bool) -> frozenset[AwardRule]:
    """The rules where nothing was typed, each reported where no legal basis confirms it."""
    untyped = [rule for rule in AwardRule if cells.is_nothing(row.raw(rule)) and not row.bad(rule)]
    for rule in untyped:
        if not confirmed:
            where = rule.value if rule in row.sheet.columns else "code"
            row.report(Code.DEFAULT_UNCONFIRMED, where, rule=rule.value, subject=code)
    return frozenset(untyped)


def _chained(entries: list[tuple[RowReader, Award]]) -> tuple[Award, ...]:
    """Awards with `Chỉ xét trong` as a code; an unknown, own or circular reference blocks (contract 4)."""
    names = award_names(tuple(award for _, award in entries))
    within = {award.code: row.named("within", names, Code.UNKNOWN_AWARD) for row, award in entries}
    for row, award in entries:
        circle = _circle(award.code, within)
        if circle:
            kind = "self_reference" if len(circle) == 1 else "circular"
            row.report(Code.BAD_SETTING, "within", expected=kind, subject="; ".join(circle))
    return tuple(
        replace(award, within=within[award.code], position=position, blocked=award.blocked or row.blocked)
        for position, (row, award) in enumerate(entries)
    )


def _circle(code: str, within: dict[str, str | None]) -> tuple[str, ...]:
    """The chain of awards that leads from one back to itself; empty where it does not lead back."""
    seen = [code]
    step = within[code]
    while step is not None and step not in seen:
        seen.append(step)
        step = within.get(step)
    return tuple(seen) if step == code else ()


def read_sessions(
    sheet: Sheet | None, awards: tuple[Award, ...], members: int | None, problems: list[Problem]
) -> tuple[Session, ...]:
    """Sessions in row order. Two rows with one code are both blocked, since their votes cannot be told apart."""
    if sheet is None:
        return ()
    rows = [RowReader(sheet, index, problems) for index in sheet.rows()]
    bases = {award.code: award.base for award in awards}
    sessions = [_session(row, award_names(awards), bases, members) for row in rows]
    keys = [cells.key(session.code or "") for session in sessions]
    times = Counter(key for key in keys if key)
    first: dict[str, CellRef] = {}
    for row, key in zip(rows, keys, strict=True):
        before = first.setdefault(key, row.ref("code"))
        if times[key] > 1 and before != row.ref("code"):
            row.report(Code.DUPLICATE_ROW, "code", first=before.a1)
    _missing_rounds(rows, sessions)
    return tuple(
        replace(session, blocked=row.blocked or times[key] > 1)
        for row, session, key in zip(rows, sessions, keys, strict=True)
    )


def _missing_rounds(rows: list[RowReader], sessions: list[Session]) -> None:
    """Report rounds whose predecessor has no row, which decide nothing: it may be under an unreadable award."""
    known = {(session.award, session.round) for session in sessions}
    for row, session in zip(rows, sessions, strict=True):
        if session.award is None or session.round is None or session.round == 1:
            continue
        if (session.award, session.round - 1) not in known:
            row.report(Code.ROUND_MISSING, "round", award=session.award, round=session.round - 1)


def _session(row: RowReader, awards: NameIndex, bases: Mapping[str, Base | None], members: int | None) -> Session:
    code = row.code("code")
    award = row.named("award", awards, Code.UNKNOWN_AWARD)
    figures = {
        field: Figure(row.whole(field), row.ref(field) if field in row.sheet.columns else None)
        for field in (*map(str, Base), "invalid")
    }
    typed = figures["members"].value
    if typed is not None and members is not None and typed != members:
        row.report(Code.MEMBERS_DIFFER, "members", units=members)
    base = row.choice("base")
    return row.record(
        Session,
        code=code,
        award=award,
        **figures,
        state=row.choice("state") or SessionState.NOT_STARTED,
        threshold=row.threshold("threshold", base or bases.get(award or "")),
        base=base,
        blocked=False,
        cell=row.ref("code"),
        state_cell=row.ref("state") if "state" in row.sheet.columns else row.ref("code"),
        held_at=read_time(row.raw("time")),
        blocked_by=None,
    )


def session_names(sessions: tuple[Session, ...]) -> NameIndex:
    """The codes by which cells refer to sessions."""
    return index_of((session.code, ()) for session in sessions if session.code is not None)


@dataclass(frozen=True)
class VotesRead:
    """Votes of known sessions; `stray` are the units of rows with an unreadable session, None where unknown too."""

    votes: tuple[Vote, ...] = ()
    stray: frozenset[str | None] = frozenset()


def read_votes(
    sheet: Sheet | None, sessions: tuple[Session, ...], units: NameIndex, problems: list[Problem]
) -> VotesRead:
    """Rows of `Phiếu`. Two rows for one unit in a session are both blocked.

    A blank `Đồng ý` is a `missing_value` only once its session is counted: before that it is still to be typed.
    """
    if sheet is None:
        return VotesRead()
    names = session_names(sessions)
    counted = {s.code for s in sessions if s.state is SessionState.COUNTED}
    rows: list[tuple[RowReader, Vote]] = []
    stray: set[str | None] = set()
    for index in sheet.rows():
        row = RowReader(sheet, index, problems)
        session = row.named("session", names, Code.UNKNOWN_SESSION)
        if session is not None:
            rows.append((row, _vote(row, session, units, session in counted)))
        elif len(fits := units.fits(row.text("unit") or "")) == 1:
            stray.add(fits[0])
        elif not row.blank("in_favour"):
            stray.add(None)
    return VotesRead(_without_doubles(rows), frozenset(stray))


def unsettled_by_strays(sessions: tuple[Session, ...], read: VotesRead) -> tuple[Session, ...]:
    """Block the sessions that a stray row may belong to: those without a row for its unit; all if it is unknown."""
    if not read.stray:
        return sessions
    units: dict[str, set[str | None]] = {}
    for vote in read.votes:
        units.setdefault(vote.session, set()).add(vote.unit)
    return tuple(
        replace(session, blocked=True) if read.stray - units.get(session.code or "", set()) else session
        for session in sessions
    )


def not_marked(
    sheet: Sheet | None, sessions: tuple[Session, ...], votes: tuple[Vote, ...], papers: tuple[BallotPaper, ...]
) -> list[Problem]:
    """Sessions with a vote, a ballot paper or `Thu về` whose `Trạng thái` is blank (`session_not_marked`)."""
    if sheet is None:
        return []
    state = sheet.columns.get("state")
    voted = {vote.session for vote in votes if vote.in_favour is not None} | {paper.session for paper in papers}
    return [
        problem(Code.SESSION_NOT_MARKED, session.state_cell, None)
        for session in sessions
        if (session.code in voted or session.collected.value is not None)
        and (state is None or cells.is_blank(sheet.raw_cell(session.cell.row - 1, state)))
    ]


def _vote(row: RowReader, session: str, units: NameIndex, counted: bool) -> Vote:
    return row.record(
        Vote,
        session=session,
        unit=row.named("unit", units, Code.UNKNOWN_UNIT),
        in_favour=row.whole("in_favour", required=counted),
        blocked=False,
        cell=row.ref("unit"),
        in_favour_cell=row.ref("in_favour"),
        against_cell=row.ref("against") if "against" in row.sheet.columns else None,
        abstain_cell=row.ref("abstain") if "abstain" in row.sheet.columns else None,
    )


def _without_doubles(rows: list[tuple[RowReader, Vote]]) -> tuple[Vote, ...]:
    first: dict[tuple[str, str], CellRef] = {}
    standing = Counter((vote.session, vote.unit) for _, vote in rows if vote.unit is not None)
    votes = []
    for row, vote in rows:
        doubled = vote.unit is not None and standing[vote.session, vote.unit] > 1
        known = first.setdefault((vote.session, vote.unit or ""), vote.cell)
        if doubled and known != vote.cell:
            row.report(Code.DUPLICATE_ROW, "unit", first=known.a1)
        votes.append(replace(vote, blocked=doubled or row.blocked))
    return tuple(votes)


def read_decisions(
    sheet: Sheet | None, awards: NameIndex, units: NameIndex, problems: list[Problem]
) -> tuple[Decision, ...]:
    """Decisions of record in row order."""
    if sheet is None:
        return ()
    decisions = []
    for index in sheet.rows():
        row = RowReader(sheet, index, problems)
        decision = row.record(
            Decision,
            award=row.named("award", awards, Code.UNKNOWN_AWARD),
            unit=row.named("unit", units, Code.UNKNOWN_UNIT),
            blocked=False,
            cell=row.ref("verdict"),
            decided_at=read_time(row.raw("time")),
        )
        decisions.append(replace(decision, blocked=row.blocked))
    return tuple(decisions)


_WORDS = rf" {HOUR_WORD} (?P<in_words>\d{{1,2}})(?: {MINUTE_WORD})?"
_TIME = rf"(?P<hour>\d{{1,2}})(?::(?P<colon>\d{{2}})| ?h ?(?P<h>\d{{2}})|{_WORDS})"
_MOMENT = re.compile(rf"(?:(?P<date>\d{{1,2}}/\d{{1,2}}/\d{{4}}) )?{_TIME}", re.IGNORECASE)
_SECONDS_A_DAY = 86400
_FIRST_SERIAL, _LAST_SERIAL = ((dt.datetime(year, 1, 1) - EPOCH).days for year in (FIRST_YEAR, LAST_YEAR + 1))
"""The serial numbers of the first accepted day and of the first one after the last accepted year."""


def read_time(raw: RawCell) -> Moment | None:
    """`10:30`, `10h30`, `10 giờ 30` (of the conference day), `18/12/2019 10:30`, or a real time or date and time."""
    if isinstance(raw, str):
        return _typed(raw)
    if isinstance(raw, dt.datetime):
        return _dated(raw)
    if isinstance(raw, dt.time):
        return Moment(raw)
    if isinstance(raw, dt.timedelta):
        return _of_day(raw.total_seconds())
    if isinstance(raw, float):
        return _serial(raw)
    return None


def _typed(text: str) -> Moment | None:
    match = _MOMENT.fullmatch(cells.tidy(text))
    if match is None:
        return None
    minute = match["colon"] or match["h"] or match["in_words"]
    hour, minutes = int(match["hour"]), int(minute)
    if hour > 23 or minutes > 59:
        return None
    day = cells.read_date(match["date"]).value if match["date"] else None
    return None if match["date"] and day is None else Moment(dt.time(hour, minutes), day)


def _serial(number: float) -> Moment | None:
    """A fraction of a day, or a serial number with one."""
    if 0 < number < 1:
        return _of_day(number * _SECONDS_A_DAY)
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
        return None
    return _dated(EPOCH + dt.timedelta(days=number))


def _of_day(seconds: float) -> Moment | None:
    if not 0 < seconds < _SECONDS_A_DAY:
        return None
    return Moment((dt.datetime.min + dt.timedelta(seconds=round(seconds))).time())


def _dated(value: dt.datetime) -> Moment | None:
    """A date and time; midnight counts as a date without time."""
    value = value.replace(microsecond=0) + dt.timedelta(seconds=value.microsecond >= 500_000)
    return None if value.time() == dt.time() else Moment(value.time(), value.date())
