"""Results of scoring and ballots, with structured reasons. The sentences are in `lib/show/words/text.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lib.model.domain import Base, Decision, Threshold, Verdict
from lib.model.problems import CellRef


class RecordState(StrEnum):
    """The origin of a score of record (contract 3.1, 3.3)."""

    VERIFIED = "verified"
    STAND_IN = "stand_in"
    NONE = "none"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the standings; points in the smallest unit, None where there is none."""

    unit: str
    total: int | None
    maximum: int
    self_total: int | None
    rank: int | None
    tied: bool
    final: bool
    base: int | None
    bonus: int | None
    deduction: int | None
    missing: int
    unverified: int
    position: int = 0

    @property
    def scored(self) -> bool:
        """Whether the unit has a total."""
        return self.total is not None


class AwardStatus(StrEnum):
    """How far an award is decided (contract 4.7)."""

    WAITING = "waiting"
    NO_SESSION = "no_session"
    DECIDED = "decided"
    TIE = "tie"
    NEXT_ROUND = "next_round"
    CHAIR_DECIDES = "chair_decides"


class WaitingFor(StrEnum):
    """Why an award is `waiting`."""

    AWARD_ROW = "award_row"
    DECISION_ROW = "decision_row"
    PRIOR_AWARD = "prior_award"
    SESSION = "session"
    TOTALS = "totals"
    REGISTRATIONS = "registrations"
    CONFERENCE_DATE = "conference_date"
    OBSTACLE = "obstacle"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing an award waits for; `subject` is the code of the award, session or unit, `cell` what must be mended."""

    why: WaitingFor
    subject: str | None = None
    cell: CellRef | None = field(default=None, compare=False)


class Ineligible(StrEnum):
    """Why a unit with votes is not a candidate of a round (contract 4.1)."""

    ALREADY_PROPOSED = "already_proposed"
    EXCLUDED = "excluded"
    BELOW_MINIMUM = "below_minimum"
    NOT_REGISTERED = "not_registered"
    NOT_IN_PRIOR_AWARD = "not_in_prior_award"
    NOT_IN_RUN_OFF = "not_in_run_off"


class Outcome(StrEnum):
    """The outcome of a round for a unit."""

    PROPOSED = "proposed"
    BELOW_THRESHOLD = "below_threshold"
    PASSED_NO_SEAT = "passed_no_seat"
    TIED = "tied"
    INELIGIBLE = "ineligible"
    NOT_DECIDING = "not_deciding"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit with a row in a session that counts.

    `margin` is votes minus votes needed: +2 is two above, -1 one short. `tied_with` names the others of a tie across
    the last seat. `withdrawn` is the decision that vacated the seat which this round gave it, or took it out of the
    tie.
    """

    unit: str
    votes: int
    passed: bool
    outcome: Outcome
    margin: int
    ineligible: Ineligible | None = None
    tied_with: tuple[str, ...] = ()
    withdrawn: Verdict | None = None
    cell: CellRef | None = None

    @property
    def eligible(self) -> bool:
        """Whether no rule keeps the unit from being a candidate."""
        return self.ineligible is None


class RoundRole(StrEnum):
    """The effect of a session that counts: a round, a run-off among tied units, or none (contract 4)."""

    ROUND = "round"
    RUN_OFF = "run_off"
    EXTRA = "extra"
    NOT_REACHED = "not_reached"
    AWARD_WAITS = "award_waits"


@dataclass(frozen=True, slots=True)
class Round:
    """A session that counts. `base_value` is already reduced by one where units do not vote for themselves. `sealed`
    where votes are withheld from readers (contract 8.5): votes and margins of its candidates are then 0 and
    meaningless.
    """

    session: str
    number: int
    role: RoundRole
    base: Base
    base_value: int
    threshold: Threshold
    needed: int
    seats: int
    candidates: tuple[Candidate, ...]
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class DecisionOutcome:
    """A decision of record and whether it took effect."""

    decision: Decision
    acted: bool


@dataclass(frozen=True, slots=True)
class AwardResult:
    """The outcome of one award: `proposed` by round, votes, protocol order; `remaining` in protocol order."""

    award: str
    status: AwardStatus
    quota: int | None
    proposed: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    seats_left: int | None = None
    remaining: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    decisions: tuple[DecisionOutcome, ...] = ()


class SessionFault(StrEnum):
    """Why a session that is counted does not count (contract 4)."""

    NO_ROWS = "no_rows"
    BLANK_VOTES = "blank_votes"
    UNKNOWN_UNIT = "unknown_unit"
    BLOCKED = "blocked"
    NO_MEMBERS = "no_members"
    NO_BASE = "no_base"
    OBSTACLE = "obstacle"


@dataclass(frozen=True, slots=True)
class SessionReview:
    """The review of a session: whether it counts, why not, its quorum; `base_value` None: the base is unknown."""

    session: str | None
    counts: bool
    faults: tuple[SessionFault, ...]
    base: Base | None
    base_value: int | None
    members: int | None
    quorum: bool | None


@dataclass(frozen=True, slots=True)
class UnitTally:
    """The tally of the papers for a unit; `against` and `abstain` are None where they only name the chosen units."""

    unit: str
    in_favour: int
    against: int | None
    abstain: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """The tally of one session's papers (docs/workbook.md section 8).

    `collected` papers were typed in the first count, `second` in the second; `agree` is whether both are complete and
    equal, None where there is only one count.
    """

    session: str
    collected: int
    valid: int
    units: tuple[UnitTally, ...]
    second: int = 0
    agree: bool | None = None
