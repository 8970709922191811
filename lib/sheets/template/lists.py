"""The lists behind the drop-downs, in hidden columns of the guide: closed choices, unit names, scenes, settings.

A list is a range rather than words inside the rule, because a choice may contain a comma and because Google Sheets
imports ranges as they are. Lists of names are formulas, so that an edited name is offered at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lib.model.domain import Base, exact_points
from lib.model.records import Tab
from lib.model.year_records import SceneKind
from lib.sheets import vocabulary
from lib.sheets.columns import ColumnKind
from lib.sheets.template.content import reveal_word, session_codes
from lib.sheets.template.look import ITEM_ROWS, Area, cell_address, elsewhere, place_of
from lib.sheets.template.plan import NewYear
from lib.sheets.xlsx_writer import XlsxSheet

FIRST_COLUMN = 8
UNLIMITED = 10**9
SPARE_NAMES = 4


class Lists:
    """Allots one hidden column to every list and gives the address of its range."""

    def __init__(self, guide: XlsxSheet) -> None:
        self._guide = guide
        self._next = FIRST_COLUMN
        self._known: dict[tuple[str, ...], str] = {}

    def words(self, words: tuple[str, ...]) -> str:
        """The range of a closed choice, written once."""
        if words not in self._known:
            for row, word in enumerate(words):
                self._guide.put(row, self._next, word, num_format="@")
            self._known[words] = self._range(len(words))
        return self._known[words]

    def formulas(self, entries: Sequence[tuple[str, str | int | Decimal]]) -> str:
        """The range of a list of formulas, each with its current value; the address of the cell for a single one."""
        for row, (formula, value) in enumerate(entries):
            self._guide.formula(row, self._next, formula, value)
        return self._range(len(entries))

    def setting(self, field: str, default: int, value: int | Decimal | None) -> str:
        """The address of a hidden cell with the number of an item of `Thông tin`, or the default where it is blank."""
        address = elsewhere(Tab.INFO, f"$B${ITEM_ROWS[field] + 1}")
        formula = f"=IF(ISNUMBER({address}),{address},{default})"
        return self.formulas([(formula, default if value is None else value)])

    def hide(self) -> None:
        """Hide the columns of the lists."""
        self._guide.set_column(FIRST_COLUMN, self._next - 1, 12, None, {"hidden": True})

    def _range(self, rows: int) -> str:
        """The address of the list just written; the next one goes beside it."""
        self._next += 1
        return elsewhere(Tab.GUIDE, Area(0, rows - 1).column(self._next - 1))


@dataclass(frozen=True, slots=True)
class Ranges:
    """Addresses of the lists for the drop-downs, by the kind of column, and of the figures in formulas."""

    names: Mapping[ColumnKind, str]
    ballots: str
    decimals: str
    bonus_cap: str
    deduction_cap: str


def list_ranges(lists: Lists, plan: NewYear, areas: dict[Tab, Area]) -> Ranges:
    """Every list of names of the plan, without those of absent tabs."""
    contest = plan.contest
    bonus, deduction = (
        None if cap is None else exact_points(cap, contest.decimals)
        for cap in (contest.bonus_cap, contest.deduction_cap)
    )
    names = {
        ColumnKind.UNIT: lists.formulas(_unit_names(plan, areas)),
        ColumnKind.SCENE: lists.formulas(_scenes(plan, areas)),
    }
    if plan.criteria:
        names[ColumnKind.CRITERION] = elsewhere(Tab.CRITERIA, areas[Tab.CRITERIA].column(0))
    if plan.awards:
        first = areas[Tab.AWARDS].first
        awards = Area(first, first + len(plan.awards) + SPARE_NAMES - 1)
        names[ColumnKind.AWARD] = elsewhere(Tab.AWARDS, awards.column(0))
        names[ColumnKind.SESSION] = elsewhere(Tab.SESSIONS, areas[Tab.SESSIONS].column(0))
    return Ranges(
        names=names,
        ballots=lists.formulas(_ballots(plan, areas)) if plan.awards else "",
        decimals=lists.setting("decimals", 2, contest.decimals),
        bonus_cap=lists.setting("bonus_cap", UNLIMITED, bonus),
        deduction_cap=lists.setting("deduction_cap", UNLIMITED, deduction),
    )


def _there(tab: Tab, row: int, field: str) -> str:
    return elsewhere(tab, cell_address(row, place_of(tab, field)))


def _unit_names(plan: NewYear, areas: dict[Tab, Area]) -> list[tuple[str, str | int]]:
    """The short name of every unit, else its name, as formulas over `Đơn vị`."""
    labels = [unit.label for unit in plan.units] + [""] * SPARE_NAMES
    entries: list[tuple[str, str | int]] = []
    for row, label in enumerate(labels, areas[Tab.UNITS].first):
        short, name = _there(Tab.UNITS, row, "short_name"), _there(Tab.UNITS, row, "name")
        entries.append((f'=IF({short}<>"",{short},{name}&"")', label))
    return entries


def _scenes(plan: NewYear, areas: dict[Tab, Area]) -> list[tuple[str, str | int]]:
    """Every scene; the reveal once for each award, by its code."""
    named = [words[0] for scene, words in vocabulary.SCENES.items() if scene is not SceneKind.REVEAL]
    entries: list[tuple[str, str | int]] = [(f'="{name}"', name) for name in named]
    for row, award in enumerate(plan.awards, areas[Tab.AWARDS].first if plan.awards else 0):
        code = _there(Tab.AWARDS, row, "code")
        entries.append((f'="{vocabulary.SCENES[SceneKind.REVEAL][0]}: "&{code}', reveal_word(award.code)))
    return entries


def _ballots(plan: NewYear, areas: dict[Tab, Area]) -> list[tuple[str, str | int]]:
    """The number of votes that a row of a session may have: the first known of its counts, else the number of units."""
    area, planned = areas[Tab.SESSIONS], len(session_codes(plan))
    entries: list[tuple[str, str | int]] = []
    for row in range(area.first, area.last + 1):
        most = len(plan.units) if row < area.first + planned else UNLIMITED
        formula = str(most)
        for figure in Base:
            here = _there(Tab.SESSIONS, row, figure.value)
            formula = f"IF(ISNUMBER({here}),{here},{formula})"
        entries.append((f"={formula}", most))
    return entries
