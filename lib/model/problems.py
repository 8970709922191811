"""Problems and failures: problems of the data are values, failures of a source are exceptions.

A problem carries no sentence; `lib/show/words/text.py` makes the Vietnamese one from its code and parameters.
The codes and severities are those of docs/workbook.md section 5.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

Param = str | int | None
LIST_BREAK = "\n"
"""Separates the codes in a parameter that lists several; never part of a cell's text once it is read."""


class Severity(StrEnum):
    """The cost of a problem: `BLOCKING` prevents decisions, `DOUBT` needs a look, `NOTE` is for information."""

    BLOCKING = "blocking"
    DOUBT = "doubt"
    NOTE = "note"


class Code(StrEnum):
    """The closed list of problems, each with its usual severity, blocking unless given (contract 5)."""

    usual: Severity

    def __new__(cls, value: str, usual: Severity = Severity.BLOCKING) -> Self:
        code = str.__new__(cls, value)
        code._value_, code.usual = value, usual
        return code

    UNKNOWN_TAB = "unknown_tab", Severity.NOTE
    UNKNOWN_COLUMN = "unknown_column", Severity.NOTE
    UNKNOWN_ITEM = "unknown_item", Severity.NOTE
    MISSING_SCORE = "missing_score", Severity.NOTE
    DEFAULT_UNCONFIRMED = "default_unconfirmed", Severity.NOTE
    EMPTY_TAB = "empty_tab", Severity.NOTE
    NOT_ON_LATER_BALLOT = "not_on_later_ballot", Severity.NOTE

    TYPED_TOTAL_DIFFERS = "typed_total_differs", Severity.DOUBT
    ROUNDED_THRESHOLD = "rounded_threshold", Severity.DOUBT
    MAX_DOES_NOT_ADD_UP = "max_does_not_add_up", Severity.DOUBT
    BELOW_QUORUM = "below_quorum", Severity.DOUBT
    TOO_MANY_DECIMALS = "too_many_decimals", Severity.DOUBT
    DIFFERENCE_WITHOUT_REASON = "difference_without_reason", Severity.DOUBT
    RATING_CAP = "rating_cap", Severity.DOUBT
    NOT_IN_PRIOR_AWARD = "not_in_prior_award", Severity.DOUBT
    NOT_IN_RUN_OFF = "not_in_run_off", Severity.DOUBT
    NOT_REGISTERED = "not_registered", Severity.DOUBT
    CHOSEN_NOT_ON_BALLOT = "chosen_not_on_ballot", Severity.DOUBT
    REGISTERED_NOT_ON_BALLOT = "registered_not_on_ballot", Severity.DOUBT
    VACATED_WHEN = "vacated_when", Severity.DOUBT
    DECISION_WITHOUT_EFFECT = "decision_without_effect", Severity.DOUBT
    EXTRA_SESSION = "extra_session", Severity.DOUBT
    MEMBERS_DIFFER = "members_differ", Severity.DOUBT
    TOTALS_NOT_COMPARABLE = "totals_not_comparable", Severity.DOUBT
    HISTORY_DIFFERS = "history_differs", Severity.DOUBT
    FOREIGN_LOCALE = "foreign_locale", Severity.DOUBT
    TEXT_CUT = "text_cut", Severity.DOUBT
    LONG_NAME = "long_name", Severity.DOUBT
    INVISIBLE_SIGN = "invisible_sign", Severity.DOUBT

    HIDDEN_ROW = "hidden_row", Severity.NOTE
    READ_OVER = "read_over", Severity.NOTE

    UNIT_WITHOUT_COLUMN = "unit_without_column", Severity.DOUBT
    CRITERION_WITHOUT_ROW = "criterion_without_row", Severity.DOUBT
    MERGED_SCORES = "merged_scores", Severity.DOUBT
    MERGED_RULE = "merged_rule"
    SESSION_NOT_MARKED = "session_not_marked", Severity.DOUBT
    UNCLEAR_ROW = "unclear_row", Severity.DOUBT
    DUPLICATE_NAME = "duplicate_name", Severity.DOUBT
    TWO_LEADERS = "two_leaders", Severity.DOUBT
    IMPLAUSIBLE_HISTORY = "implausible_history", Severity.DOUBT
    CRITERION_IN_OTHER_GROUP = "criterion_in_other_group", Severity.DOUBT
    STILL_CHANGING = "still_changing", Severity.DOUBT
    REGISTERED_TWICE = "registered_twice", Severity.DOUBT

    ROWS_ABOVE_HEADER = "rows_above_header"
    ALMOST_TAB = "almost_tab"
    ALMOST_COLUMN = "almost_column"
    ALMOST_ITEM = "almost_item"
    COLUMN_WITHOUT_HEADER = "column_without_header"
    CONFERENCE_DATE_NEEDED = "conference_date_needed"
    BAD_PERIOD = "bad_period"
    PERCENT_IN_SCORE = "percent_in_score"
    LOOKS_LIKE_A_DATE = "looks_like_a_date"
    BALLOTS_DIFFER = "ballots_differ"
    COUNTS_DIFFER = "counts_differ"
    OVER_VOTE = "over_vote", Severity.NOTE
    BALLOT_NOT_SECRET = "ballot_not_secret"
    BALLOT_UNREADABLE = "ballot_unreadable"
    PRESENT_DIFFERS = "present_differs", Severity.DOUBT
    NOT_IN_ROLL_CALL = "not_in_roll_call", Severity.DOUBT
    TEMPLATE_NAMES = "template_names"
    CIRCULAR_RENAME = "circular_rename", Severity.DOUBT

    MISSING_TAB = "missing_tab"
    MISSING_COLUMN = "missing_column"
    DUPLICATE_TAB = "duplicate_tab"
    DUPLICATE_COLUMN = "duplicate_column"
    MISSING_VALUE = "missing_value"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_CRITERION = "unknown_criterion"
    UNKNOWN_AWARD = "unknown_award"
    UNKNOWN_SESSION = "unknown_session"
    ROUND_MISSING = "round_missing"
    AMBIGUOUS_NAME = "ambiguous_name"
    DUPLICATE_UNIT = "duplicate_unit"
    DUPLICATE_CRITERION = "duplicate_criterion"
    DUPLICATE_ROW = "duplicate_row"
    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    FORMULA_ERROR = "formula_error"
    FORMULA_NOT_CALCULATED = "formula_not_calculated"
    LEGACY_ENCODING = "legacy_encoding"
    BAD_CODE = "bad_code"
    BAD_DATE = "bad_date"
    BAD_CHOICE = "bad_choice"
    BAD_SETTING = "bad_setting"
    BAD_THRESHOLD = "bad_threshold"
    SCORE_ABOVE_MAX = "score_above_max"
    SCORE_BELOW_MIN = "score_below_min"
    BALLOTS_DO_NOT_ADD_UP = "ballots_do_not_add_up"
    VOTES_EXCEED_BALLOTS = "votes_exceed_ballots"
    SESSION_INCOMPLETE = "session_incomplete"
    CONTRADICTING_DECISIONS = "contradicting_decisions"
    RECOUNT_DIFFERS = "recount_differs"


ALSO: dict[Code, Severity] = {
    Code.BALLOTS_DIFFER: Severity.DOUBT,
    Code.COUNTS_DIFFER: Severity.DOUBT,
    Code.UNKNOWN_TAB: Severity.DOUBT,
    Code.UNKNOWN_COLUMN: Severity.DOUBT,
    Code.ALMOST_COLUMN: Severity.DOUBT,
    Code.COLUMN_WITHOUT_HEADER: Severity.NOTE,
    Code.UNIT_WITHOUT_COLUMN: Severity.NOTE,
    Code.CRITERION_WITHOUT_ROW: Severity.NOTE,
    Code.IMPLAUSIBLE_HISTORY: Severity.NOTE,
    Code.CONFERENCE_DATE_NEEDED: Severity.NOTE,
}
"""The alternative severity that problems of some codes may have (docs/workbook.md section 7)."""


def column_letters(column: int) -> str:
    """The letters of a 1-based column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class CellRef:
    """The place of a value: spreadsheet label (None where there is one source), tab, 1-based row and column.

    `row` and `column` are 0 where a whole tab, row or column is meant.
    """

    tab: str
    row: int = 0
    column: int = 0
    source: str | None = None

    @property
    def a1(self) -> str | None:
        """The A1 address, or None where no single cell is meant."""
        return f"{column_letters(self.column)}{self.row}" if self.row and self.column else None


NOWHERE = CellRef("")
"""The place of what was made here and stands in no sheet."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at one place. `value` is the cell as typed; `params` fill the sentence."""

    code: Code
    where: CellRef
    value: str | None = None
    params: tuple[tuple[str, Param], ...] = ()
    level: Severity | None = None
    """The severity where it differs from the usual one of the code (docs/workbook.md section 5)."""

    @property
    def severity(self) -> Severity:
        """Its own severity, or the usual one of its code."""
        return self.level or self.code.usual

    def with_severity(self, level: Severity) -> Problem:
        """The same problem with the alternative severity of its code (`ALSO`)."""
        return dataclasses.replace(self, level=level)

    @property
    def blocks(self) -> bool:
        """Whether it prevents decisions."""
        return self.severity is Severity.BLOCKING

    def param(self, name: str) -> Param:
        """A parameter of the sentence, None where it was not given."""
        return dict(self.params).get(name)


def problem(code: Code, where: CellRef, value: str | None = None, **params: Param) -> Problem:
    """A problem with its parameters by name and the usual severity of its code."""
    return Problem(code, where, value, tuple(params.items()))


class Effect(StrEnum):
    """What an obstacle keeps from being decided, whatever the rest of the workbook says (docs/workbook.md 7)."""

    TOTALS = "totals"
    """No total is final."""
    RANKING = "ranking"
    """No unit is ranked."""
    SESSIONS = "sessions"
    """No session counts; with a session named, only that one does not."""
    AWARDS = "awards"
    """Every award waits; with an award named, only that one."""
    REGISTERED_AWARDS = "registered_awards"
    """Every award waits whose registration is `bắt buộc`."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the sheet that is missing, mistyped or unclear, with the consequence `effect` until it is mended.

    `award` or `session` narrow it to one. `problem` names the cell and says what to do.
    """

    effect: Effect
    problem: Problem
    award: str | None = None
    session: str | None = None


class SourceFailure(StrEnum):
    """Why a source could not be read; the sentence for each is in `lib/show/sources/failures.py`."""

    NOT_FOUND = "not_found"
    NO_PERMISSION = "no_permission"
    NOT_A_WORKBOOK = "not_a_workbook"
    FOLDER = "folder"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    OLD_EXCEL = "old_excel"
    BINARY_WORKBOOK = "binary_workbook"
    OPEN_DOCUMENT = "open_document"
    TOO_LARGE = "too_large"
    REFUSED = "refused"
    BUSY = "busy"
    QUOTA = "quota"
    SERVER_DOWN = "server_down"
    NO_NETWORK = "no_network"
    TIMED_OUT = "timed_out"
    CLOCK_WRONG = "clock_wrong"
    KEY_REVOKED = "key_revoked"
    API_DISABLED = "api_disabled"
    OFFICE_FILE = "office_file"
    ODD_ANSWER = "odd_answer"
    LOGIN_PAGE = "login_page"
    FIREWALL = "firewall"
    NOT_SHARED = "not_shared"
    SHARING_FORBIDDEN = "sharing_forbidden"
    DOWNLOAD_PAGE = "download_page"
    NO_ADDRESS = "no_address"
    FOLDER_ADDRESS = "folder_address"
    DRIVE_ADDRESS = "drive_address"
    PUBLISHED_ADDRESS = "published_address"
    OTHER_DOCUMENT = "other_document"
    OTHER_SERVICE = "other_service"
    PROJECT_CLOSED = "project_closed"
    ORGANISATION_POLICY = "organisation_policy"
    DAILY_QUOTA = "daily_quota"
    BAD_SETTINGS = "bad_settings"


class SourceError(Exception):
    """A source could not be read. `failure` says why, `source` which one, `detail` helps the secretary.

    `detail` never holds a secret. `retry_after` is the number of seconds for which the service asked not to be called.
    """

    def __init__(self, failure: SourceFailure, source: str, detail: str = "", retry_after: float = 0.0) -> None:
        super().__init__(f"{failure.value}: {source} {detail}".strip())
        self.failure = failure
        self.source = source
        self.detail = detail
        self.retry_after = retry_after
