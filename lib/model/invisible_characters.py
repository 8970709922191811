"""Invisible characters: not rendered, or rendered as a blank, and so able to make two different names look alike.

They are the default-ignorable code points of Unicode (except the soft hyphen, which old Vietnamese encodings use as a
letter) and fillers rendered as a blank: Hangul fillers, blank Braille, object replacement, interlinear annotation.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = (
    r"\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
UNSEEN = re.compile(f"[{_UNSEEN}]")
PASTED_DAILY = frozenset("\u200b\ufeff")
"""Characters that web pages and files commonly leave in a cell; they are harmless by themselves."""
MOST_MARKS = 3
"""Maximum number of combining marks over one letter; Vietnamese needs two."""
_MARK = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
    r"\ufe20-\ufe2f"
)
_STACKED = re.compile(f"([{_MARK}]{{{MOST_MARKS}}})[{_MARK}]+")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def invisible_in(text: str) -> tuple[str, ...]:
    """The invisible characters of a text, each once, in order of appearance."""
    return tuple(dict.fromkeys(UNSEEN.findall(text)))


def without_invisible(text: str) -> str:
    """A text without its invisible characters."""
    return UNSEEN.sub("", text)


def bounded_marks(text: str) -> str:
    """A text with at most `MOST_MARKS` combining marks per letter; `�` replaces the rest of a stack."""
    return text if text.isascii() else _STACKED.sub("\\1�", text)


def turns_direction(text: str) -> bool:
    """Whether a text holds right-to-left letters, which reorder the text beside them."""
    return not text.isascii() and any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)
