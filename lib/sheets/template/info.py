"""The tab `Thông tin`: one item a row, each with its own validation."""

from __future__ import annotations

from lib.model.domain import Contest, RatingBase, Rule, RuleItem, exact_points
from lib.model.records import Tab
from lib.sheets.columns import LARGEST_DECIMALS
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.template import words
from lib.sheets.template.checks import bounds, color, drop_down, number_check, validate
from lib.sheets.template.lists import Lists
from lib.sheets.template.look import (
    BODY,
    FIRST_ROW,
    ITEM_ROWS,
    MISSING,
    Area,
    cell_address,
    head,
    header,
    write_more_columns,
)
from lib.sheets.template.plan import NewYear
from lib.sheets.vocabulary import ITEMS, RATING_BASES, YES_NO
from lib.sheets.xlsx_writer import CellValue, Prop, XlsxSheet

ITEM, VALUE, BASIS, NOTE = range(4)
_OPEN: dict[str, Prop] = {**BODY, "locked": False, "text_wrap": True}


def write_info(sheet: XlsxSheet, plan: NewYear, lists: Lists) -> None:
    """Write the whole tab. An item is locked, its value and basis are unlocked."""
    layout = TAB_LAYOUT[Tab.INFO]
    head(sheet, layout, plan.contest.year)
    for at, column in enumerate(layout.columns):
        header(sheet, at, column.header, column.width, required=column.required)
    rules = {rule.item.value: rule for rule in plan.contest.rules}
    typed = {item.field: item for item in plan.items if item.field}
    for item in ITEMS:
        row, kept, rule = ITEM_ROWS[item.field], typed.get(item.field), rules.get(item.field)
        sheet.put(row, ITEM, item.words[0], **BODY, bold=item.required)
        value = kept.value if kept else _value(item.field, plan.contest, rule)
        basis = kept.basis if kept else _basis(item.field, plan.contest, rule)
        dated: dict[str, Prop] = {"num_format": "dd/mm/yyyy"} if item.field == "conference_date" else {}
        sheet.put(row, VALUE, value, **_OPEN, **dated, align="left")
        sheet.put(row, BASIS, basis, **_OPEN)
        hint = kept.note if kept and kept.note is not None else item.help
        sheet.put(row, NOTE, hint, **_OPEN, italic=True, font_color="#5F6368")
        if item.required:
            color(sheet, Area(row, row).cells(VALUE), f'={cell_address(row, VALUE)}=""', MISSING)
    _more_items(sheet, plan)
    _validate(sheet, lists)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.print_area(0, 0, FIRST_ROW + len(ITEMS) - 1, NOTE)


def _more_items(sheet: XlsxSheet, plan: NewYear) -> None:
    """Write unknown items, as typed, below the known ones."""
    for row, item in enumerate((one for one in plan.items if one.field is None), FIRST_ROW + len(ITEMS)):
        for at, value in enumerate((item.item, item.value, item.basis, item.note)):
            sheet.put(row, at, value, **_OPEN, align="left")
    write_more_columns(sheet, plan, Tab.INFO, NOTE + 1, rows=ITEM_ROWS)


def _basis(field: str, contest: Contest, rule: Rule | None) -> str | None:
    if field == "rating_base":
        return contest.rating_basis
    return rule.basis if rule else None


def _value(field: str, contest: Contest, rule: Rule | None) -> CellValue:
    """The value of an item; a default stays blank, so that it still asks for confirmation."""
    if field in tuple(RuleItem):
        if rule is None or rule.by_default:
            return None
        if field == RuleItem.RANKING:
            return rule.typed
    value = getattr(contest, field)
    if field in (RuleItem.BONUS_CAP, RuleItem.DEDUCTION_CAP):
        return None if value is None else exact_points(value, contest.decimals)
    if field == "sample":
        return YES_NO[value][0]
    if field == "rating_base":
        return None if value is RatingBase.GOOD and not contest.rating_basis else RATING_BASES[value][0]
    found: CellValue = value
    return found


def _validate(sheet: XlsxSheet, lists: Lists) -> None:
    for item in ITEMS:
        row = ITEM_ROWS[item.field]
        if item.field == "decimals":
            rule: dict[str, object] | None = number_check("integer", 0, words.ERRORS["decimals"], LARGEST_DECIMALS)
        else:
            rule = drop_down(lists.words(item.offered)) if item.choices else bounds(item)
        if rule:
            validate(sheet, Area(row, row).cells(VALUE), rule)
