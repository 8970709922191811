"""The tab `Thông tin`: one item a row, each with its own validation."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from lib.model.domain import Contest, RatingBase, Rule, RuleItem, exact_points
from lib.model.records import Tab
from lib.sheets.columns import LARGEST_DECIMALS
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.template import words
from lib.sheets.template.checks import bounds, color, drop_down, number_check, validate
from lib.sheets.template.lists import Lists
from lib.sheets.template.look import BODY, FIRST_ROW, MISSING, Area, cell_address, elsewhere, head, header
from lib.sheets.template.more import write_more_columns
from lib.sheets.template.plan import NewYear
from lib.sheets.vocabulary import ITEMS, RATING_BASES, YES_NO
from lib.sheets.xlsx_writer import CellValue, Prop, XlsxBook

ITEM, VALUE, BASIS, NOTE = range(4)
_OPEN: dict[str, Prop] = {"locked": False, "text_wrap": True, "align": "left"}
_ROW_OF = {item.field: row for row, item in enumerate(ITEMS, FIRST_ROW)}


@dataclass(frozen=True, slots=True)
class InfoCells:
    """Addresses of the settings that formulas of other tabs use."""

    decimals: str
    bonus_cap: str
    deduction_cap: str


def info_cells() -> InfoCells:
    """The addresses of the settings on the tab."""
    name = TAB_LAYOUT[Tab.INFO].name
    addresses = (f"$B${_ROW_OF[field] + 1}" for field in ("decimals", "bonus_cap", "deduction_cap"))
    return InfoCells(*(elsewhere(name, address) for address in addresses))


def write_info(book: XlsxBook, sheet: Worksheet, plan: NewYear, lists: Lists) -> None:
    """Write the whole tab. An item is locked, its value and basis are unlocked."""
    layout = TAB_LAYOUT[Tab.INFO]
    head(book, sheet, layout, plan.contest.year)
    for at, column in enumerate(layout.columns):
        header(book, sheet, at, column.header, required=column.required)
        sheet.set_column(at, at, column.width)
    rules = {rule.item.value: rule for rule in plan.contest.rules}
    typed = {item.field: item for item in plan.items if item.field}
    for item in ITEMS:
        row, kept = _ROW_OF[item.field], typed.get(item.field)
        book.put(sheet, row, ITEM, item.words[0], **BODY, bold=item.required)
        value = kept.value if kept else _value(item.field, plan.contest, rules.get(item.field))
        basis = kept.basis if kept else _basis(item.field, plan.contest, rules.get(item.field))
        book.put(sheet, row, VALUE, value, **{**BODY, **_OPEN, **_format(item.field)})
        book.put(sheet, row, BASIS, basis, **BODY, locked=False, text_wrap=True)
        hint = kept.note if kept and kept.note is not None else item.help
        book.put(sheet, row, NOTE, hint, **BODY, locked=False, italic=True, font_color="#5F6368", text_wrap=True)
        if item.required:
            color(
                book,
                sheet,
                area=Area(row, row),
                first=VALUE,
                last=VALUE,
                formula=f'={cell_address(row, VALUE)}=""',
                fill=MISSING,
            )
    _more_items(book, sheet, plan)
    _validate(sheet, lists)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.print_area(0, 0, FIRST_ROW + len(ITEMS) - 1, NOTE)


def _more_items(book: XlsxBook, sheet: Worksheet, plan: NewYear) -> None:
    """Write unknown items, as typed, below the known ones."""
    for row, item in enumerate((one for one in plan.items if one.field is None), FIRST_ROW + len(ITEMS)):
        for at, value in enumerate((item.item, item.value, item.basis, item.note)):
            book.put(sheet, row, at, value, **{**BODY, **_OPEN})
    write_more_columns(book, sheet, plan=plan, tab=Tab.INFO, first=NOTE + 1, rows=_ROW_OF)


def _format(field: str) -> dict[str, Prop]:
    return {"num_format": "dd/mm/yyyy"} if field == "conference_date" else {}


def _basis(field: str, contest: Contest, rule: Rule | None) -> str | None:
    if field == "rating_base":
        return contest.rating_basis
    return rule.basis if rule else None


def _value(field: str, contest: Contest, rule: Rule | None) -> CellValue:
    """The value of an item; a default rule stays blank, so that it still asks for confirmation."""
    if field in tuple(RuleItem):
        return None if rule is None or rule.by_default else _setting(RuleItem(field), contest, rule)
    if field == "sample":
        return YES_NO[contest.sample][0]
    values: dict[str, CellValue] = {
        "name": contest.name,
        "year": contest.year,
        "conference_date": contest.conference_date,
        "place": contest.place,
        "chair": contest.chair,
        "secretary": contest.secretary,
        "rating_base": _rating_base(contest),
    }
    return values[field]


def _rating_base(contest: Contest) -> str | None:
    """The word of the setting; the default without a legal basis stays blank."""
    if contest.rating_base is RatingBase.GOOD and not contest.rating_basis:
        return None
    return RATING_BASES[contest.rating_base][0]


def _setting(item: RuleItem, contest: Contest, rule: Rule) -> CellValue:
    if item is RuleItem.RANKING:
        return rule.typed
    if item is RuleItem.DECIMALS:
        return contest.decimals
    cap = contest.bonus_cap if item is RuleItem.BONUS_CAP else contest.deduction_cap
    return None if cap is None else exact_points(cap, contest.decimals)


def _validate(sheet: Worksheet, lists: Lists) -> None:
    for item in ITEMS:
        row = _ROW_OF[item.field]
        if item.field == "decimals":
            rule: dict[str, object] | None = number_check("integer", 0, words.ERRORS["decimals"], LARGEST_DECIMALS)
        else:
            rule = drop_down(lists.words(item.offered)) if item.choices else bounds(item)
        if rule:
            validate(sheet, Area(row, row), VALUE, rule)
