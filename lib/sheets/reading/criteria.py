"""Reading `Tiêu chí`: groups and criteria (docs/workbook.md section 2). Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lib.model.domain import Criterion, CriterionKind, Group, NotApplicableRule, exact_points
from lib.model.problems import CellRef, Code, Problem, problem
from lib.sheets.reading import cells
from lib.sheets.reading.names import NameIndex, index_of
from lib.sheets.reading.rows import RowReader
from lib.sheets.reading.tables import Sheet


@dataclass(frozen=True)
class CriteriaRead:
    """Criteria in row order; `known` also contains those left out, so that their score rows are not unknown."""

    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]
    left_out: tuple[str, ...]
    known: NameIndex


def read_criteria(sheet: Sheet | None, decimals: int, problems: list[Problem]) -> CriteriaRead:
    """Groups and criteria; a criterion with a blocking problem is left out (contract 2, Tiêu chí).

    Of two with one code the first counts and the second is left out, because its intended code is unknown.
    """
    if sheet is None:
        return CriteriaRead((), (), (), index_of(()))
    reader = _Criteria(sheet, decimals, problems)
    for index in sheet.rows():
        reader.read(index)
    return reader.result()


class _Criteria:
    def __init__(self, sheet: Sheet, decimals: int, problems: list[Problem]) -> None:
        self._sheet = sheet
        self._decimals = decimals
        self._problems = problems
        self._group: str | None = None
        self._group_unreadable = False
        self._groups: dict[str, Group] = {}
        self._typed_maxima: dict[str, str | None] = {}
        self._criteria: dict[str, Criterion] = {}
        self._known: list[tuple[str, tuple[str | None, ...]]] = []
        self._first: dict[str, CellRef] = {}
        self._left_out: list[str] = []
        self._unsettled: set[str | None] = set()

    def read(self, index: int) -> None:
        row = RowReader(self._sheet, index, self._problems)
        declares = "group" not in self._sheet.columns or not row.blank("group")
        if row.blank("code") and declares:
            self._declare(row)
        else:
            self._criterion(row)

    def _declare(self, row: RowReader) -> None:
        name = self._named_group(row)
        if name is None:
            return
        maximum = row.points("maximum", self._decimals)
        known = self._groups.get(cells.key(name))
        if known and known.maximum is not None and maximum is not None:
            row.report(Code.DUPLICATE_ROW, "group", first=known.cell.a1 if known.cell else None)
        elif known is None or maximum is not None:
            where = row.ref("maximum") if maximum is not None else row.ref("group")
            self._groups[cells.key(name)] = Group(known.name if known else name, maximum, where)
            self._typed_maxima[cells.key(name)] = cells.as_typed(row.raw("maximum"))

    def _named_group(self, row: RowReader) -> str | None:
        """The group typed in a row, else the one above; unknown below an unreadable one."""
        if "group" not in self._sheet.columns:
            row.blocked = True
        elif not row.blank("group"):
            self._group = row.name("group")
            self._group_unreadable = self._group is None
        elif self._group is None and not self._group_unreadable:
            row.report(Code.MISSING_VALUE, "group", column=self._sheet.layout.header("group"))
        return self._group

    def _criterion(self, row: RowReader) -> None:
        code = row.code("code")
        group = self._named_group(row)
        name = row.name("name")
        maximum = row.points("maximum", self._decimals)
        self._check_maximum(row, maximum)
        kind = row.choice("kind") or CriterionKind.BASE
        rule = row.choice("not_applicable") or NotApplicableRule.FULL
        if code is not None and cells.key(code) in self._first:
            row.report(Code.DUPLICATE_CRITERION, "code", first=self._first[cells.key(code)].a1)
            self._left_out.append(row.ref("code").a1 or "")
            return
        if code is not None:
            self._first[cells.key(code)] = row.ref("code")
            self._known.append((code, (name,)))
        if row.blocked or code is None or group is None or name is None or maximum is None:
            self._left_out.append(code or row.ref("code").a1 or "")
            self._unsettled.add(cells.key(group) if group else None)
            return
        stored = self._groups.setdefault(cells.key(group), Group(group, None, row.ref("group")))
        self._criteria[code] = Criterion(
            code=code,
            group=stored.name,
            name=name,
            maximum=maximum,
            kind=kind,
            not_applicable=rule,
            cell=row.ref("code"),
        )

    def _check_maximum(self, row: RowReader, maximum: int | None) -> None:
        if "maximum" not in self._sheet.columns:
            row.blocked = True
        elif maximum is None and not row.bad("maximum"):
            row.report(Code.MISSING_VALUE, "maximum", column=self._sheet.layout.header("maximum"))
        elif maximum is not None and maximum <= 0:
            row.report(Code.BAD_SETTING, "maximum", expected="positive")

    def result(self) -> CriteriaRead:
        criteria = tuple(self._criteria.values())
        self._problems += _in_other_groups(tuple(self._groups.values()), criteria)
        if None not in self._unsettled:
            settled = [group for name, group in self._groups.items() if name not in self._unsettled]
            self._problems += _declared_maxima(settled, criteria, self._typed_maxima, self._decimals)
        return CriteriaRead(tuple(self._groups.values()), criteria, tuple(self._left_out), index_of(self._known))


_NUMERAL = re.compile(r"([IVXLC]+|[A-Z]|\d+)(?=[.)\s:–-]|$)")


def _in_other_groups(groups: tuple[Group, ...], criteria: tuple[Criterion, ...]) -> Iterator[Problem]:
    """Criteria under a declared group with a number of another one: `I.2` under `II` (contract 7).

    A number that no group has counts only where it is of the same kind as that of the group: `III.1` under `II`, not
    `1.2`.
    """
    numbers = {group.name: match[1] for group in groups if (match := _NUMERAL.match(group.name))}
    named = {number: name for name, number in numbers.items()}
    for criterion in criteria:
        number, dot, _ = criterion.code.partition(".")
        under = numbers.get(criterion.group)
        if not dot or under is None or named.get(number) == criterion.group:
            continue
        if number in named or (_counting(number) is not None and _counting(number) == _counting(under)):
            own = named.get(number, number)
            yield problem(Code.CRITERION_IN_OTHER_GROUP, criterion.cell, criterion.code, group=criterion.group, own=own)


def _counting(number: str) -> str | None:
    """The kind of a number: Roman, letters or digits; None where it is no number."""
    kinds = (("roman", r"[IVXLC]+"), ("letter", r"[A-Z]"), ("digit", r"\d+"))
    return next((kind for kind, form in kinds if re.fullmatch(form, number)), None)


def _declared_maxima(
    groups: Iterable[Group], criteria: tuple[Criterion, ...], typed: Mapping[str, str | None], decimals: int
) -> list[Problem]:
    """Declared group maxima that differ from the sum of their base criteria (`max_does_not_add_up`)."""
    sums: Counter[str] = Counter()
    for criterion in criteria:
        if criterion.kind is CriterionKind.BASE:
            sums[criterion.group] += criterion.maximum
    return [
        problem(
            Code.MAX_DOES_NOT_ADD_UP,
            group.cell,
            typed.get(cells.key(group.name)),
            computed=str(exact_points(sums[group.name], decimals)),
        )
        for group in groups
        if group.maximum is not None and group.cell is not None and group.maximum != sums[group.name]
    ]
