"""The lists of names for the drop-downs, each from its own tab."""

from __future__ import annotations

from decimal import Decimal

from lib.model.domain import Base
from lib.model.records import Tab
from lib.model.year_records import SceneKind
from lib.sheets import vocabulary
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.template.checks import Ranges
from lib.sheets.template.content import reveal_word, session_codes
from lib.sheets.template.info import InfoCells
from lib.sheets.template.lists import UNLIMITED, Lists
from lib.sheets.template.look import Area, cell_address, elsewhere
from lib.sheets.template.plan import NewYear

SPARE_NAMES = 4


def list_ranges(lists: Lists, plan: NewYear, areas: dict[Tab, Area], info: InfoCells) -> Ranges:
    """Every list of names of the plan; a list whose tab is absent stays empty."""
    contest = plan.contest
    scale = Decimal(1).scaleb(-contest.decimals)
    bonus, deduction = (
        None if cap is None else float(cap * scale) for cap in (contest.bonus_cap, contest.deduction_cap)
    )
    return Ranges(
        units=lists.formulas(_unit_names(plan, areas)),
        criteria=_codes(Tab.CRITERIA, areas) if plan.criteria else "",
        awards=_named(Tab.AWARDS, areas, len(plan.awards)) if plan.awards else "",
        sessions=_codes(Tab.SESSIONS, areas) if plan.awards else "",
        scenes=lists.formulas(_scenes(plan, areas)),
        ballots=lists.formulas(_ballots(plan, areas)) if plan.awards else "",
        decimals=lists.setting(info.decimals, 2, contest.decimals),
        bonus_cap=lists.setting(info.bonus_cap, UNLIMITED, bonus),
        deduction_cap=lists.setting(info.deduction_cap, UNLIMITED, deduction),
    )


def _codes(tab: Tab, areas: dict[Tab, Area]) -> str:
    """The first column of a tab: its codes."""
    return elsewhere(TAB_LAYOUT[tab].name, areas[tab].column(0))


def _named(tab: Tab, areas: dict[Tab, Area], rows: int) -> str:
    """The codes of a tab, those already there and a few more."""
    first = areas[tab].first
    return elsewhere(TAB_LAYOUT[tab].name, Area(first, first + rows + SPARE_NAMES - 1).column(0))


def _place(tab: Tab, field: str) -> int:
    return [column.field for column in TAB_LAYOUT[tab].columns].index(field)


def _there(tab: Tab, row: int, field: str) -> str:
    return elsewhere(TAB_LAYOUT[tab].name, cell_address(row, _place(tab, field)))


def _unit_names(plan: NewYear, areas: dict[Tab, Area]) -> tuple[tuple[str, str], ...]:
    """The short name of every unit, else its name, as formulas over `Đơn vị`."""
    first = areas[Tab.UNITS].first
    labels = [unit.label for unit in plan.units] + [""] * SPARE_NAMES
    entries = []
    for row, label in enumerate(labels, first):
        short, name = _there(Tab.UNITS, row, "short_name"), _there(Tab.UNITS, row, "name")
        entries.append((f'=IF({short}<>"",{short},{name}&"")', label))
    return tuple(entries)


def _scenes(plan: NewYear, areas: dict[Tab, Area]) -> tuple[tuple[str, str], ...]:
    """Every scene; the reveal once for each award, by its code."""
    entries = [
        (f'="{synonyms[0]}"', synonyms[0])
        for scene, synonyms in vocabulary.SCENES.items()
        if scene is not SceneKind.REVEAL
    ]
    for row, award in enumerate(plan.awards, areas[Tab.AWARDS].first if plan.awards else 0):
        code = _there(Tab.AWARDS, row, "code")
        entries.append((f'="{vocabulary.SCENES[SceneKind.REVEAL][0]}: "&{code}', reveal_word(award.code)))
    return tuple(entries)


def _ballots(plan: NewYear, areas: dict[Tab, Area]) -> tuple[tuple[str, int], ...]:
    """The number of votes that a row of a session may have: the first known of its counts, else the number of units."""
    area, planned = areas[Tab.SESSIONS], len(session_codes(plan))
    entries = []
    for row in range(area.first, area.last + 1):
        formula = str(len(plan.units)) if row < area.first + planned else str(UNLIMITED)
        for figure in Base:
            here = _there(Tab.SESSIONS, row, figure.value)
            formula = f"IF(ISNUMBER({here}),{here},{formula})"
        entries.append((f"={formula}", len(plan.units) if row < area.first + planned else UNLIMITED))
    return tuple(entries)
