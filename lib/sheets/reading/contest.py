"""Reading `Thông tin` and `Đơn vị` (docs/workbook.md section 2). Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lib.model.domain import (
    Contest,
    Criterion,
    CriterionKind,
    KeyKind,
    RankingKey,
    RatingBase,
    Rule,
    RuleItem,
    Unit,
    UnitRole,
)
from lib.model.invisible_characters import PASTED_DAILY, invisible_in
from lib.model.problems import CellRef, Code, Problem, problem
from lib.sheets.columns import LARGEST_DECIMALS
from lib.sheets.reading import cells
from lib.sheets.reading.criteria import CriteriaRead
from lib.sheets.reading.names import NameIndex, almost, index_of, nearest
from lib.sheets.reading.rows import RowReader
from lib.sheets.reading.tables import Sheet
from lib.sheets.vocabulary import ITEMS, KEY_SHARE, KEY_TOTAL

_ITEM = {item.field: item for item in ITEMS}


def read_items(sheet: Sheet | None, problems: list[Problem]) -> dict[str, RowReader]:
    """The rows of `Thông tin` by item; a repeated item is a problem and blocked."""
    rows: dict[str, RowReader] = {}
    if sheet is None:
        return rows
    unknown: list[tuple[RowReader, str]] = []
    by_word = {cells.word(word): item.field for item in ITEMS for word in item.words}
    for index in sheet.rows():
        row = RowReader(sheet, index, problems)
        typed = row.text("item", required=not (row.blank("value") and row.blank("basis")))
        if typed is None:
            continue
        field = by_word.get(cells.word(typed))
        if field is None:
            unknown.append((row, typed))
        elif field in rows:
            row.report(Code.DUPLICATE_ROW, "item", first=rows[field].ref("item").a1)
            rows[field].blocked = True
        else:
            rows[field] = row
    for item in ITEMS:
        if item.decides and item.field in rows:
            rows[item.field].check_merge("value")
    for row, typed in unknown:
        _unknown_item(row, typed, rows)
    _required_items(sheet, rows, problems)
    return rows


def _unknown_item(row: RowReader, typed: str, rows: dict[str, RowReader]) -> None:
    """Report an unknown item: almost a rule that is absent (blocking), or something else."""
    for item in ITEMS:
        if item.decides and item.field not in rows and almost(typed, item.words):
            row.report(Code.ALMOST_ITEM, "item", meant=item.header, item=item.field)
            return
    row.report(Code.UNKNOWN_ITEM, "item", suggestion=nearest(typed, [item.header for item in ITEMS]))


def _required_items(sheet: Sheet, rows: dict[str, RowReader], problems: list[Problem]) -> None:
    if "value" not in sheet.columns or "item" not in sheet.columns:
        return
    for item in ITEMS:
        if not item.required:
            continue
        if item.field not in rows:
            problems.append(problem(Code.MISSING_VALUE, sheet.where, column=item.words[0]))
        elif cells.is_nothing(rows[item.field].raw("value")):
            row = rows[item.field]
            problems.append(problem(Code.MISSING_VALUE, row.ref("value"), column=item.words[0]))


def read_contest(items: dict[str, RowReader], where: CellRef | None) -> Contest:
    """The contest without its ranking keys, which need the criteria (see `with_ranking`); `where` is the tab."""
    settings = _Settings(items, where)
    decimals = settings.decimals()
    points = LARGEST_DECIMALS if decimals is None else decimals
    return Contest(
        **{
            field: settings.value(field) for field in ("name", "year", "conference_date", "place", "chair", "secretary")
        },
        decimals=points,
        bonus_cap=settings.cap("bonus_cap", points),
        deduction_cap=settings.cap("deduction_cap", points),
        sample=settings.is_sample(),
        unclear=settings.unclear,
        rules=tuple(settings.rule(item) for item in RuleItem),
        rating_base=settings.value("rating_base") or RatingBase.GOOD,
        rating_basis=settings.value("rating_base", "basis"),
        conference_date_cell=items["conference_date"].ref("value") if "conference_date" in items else where,
    )


class _Settings:
    """Reads the values of items; `unclear` is set once a rule of the totals is unreadable."""

    def __init__(self, items: dict[str, RowReader], where: CellRef | None) -> None:
        self._items = items
        self._where = where
        self.unclear = any(items[f].blocked for f in ("decimals", "bonus_cap", "deduction_cap") if f in items)

    def _row(self, field: str) -> RowReader | None:
        row = self._items.get(field)
        return None if row is None or row.blocked else row

    def value(self, field: str, column: str = "value") -> Any:
        """The value of an item, read as it is declared, or its basis, a text; None where it has no row to be read."""
        row = self._row(field)
        item = _ITEM[field]
        if row is None or column == "basis":
            return row and row.text(column)
        return row.choice(column, item.choices) if item.choices else row.read(item.kind, column)

    def is_sample(self) -> bool:
        """Whether this is sample data; an unreadable value counts as yes, so that sample data never looks real."""
        row = self._items.get("sample")
        return row is not None and (row.blocked or bool(self.value("sample")) or row.bad("value"))

    def decimals(self) -> int | None:
        """Decimals as set or by default, None where unreadable."""
        row = self._items.get("decimals")
        if row is None or (cells.is_nothing(row.raw("value")) and not row.blocked):
            return int(_ITEM["decimals"].default)
        decimals = None if row.blocked else row.number("value")
        if decimals is not None and decimals not in range(LARGEST_DECIMALS + 1):
            row.report(Code.BAD_SETTING, "value", expected="decimals_0_4")
            decimals = None
        self.unclear = self.unclear or decimals is None
        return None if decimals is None else int(decimals)

    def cap(self, field: str, decimals: int) -> int | None:
        row = self._row(field)
        cap = row.points("value", decimals) if row else None
        if row and cap is not None and cap < 0:
            row.report(Code.BAD_SETTING, "value", expected="not_negative")
            cap = None
        self.unclear = self.unclear or (row is not None and row.bad("value"))
        return cap

    def rule(self, item: RuleItem) -> Rule:
        row = self._items.get(item.value)
        if row is None:
            return Rule(item=item, typed=None, basis=None, by_default=True, cell=self._where)
        typed = cells.as_typed(row.raw("value"))
        by_default = row.blank("value") or (item is not RuleItem.RANKING and cells.is_nothing(row.raw("value")))
        return Rule(item=item, typed=typed, basis=row.text("basis"), by_default=by_default, cell=row.ref("value"))


def with_ranking(contest: Contest, items: dict[str, RowReader], criteria: CriteriaRead) -> Contest:
    """The contest with its ordered ranking keys; None where one is unknown, ambiguous or unreadable."""
    row = items.get("ranking")
    if row is None or (row.blank("value") and not row.blocked):
        return contest
    if row.blocked:
        return replace(contest, ranking=None)
    typed = row.text("value")
    if typed is None:
        return replace(contest, ranking=None)
    words = [cells.tidy(word) for word in typed.split(";") if cells.tidy(word)]
    readings = [ranking_keys(word, criteria) for word in words]
    for word, keys in zip(words, readings, strict=True):
        if len(keys) != 1:
            row.report(Code.BAD_SETTING, "value", expected=_bad_key(word, keys, criteria), subject=word)
            return replace(contest, ranking=None)
    if not readings:
        row.report(Code.BAD_SETTING, "value", expected="ranking_key", subject=typed)
        return replace(contest, ranking=None)
    return replace(contest, ranking=tuple(keys[0] for keys in readings))


def _bad_key(word: str, keys: tuple[RankingKey, ...], criteria: CriteriaRead) -> str:
    """The fault of a key: it is ambiguous, a list with a wrong separator between its keys, or unknown."""
    if keys:
        return "ranking_key_ambiguous"
    parts = [part for part in re.split(r"[,/+\n]|\s-\s", word) if part.strip()]
    listed = len(parts) > 1 and all(ranking_keys(cells.tidy(part), criteria) for part in parts)
    return "ranking_list" if listed else "ranking_key"


def ranking_keys(word: str, criteria: CriteriaRead) -> tuple[RankingKey, ...]:
    """The keys that a word may mean: none, one, or several where it is ambiguous."""
    typed = cells.key(word)
    keys: list[RankingKey] = []
    if typed in map(cells.key, KEY_TOTAL):
        keys.append(RankingKey(KeyKind.TOTAL))
    if typed in map(cells.key, KEY_SHARE):
        keys.append(RankingKey(KeyKind.SHARE))
    keys += [RankingKey(KeyKind.GROUP, g.name) for g in criteria.groups if cells.key(g.name) == typed]
    keys += [RankingKey(KeyKind.CRITERION, c.code) for c in criteria.criteria if cells.key(c.code) == typed]
    return tuple(keys)


def rule_problems(
    contest: Contest, info: Sheet | None, criteria: tuple[Criterion, ...], almost: frozenset[str] = frozenset()
) -> list[Problem]:
    """Rules of scoring used by default and without a legal basis (`default_unconfirmed`).

    `almost` are the items that a row resembles (`almost_item`): their defaults are not used.
    """
    if info is None or not criteria:
        return []
    kinds = {criterion.kind for criterion in criteria}
    unused = {
        item
        for item, kind in (
            (RuleItem.BONUS_CAP, CriterionKind.BONUS),
            (RuleItem.DEDUCTION_CAP, CriterionKind.DEDUCTION),
        )
        if kind not in kinds
    }
    return [
        problem(Code.DEFAULT_UNCONFIRMED, rule.cell or info.where, rule=rule.item.value, subject=None)
        for rule in contest.rules
        if rule.by_default and not rule.basis and rule.item not in unused and rule.item.value not in almost
    ]


def read_units(sheet: Sheet | None, problems: list[Problem]) -> tuple[tuple[Unit, ...], int | None]:
    """Units in protocol order and the number of members: None where a row of `Đơn vị` has no readable code or name."""
    if sheet is None:
        return (), None
    by_code: dict[str, tuple[Decimal, Unit]] = {}
    countable = "code" in sheet.columns
    for index in sheet.rows():
        row = RowReader(sheet, index, problems)
        code = row.code("code")
        order = row.number("order")
        named = "name" not in sheet.columns or not row.blank("name")
        countable = countable and code is not None and named
        if code is not None and cells.key(code) in by_code:
            row.report(Code.DUPLICATE_UNIT, "code", first=by_code[cells.key(code)][1].cell.a1)
        elif code is not None:
            place = _place(row, order, len(by_code) + 1)
            by_code[cells.key(code)] = (place, _unit(row, code))
    ordered = [unit for _, unit in sorted(by_code.values(), key=lambda pair: pair[0])]
    units = tuple(replace(unit, position=position) for position, unit in enumerate(ordered))
    problems += _twice(units, sheet)
    return units, len(units) if countable else None


def _twice(units: tuple[Unit, ...], sheet: Sheet) -> list[Problem]:
    """Two units with one full name, and two as Cụm trưởng: doubts, since one of them must be wrong."""
    twins = []
    names: dict[str, Unit] = {}
    heads: list[Unit] = []
    for unit in units:
        place = unit.cell.row - 1
        first = names.setdefault(cells.key(unit.name), unit)
        if first is not unit:
            where = sheet.field_ref(place, "name")
            twins.append(problem(Code.DUPLICATE_NAME, where, unit.name, first=first.cell.a1))
            twins += _unseen_twin(sheet, place, first.cell.row - 1)
        if unit.role is UnitRole.HEAD:
            heads.append(unit)
    twins += [
        problem(Code.TWO_LEADERS, sheet.field_ref(unit.cell.row - 1, "role"), None, unit=unit.code, other=heads[0].code)
        for unit in heads[1:]
    ]
    return twins


def _unseen_twin(sheet: Sheet, place: int, first: int) -> list[Problem]:
    """A name that differed from another only by an invisible character, even a harmless one (contract 7)."""
    column = sheet.columns.get("name")
    names = [sheet.raw_cell(row, column) for row in (first, place)]
    signs = [invisible_in(name) if isinstance(name, str) else () for name in names]
    if signs[0] == signs[1] or set("".join(signs[0] + signs[1])) - PASTED_DAILY:
        return []  # the same character in both, or one that its own row has reported already
    which = 1 if signs[1] else 0
    where = sheet.field_ref((first, place)[which], "name")
    typed = cells.as_typed(names[which])
    return [problem(Code.INVISIBLE_SIGN, where, typed, sign=f"U+{ord(signs[which][0]):04X}")]


def _place(row: RowReader, order: Decimal | None, number: int) -> Decimal:
    """The typed protocol order, else the row order; units with an unreadable order come last."""
    if row.bad("order"):
        return Decimal("Infinity")
    return Decimal(number) if order is None else order


def _unit(row: RowReader, code: str) -> Unit:
    return Unit(
        code=code,
        name=row.name("name") or code,
        short_name=row.name("short_name"),
        position=0,
        kind=row.text("kind"),
        role=row.choice("role"),
        representative=row.text("representative"),
        note=row.text("note"),
        cell=row.ref("code"),
    )


def unit_names(units: tuple[Unit, ...]) -> NameIndex:
    """The names by which cells refer to units: code, short name, full name."""
    return index_of((unit.code, (unit.short_name, unit.name)) for unit in units)
