"""Problems and failures: problems of the data are values, failures of a source are exceptions.

A problem carries no sentence; `lib/show/words/text.py` makes the Vietnamese one from its code and parameters.
The codes and severities are those of docs/workbook.md section 5.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

Param = str | int | None
LIST_BREAK = "\n"
"""Separates the codes in a parameter that lists several; never part of a cell's text once it is read."""


class Severity(StrEnum):
    """The cost of a problem: `BLOCKING` prevents decisions, `DOUBT` needs a look, `NOTE` is for information."""

    BLOCKING = "blocking"
    DOUBT = "doubt"
    NOTE = "note"


class Code(StrEnum):
    """The closed list of problems."""

    UNKNOWN_TAB = "unknown_tab"
    UNKNOWN_COLUMN = "unknown_column"
    UNKNOWN_ITEM = "unknown_item"
    MISSING_SCORE = "missing_score"
    DEFAULT_UNCONFIRMED = "default_unconfirmed"
    EMPTY_TAB = "empty_tab"
    NOT_ON_LATER_BALLOT = "not_on_later_ballot"

    TYPED_TOTAL_DIFFERS = "typed_total_differs"
    ROUNDED_THRESHOLD = "rounded_threshold"
    MAX_DOES_NOT_ADD_UP = "max_does_not_add_up"
    BELOW_QUORUM = "below_quorum"
    TOO_MANY_DECIMALS = "too_many_decimals"
    DIFFERENCE_WITHOUT_REASON = "difference_without_reason"
    RATING_CAP = "rating_cap"
    NOT_IN_PRIOR_AWARD = "not_in_prior_award"
    NOT_IN_RUN_OFF = "not_in_run_off"
    NOT_REGISTERED = "not_registered"
    CHOSEN_NOT_ON_BALLOT = "chosen_not_on_ballot"
    REGISTERED_NOT_ON_BALLOT = "registered_not_on_ballot"
    VACATED_WHEN = "vacated_when"
    DECISION_WITHOUT_EFFECT = "decision_without_effect"
    EXTRA_SESSION = "extra_session"
    MEMBERS_DIFFER = "members_differ"
    TOTALS_NOT_COMPARABLE = "totals_not_comparable"
    HISTORY_DIFFERS = "history_differs"
    FOREIGN_LOCALE = "foreign_locale"
    TEXT_CUT = "text_cut"
    LONG_NAME = "long_name"
    INVISIBLE_SIGN = "invisible_sign"

    HIDDEN_ROW = "hidden_row"
    READ_OVER = "read_over"

    UNIT_WITHOUT_COLUMN = "unit_without_column"
    CRITERION_WITHOUT_ROW = "criterion_without_row"
    MERGED_SCORES = "merged_scores"
    MERGED_RULE = "merged_rule"
    SESSION_NOT_MARKED = "session_not_marked"
    UNCLEAR_ROW = "unclear_row"
    DUPLICATE_NAME = "duplicate_name"
    TWO_LEADERS = "two_leaders"
    IMPLAUSIBLE_HISTORY = "implausible_history"
    CRITERION_IN_OTHER_GROUP = "criterion_in_other_group"
    STILL_CHANGING = "still_changing"
    REGISTERED_TWICE = "registered_twice"

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
    OVER_VOTE = "over_vote"
    BALLOT_NOT_SECRET = "ballot_not_secret"
    BALLOT_UNREADABLE = "ballot_unreadable"
    PRESENT_DIFFERS = "present_differs"
    NOT_IN_ROLL_CALL = "not_in_roll_call"
    TEMPLATE_NAMES = "template_names"
    CIRCULAR_RENAME = "circular_rename"

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


NOTES = frozenset(
    {
        Code.UNKNOWN_TAB,
        Code.UNKNOWN_COLUMN,
        Code.UNKNOWN_ITEM,
        Code.MISSING_SCORE,
        Code.DEFAULT_UNCONFIRMED,
        Code.EMPTY_TAB,
        Code.NOT_ON_LATER_BALLOT,
        Code.HIDDEN_ROW,
        Code.READ_OVER,
        Code.OVER_VOTE,
    }
)
DOUBTS = frozenset(
    {
        Code.PRESENT_DIFFERS,
        Code.NOT_IN_ROLL_CALL,
        Code.CIRCULAR_RENAME,
        Code.TYPED_TOTAL_DIFFERS,
        Code.UNIT_WITHOUT_COLUMN,
        Code.CRITERION_WITHOUT_ROW,
        Code.MERGED_SCORES,
        Code.SESSION_NOT_MARKED,
        Code.UNCLEAR_ROW,
        Code.DUPLICATE_NAME,
        Code.TWO_LEADERS,
        Code.IMPLAUSIBLE_HISTORY,
        Code.CRITERION_IN_OTHER_GROUP,
        Code.STILL_CHANGING,
        Code.REGISTERED_TWICE,
        Code.ROUNDED_THRESHOLD,
        Code.MAX_DOES_NOT_ADD_UP,
        Code.BELOW_QUORUM,
        Code.TOO_MANY_DECIMALS,
        Code.DIFFERENCE_WITHOUT_REASON,
        Code.RATING_CAP,
        Code.NOT_IN_PRIOR_AWARD,
        Code.NOT_IN_RUN_OFF,
        Code.NOT_REGISTERED,
        Code.CHOSEN_NOT_ON_BALLOT,
        Code.REGISTERED_NOT_ON_BALLOT,
        Code.VACATED_WHEN,
        Code.DECISION_WITHOUT_EFFECT,
        Code.EXTRA_SESSION,
        Code.MEMBERS_DIFFER,
        Code.TOTALS_NOT_COMPARABLE,
        Code.HISTORY_DIFFERS,
        Code.FOREIGN_LOCALE,
        Code.TEXT_CUT,
        Code.LONG_NAME,
        Code.INVISIBLE_SIGN,
    }
)


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


def severity(code: Code) -> Severity:
    """The severity of a code (docs/workbook.md section 5)."""
    if code in NOTES:
        return Severity.NOTE
    return Severity.DOUBT if code in DOUBTS else Severity.BLOCKING


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
        return self.level or severity(self.code)

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
    """What an obstacle keeps from being decided, regardless of the rest of the workbook (docs/workbook.md section
    7).
    """

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
