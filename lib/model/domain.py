"""The terms of the field, as frozen records. No behaviour beyond what a term means.

unit = đơn vị · criterion = tiêu chí · group = nhóm tiêu chí · self score = điểm tự chấm · verified score = điểm thẩm
định · bonus / deduction = điểm thưởng / điểm trừ · not applicable = không phát sinh · award = danh hiệu · session =
phiên bỏ phiếu · round = vòng · base = mẫu số · threshold = ngưỡng · quota = số lượng · decision = quyết định.

Points are whole numbers in the smallest unit, 10^-decimals of the contest: with two decimals 9850 is 98,50. A record
does not check whether it agrees with others; that is done where it is used. `blocked` on a record means that a
blocking problem stands in its own row, so that nothing may be decided by it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lib.model.problems import CellRef


class UnitRole(StrEnum):
    """The position of a unit in the cluster of the year: Cụm trưởng, Phó Cụm trưởng, thành viên."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"


class CriterionKind(StrEnum):
    """How the points of a criterion count: to the base, as a bonus, or as a deduction (contract 3)."""

    BASE = "base"
    BONUS = "bonus"
    DEDUCTION = "deduction"


class NotApplicableRule(StrEnum):
    """What a "không phát sinh" yields for a base criterion (contract 3.3)."""

    FULL = "full"
    EXCLUDE = "exclude"
    ZERO = "zero"


class KeyKind(StrEnum):
    """What a key of the ranking compares (contract 3.5)."""

    TOTAL = "total"
    SHARE = "share"
    GROUP = "group"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class RankingKey:
    """One key of the ranking; `name` is the group's name or the criterion's code, else empty."""

    kind: KeyKind
    name: str = ""


class RuleItem(StrEnum):
    """The rules of scoring that are items of `Thông tin`, in the order of the contract."""

    DECIMALS = "decimals"
    RANKING = "ranking"
    BONUS_CAP = "bonus_cap"
    DEDUCTION_CAP = "deduction_cap"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the contest as typed: `basis` is its legal basis, `by_default`: nothing was typed."""

    item: RuleItem
    typed: str | None
    basis: str | None
    by_default: bool
    cell: CellRef | None


class RatingBase(StrEnum):
    """The denominator of the share of staff rated HTXS; agencies read the rule differently."""

    GOOD = "good"
    EXCELLENT_AND_GOOD = "excellent_and_good"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Contest:
    """The contest of one year. `ranking` is None where its setting cannot be read: then no unit is ranked.

    `unclear`: a rule of the totals cannot be read, which makes every total provisional.
    `conference_date_cell` is the cell of the date or the one to type it into, the tab where there is no such line.
    """

    name: str | None = None
    year: int | None = None
    conference_date: dt.date | None = None
    place: str | None = None
    chair: str | None = None
    secretary: str | None = None
    decimals: int = 2
    ranking: tuple[RankingKey, ...] | None = (RankingKey(KeyKind.TOTAL),)
    bonus_cap: int | None = None
    deduction_cap: int | None = None
    sample: bool = False
    unclear: bool = False
    rules: tuple[Rule, ...] = ()
    rating_base: RatingBase = RatingBase.GOOD
    rating_basis: str | None = None
    conference_date_cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A member of the cluster; `position` is its place in the protocol order, 0 first."""

    code: str
    name: str
    short_name: str | None
    position: int
    kind: str | None
    role: UnitRole | None
    representative: str | None
    note: str | None
    cell: CellRef

    @property
    def label(self) -> str:
        """The name of the unit in charts and tables."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Group:
    """A group of criteria; `maximum` is the declared one in points, None where none is declared."""

    name: str
    maximum: int | None
    cell: CellRef | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of `Tiêu chí`; `maximum` is in points."""

    code: str
    group: str
    name: str
    maximum: int
    kind: CriterionKind
    not_applicable: NotApplicableRule
    cell: CellRef


class ScoreColumn(StrEnum):
    """The two scores a unit has for a criterion."""

    VERIFIED = "verified"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class TypedTotal:
    """A total typed or computed in the row `Tổng`, exactly as typed (None: unreadable)."""

    column: ScoreColumn
    unit: str
    value: Decimal
    cell: CellRef


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the verified score of a unit differs from its self score, as typed in `Giải trình`."""

    unit: str
    criterion: str
    reason: str | None
    evidence: str | None
    cell: CellRef


class Base(StrEnum):
    """The denominator of vote shares (mẫu số): the figures of a session, from the largest to the smallest."""

    MEMBERS = "members"
    PRESENT = "present"
    ISSUED = "issued"
    COLLECTED = "collected"
    VALID = "valid"


class RegistrationRule(StrEnum):
    """Whether a unit must have registered for an award: required, a doubt where it has not, or not asked."""

    REQUIRED = "required"
    WARNING = "warning"
    NONE = "none"


class ThresholdForm(StrEnum):
    """How a threshold was typed, and therefore how it is displayed: `2/3` or `80%`."""

    FRACTION = "fraction"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of the base to be reached, or exceeded where `strict`. `form` is how it was typed."""

    share: Fraction
    strict: bool = False
    form: ThresholdForm = ThresholdForm.FRACTION


class AwardRule(StrEnum):
    """The rules of an award that have a default."""

    THRESHOLD = "threshold"
    BASE = "base"
    ROUNDS = "rounds"
    REGISTRATION = "registration"
    OWN_VOTE = "own_vote"


@dataclass(frozen=True, slots=True)
class Award:
    """A title to propose units for. A rule that cannot be read is None, and then the award is `blocked`."""

    code: str
    name: str
    quota: int | None
    threshold: Threshold | None
    base: Base | None
    within: str | None
    rounds: int | None
    minimum: Decimal | None
    registration: RegistrationRule | None
    own_vote: bool | None
    basis: str | None
    position: int
    defaults: frozenset[AwardRule]
    blocked: bool
    cell: CellRef


class SessionState(StrEnum):
    """How far a session is, as typed in `Trạng thái`; only a counted one decides (contract 4)."""

    NOT_STARTED = "not_started"
    VOTING = "voting"
    COUNTED = "counted"


class VotingMethod(StrEnum):
    """How votes are given: by secret ballot or by raising hands."""

    SECRET = "secret"
    HANDS = "hands"


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of a session with its cell; `value` None is blank or unreadable."""

    value: int | None
    cell: CellRef | None


@dataclass(frozen=True, slots=True)
class Session:
    """One ballot. `code`, `award`: None where blank or unknown (then it is blocked). `held_at`: the moment as far as
    `time` states it. `most`: the most units that a valid ballot chooses. `blocked_by`: what must be mended first, if
    known.
    """

    code: str | None
    award: str | None
    round: int | None
    method: VotingMethod | None
    members: Figure
    present: Figure
    issued: Figure
    collected: Figure
    valid: Figure
    invalid: Figure
    head_teller: str | None
    tellers: str | None
    time: str | None
    state: SessionState
    threshold: Threshold | None
    base: Base | None
    blocked: bool
    cell: CellRef
    state_cell: CellRef
    held_at: Moment | None = None
    most: int | None = None
    blocked_by: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """One row of `Phiếu`, or what ballot papers give in its place. `in_favour` None is blank or unreadable; `unit` None
    is unknown. The cells of `against` and `abstain` are None where they have no column."""

    session: str
    unit: str | None
    in_favour: int | None
    against: int | None
    abstain: int | None
    blocked: bool
    cell: CellRef
    in_favour_cell: CellRef
    against_cell: CellRef | None = None
    abstain_cell: CellRef | None = None


class Verdict(StrEnum):
    """What a decision of record determines (contract 4.5, 4.6)."""

    PROPOSE = "propose"
    DO_NOT_PROPOSE = "do_not_propose"
    WITHDRAW = "withdraw"
    NOT_QUALIFIED = "not_qualified"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of record of the chair (`Quyết định`): a seat, a tie or a withdrawal (contract 4.5, 4.6)."""

    award: str | None
    unit: str | None
    verdict: Verdict | None
    reason: str | None
    decided_by: str | None
    time: str | None
    blocked: bool
    cell: CellRef
    decided_at: Moment | None = None


@dataclass(frozen=True, slots=True)
class AwardRegistration:
    """A unit's registration for an award."""

    unit: str
    award: str
    date: dt.date | None
    document: str | None
    cell: CellRef


@dataclass(frozen=True, slots=True)
class Pledge:
    """The pledge of a unit for the coming year; `signed_on` None is not signed yet."""

    unit: str
    signer: str | None
    signed_on: dt.date | None
    cell: CellRef


@dataclass(frozen=True, slots=True)
class Exclusion:
    """The exclusion of a unit from proposals from `start` to `end`, both inclusive; None is open-ended."""

    unit: str
    reason: str | None
    start: dt.date | None
    end: dt.date | None
    document: str | None
    cell: CellRef


@dataclass(frozen=True, slots=True)
class Leadership:
    """Who led the cluster in a year; `unit` is its code where it is a member this year."""

    year: int
    role: UnitRole
    unit: str | None
    unit_name: str
    person: str | None
    decision: str | None
    cell: CellRef


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was held or decided: a time of day; `day` None is the day of the conference."""

    clock: dt.time
    day: dt.date | None = None


def exact_points(points: int, decimals: int) -> Decimal:
    """Points as the number that is typed and shown (law 2): 9850 with two decimals is 98.50."""
    return Decimal(int(points)).scaleb(-decimals)
