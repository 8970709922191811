"""Formatting of figures, dates, names and untrusted text, all in one place, so that pages and papers agree.

Vietnamese conventions: decimal comma, digit grouping by points (`1.234,50`), `18/12/2019`, 24-hour clock of Viet Nam. A
missing value is a dash, never 0. Nothing here depends on the language of the browser or of the server.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from lib.model.domain import exact_points
from lib.model.invisible_characters import UNSEEN, bounded_marks, turns_direction

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MISSING = "—"
MINUS = "−"


def points(value: int | None, decimals: int) -> str:
    """Points in the smallest unit: (9850, 2) is "98,50"; None is a dash."""
    return MISSING if value is None else _written(exact_points(value, decimals), decimals)


def signed_points(value: int | None, decimals: int) -> str:
    """A difference of points with its sign: "+0,50", "−0,50", "0,00"."""
    text = points(value, decimals)
    return f"+{text}" if value is not None and value > 0 else text


def whole(value: int | None, decimals: int) -> str:
    """Points as a maximum is written, without needless decimals: (11000, 2) is "110", (1050, 2) is "10,50"."""
    return count(value // 10**decimals) if value is not None and not value % 10**decimals else points(value, decimals)


def decimal(value: Decimal | str | int | None) -> str:
    """A number with its own decimals: "8.5" is "8,5". A text that is no number is returned unchanged."""
    if value is None:
        return MISSING
    text = str(value)
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return text
    return _written(Decimal(text), len(text.partition(".")[2]))


def count(value: int | None) -> str:
    """A whole number with digit grouping, a dash where there is none."""
    return MISSING if value is None else _written(Decimal(int(value)), 0)


def share(part: int, whole: int, decimals: int = 2) -> str:
    """`part` of `whole` as a percentage, rounded half up: (10, 11) is "90,91 %"; a dash where `whole` is 0."""
    return percent(Fraction(part, whole), decimals) if whole else MISSING


def percent(ratio: Fraction, decimals: int = 2) -> str:
    """A ratio as a percentage, rounded half up: 4/5 is "80,00 %"."""
    hundred = ratio * 100
    exact = Decimal(hundred.numerator) / Decimal(hundred.denominator)
    return f"{_written(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), decimals)} %"


def _written(value: Decimal, decimals: int) -> str:
    text = f"{abs(value):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if value < 0 else text


def date(value: dt.date | None) -> str:
    """`18/12/2019`, a dash where there is none."""
    return MISSING if value is None else f"{value.day:02d}/{value.month:02d}/{value.year}"


def clock(moment: dt.datetime) -> str:
    """The time of day in Viet Nam to the second: "10:42:07"."""
    return moment.astimezone(HANOI).strftime("%H:%M:%S")


def moment(value: dt.datetime) -> str:
    """Date and time in Viet Nam: "14:52 ngày 18/12/2019"."""
    local = value.astimezone(HANOI)
    return f"{local.strftime('%H:%M')} ngày {date(local.date())}"


_HIDDEN = re.compile(f"\u00ad|{UNSEEN.pattern}")
_ISOLATED = re.compile("\u2068([^\u2066-\u2069\u202a-\u202e]*)\u2069")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SIGNS = re.compile(r"""[\\`*_{}\[\]<>()#+\-.!|~$:^=&"']""")
_JOIN = "\u2060"
_LIVE = re.compile(r":(?=\S)|@|(?<=www)(?=\.)|[-=<>](?=[-=<>])", re.IGNORECASE)


def visible(text: str) -> str:
    """`text` on one line, with invisible and direction-changing characters shown as ⟨U+202E⟩.

    Right-to-left letters are isolated (U+2068 … U+2069), so that they do not move the figures beside them; a text that
    is isolated already is left so.
    """
    shown = unhidden(" ".join(text.split()))
    return f"\u2068{shown}\u2069" if turns_direction(_ISOLATED.sub("", shown)) else shown


def unhidden(text: str) -> str:
    """`text` with invisible and direction-changing characters shown as ⟨U+202E⟩, and with a bounded number of combining
    marks over a letter.
    """
    if text.isascii():
        return _CONTROL.sub("�", text)
    pieces = _ISOLATED.split(text)
    return "".join(
        f"\u2068{_code_of(piece)}\u2069" if place % 2 else _code_of(piece) for place, piece in enumerate(pieces)
    )


def _code_of(text: str) -> str:
    shown = _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", bounded_marks(text))
    return _CONTROL.sub("�", shown)


def md(text: str) -> str:
    """`text` from a sheet escaped for a Markdown sink of Streamlit, so that it is displayed verbatim.

    Every character with a meaning is escaped. Bare addresses, e-mail addresses, `:icons:` and arrows are recognised
    after escapes were processed, so an invisible word joiner breaks them up.
    """
    joined = _LIVE.sub(lambda found: found[0] + _JOIN, visible(text))
    return _SIGNS.sub(r"\\\g<0>", joined)
