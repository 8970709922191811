"""What may stand in each column of the template: kind, choices, width. The headers are those of the layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from lib.model.records import Tab
from lib.sheets import vocabulary
from lib.sheets.layout import Column, TabLayout

Member = TypeVar("Member")


class Kind(StrEnum):
    TEXT = "text"
    CODE = "code"
    WHOLE = "whole"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    UNIT = "unit"
    CRITERION = "criterion"
    AWARD = "award"
    SESSION = "session"
    SCENE = "scene"


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """`words` are the choices of a CHOICE, `least` the smallest whole number, `unique` that no value may repeat."""

    kind: Kind = Kind.TEXT
    width: int = 18
    words: tuple[str, ...] = ()
    least: int = 0
    unique: bool = False


def choices(words: Mapping[Member, tuple[str, ...]]) -> tuple[str, ...]:
    """The word that the template offers for each member of a closed choice."""
    return tuple(synonyms[0] for synonyms in words.values())


def _choice(words: Mapping[Member, tuple[str, ...]], width: int = 16) -> ColumnRule:
    return ColumnRule(Kind.CHOICE, width, choices(words))


YES_NO = (vocabulary.YES_WORDS[0], vocabulary.NO_WORDS[0])
_CODE = ColumnRule(Kind.CODE, 10, unique=True)
_NAME = ColumnRule(width=52)
_LONG = ColumnRule(width=40)
_UNIT = ColumnRule(Kind.UNIT, 26)
_AWARD = ColumnRule(Kind.AWARD, 14)
_DATE = ColumnRule(Kind.DATE, 13)
_COUNT = ColumnRule(Kind.WHOLE, 11)
_YEAR = ColumnRule(Kind.WHOLE, 9, least=1945)
_POSITION = ColumnRule(Kind.NUMBER, 9)
_POINTS = ColumnRule(Kind.NUMBER, 11)

RULES: dict[Tab, dict[str, ColumnRule]] = {
    Tab.UNITS: {
        "code": _CODE,
        "name": _NAME,
        "short_name": ColumnRule(width=26),
        "order": _POSITION,
        "role": _choice(vocabulary.UNIT_ROLES),
        "representative": ColumnRule(width=26),
        "note": _LONG,
    },
    Tab.CRITERIA: {
        "code": _CODE,
        "group": ColumnRule(width=38),
        "name": ColumnRule(width=70),
        "maximum": _POINTS,
        "kind": _choice(vocabulary.CRITERION_KINDS, 11),
        "not_applicable": _choice(vocabulary.NOT_APPLICABLE_RULES),
    },
    Tab.EXPLANATIONS: {"unit": _UNIT, "criterion": ColumnRule(Kind.CRITERION, 14), "reason": _NAME, "evidence": _LONG},
    Tab.AWARDS: {
        "code": _CODE,
        "name": ColumnRule(width=36),
        "quota": ColumnRule(Kind.WHOLE, 11, least=1),
        "threshold": ColumnRule(Kind.CODE, 11),
        "base": _choice(vocabulary.BASES, 17),
        "within": _AWARD,
        "rounds": ColumnRule(Kind.WHOLE, 10, least=1),
        "minimum": _POINTS,
        "registration": _choice(vocabulary.REGISTRATIONS, 13),
        "own_vote": ColumnRule(Kind.CHOICE, 12, YES_NO),
        "basis": _LONG,
        "order": _POSITION,
    },
    Tab.SESSIONS: {
        "code": _CODE,
        "award": _AWARD,
        "round": ColumnRule(Kind.WHOLE, 8, least=1),
        "method": _choice(vocabulary.VOTING_METHODS, 12),
        **dict.fromkeys(("members", "present", "issued", "collected", "valid", "invalid"), _COUNT),
        "head_teller": ColumnRule(width=24),
        "tellers": ColumnRule(width=34),
        "time": ColumnRule(width=12),
        "state": _choice(vocabulary.SESSION_STATES, 17),
        "threshold": ColumnRule(Kind.CODE, 10),
        "base": _choice(vocabulary.BASES, 17),
    },
    Tab.VOTES: {
        "session": ColumnRule(Kind.SESSION, 12),
        "unit": ColumnRule(Kind.UNIT, 46),
        "in_favour": _COUNT,
        "against": _COUNT,
        "abstain": _COUNT,
    },
    Tab.DECISIONS: {
        "award": _AWARD,
        "unit": _UNIT,
        "verdict": _choice(vocabulary.VERDICTS, 20),
        "reason": _NAME,
        "decided_by": ColumnRule(width=28),
    },
    Tab.REGISTRATIONS: {"unit": _UNIT, "award": _AWARD, "date": _DATE, "document": _LONG},
    Tab.PLEDGES: {"unit": _UNIT, "signer": ColumnRule(width=28), "signed_on": _DATE},
    Tab.EXCLUSIONS: {"unit": _UNIT, "reason": ColumnRule(width=16), "start": _DATE, "end": _DATE, "document": _LONG},
    Tab.LEADERSHIP: {
        "year": _YEAR,
        "role": _choice(vocabulary.UNIT_ROLES),
        "unit": ColumnRule(width=40),
        "person": ColumnRule(width=28),
        "decision": _LONG,
    },
    Tab.MOVEMENTS: {
        "code": _CODE, "name": _NAME, "level": ColumnRule(width=22), "start": _DATE, "end": _DATE, "target": _LONG,
    },
    Tab.EXEMPLARS: {
        "unit": _UNIT, "kind": _choice(vocabulary.EXEMPLAR_KINDS, 24), "name": _NAME,
        "decision": ColumnRule(width=26), "date": _DATE, "evidence": _LONG,
    },
    Tab.RATINGS: {"unit": _UNIT, **dict.fromkeys(("excellent", "good", "fair", "poor"), ColumnRule(Kind.WHOLE, 9))},
    Tab.HISTORY: {
        "year": _YEAR, "unit": ColumnRule(width=52), "total": _POINTS, "maximum": _POINTS,
        "rank": ColumnRule(Kind.WHOLE, 9, least=1), "units": ColumnRule(Kind.WHOLE, 10, least=1), "awards": _NAME,
    },
    Tab.LINEAGE: {
        "old": _NAME, "new": _NAME, "kind": _choice(vocabulary.LINEAGE_KINDS, 14), "date": _DATE, "basis": _LONG,
    },
    Tab.AGENDA: {
        "order": _POSITION, "time": ColumnRule(width=9), "content": ColumnRule(width=58),
        "person": ColumnRule(width=26), "scene": ColumnRule(Kind.SCENE, 18),
    },
    Tab.TASKS: {
        "due": _DATE, "content": ColumnRule(width=58), "owner": ColumnRule(width=24),
        "state": _choice(vocabulary.TASK_STATES, 14),
    },
}  # fmt: skip


def rule_of(layout: TabLayout, column: Column) -> ColumnRule:
    """The rule of a column; free text where none is given."""
    return RULES.get(layout.tab, {}).get(column.field, ColumnRule())
