"""The template: made of the layout's words, closed where a wrong thing could be typed, read without a problem."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from lib.model.problems import Code, Severity
from lib.model.records import Tab
from lib.sheets import vocabulary
from lib.sheets.columns import ColumnKind
from lib.sheets.layout import LAYOUT, TAB_LAYOUT, Extra
from lib.sheets.reading import cells
from lib.sheets.sources.xlsx_file import ExcelSource, read_workbook
from lib.sheets.template.book import COLOR_OF, DAY, REST, START, write_template
from lib.sheets.template.plan import blank_year
from lib.sheets.vocabulary import ITEMS
from lib.show.summary import summary_json
from lib.snapshot import Snapshot, build_snapshot
from tests.office import converted, needs_office

NOW = dt.datetime(2020, 12, 1, tzinfo=dt.UTC)
HEADER_ROW = 3
GUIDE = TAB_LAYOUT[Tab.GUIDE].name


def made(units: int = 11, year: int = 2020) -> bytes:
    target = BytesIO()
    write_template(target, blank_year(units, year))
    return target.getvalue()


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(made()))


@cache
def stored_values() -> openpyxl.Workbook:
    """The same as a program without formulas reads it."""
    return openpyxl.load_workbook(BytesIO(made()), data_only=True)


def read(content: bytes) -> Snapshot:
    return build_snapshot(read_workbook(content, "mau.xlsx"), NOW)


def sheet_of(book: openpyxl.Workbook, tab: Tab) -> Worksheet:
    return book[TAB_LAYOUT[tab].name]


def headers(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[HEADER_ROW] if cell.value is not None}


def offered(book: openpyxl.Workbook, sheet: Worksheet, address: str) -> tuple[str, ...]:
    """The words that the drop-down of a cell offers, looked up in the file as it is stored."""
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list" and address in rule.sqref:
            name, span = str(rule.formula1).lstrip("=").rsplit("!", 1)
            left, top, right, bottom = range_boundaries(span.replace("$", ""))
            found = stored_values()[name.strip("'")].iter_rows(top, bottom, left, right, values_only=True)
            return tuple(str(value) for row in found for value in row if value not in (None, ""))
    raise AssertionError(f"no drop-down on {sheet.title}!{address}")


# -- what it reads as ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("units", [2, 3, 6, 11, 60])
def test_a_blank_template_reads_without_anything_to_correct_or_to_doubt(units: int):
    snapshot = read(made(units))
    assert {problem.code for problem in snapshot.problems} == {Code.MISSING_SCORE, Code.DEFAULT_UNCONFIRMED}
    assert len(snapshot.workbook.units) == units
    assert {result.quota for result in snapshot.awards} == {1, min(3, units)}


def test_every_tab_of_the_contract_is_in_it_and_no_other(book: openpyxl.Workbook):
    assert set(book.sheetnames) == {layout.name for layout in LAYOUT if layout.tab is not Tab.ORIGIN}


def test_the_same_year_gives_the_same_bytes():
    assert made() == made()


@pytest.mark.parametrize("units", [0, 1, 301, -3])
def test_a_cluster_of_no_size_is_refused(units: int):
    with pytest.raises(ValueError, match="units"):
        blank_year(units, 2020)


def test_both_rounds_of_every_award_stand_there_with_a_row_for_every_unit():
    workbook = read(made(6)).workbook
    assert [(one.award, one.round) for one in workbook.sessions] == [
        ("CNTP", 1), ("CNTP", 2), ("CCP", 1), ("CCP", 2),
    ]  # fmt: skip
    units = [unit.code for unit in workbook.units]
    for session in workbook.sessions:
        assert [vote.unit for vote in workbook.votes if vote.session == session.code] == units


# -- how it stands -------------------------------------------------------------------------------------------------


def test_the_guide_comes_first_then_scoring_then_the_day_then_the_hidden_rest(book: openpyxl.Workbook):
    names = [GUIDE, *(TAB_LAYOUT[tab].name for tab in (*START, *DAY, *REST))]
    assert book.sheetnames == names
    assert book.active.title == GUIDE
    hidden = [name for name in names if book[name].sheet_state != "visible"]
    assert hidden == [TAB_LAYOUT[tab].name for tab in REST]


def test_tabs_of_one_part_have_one_colour_and_parts_differ(book: openpyxl.Workbook):
    colors: dict[str, set[str]] = {}
    for tab, part in COLOR_OF.items():
        colors.setdefault(part, set()).add(sheet_of(book, tab).sheet_properties.tabColor.rgb)
    assert all(len(found) == 1 for found in colors.values())
    assert len(set.union(*colors.values())) == len(colors) == 3


@pytest.mark.parametrize("tab", [layout.tab for layout in LAYOUT if layout.columns], ids=lambda tab: tab.value)
def test_headers_are_those_of_the_layout_and_locked_while_the_rows_are_open(book: openpyxl.Workbook, tab: Tab):
    sheet, layout = sheet_of(book, tab), TAB_LAYOUT[tab]
    found = headers(sheet)
    columns = [column for column in layout.columns if column.offered_to_fill]
    assert [name for name in found if name not in layout.ignored][: len(columns)] == [c.header for c in columns]
    assert sheet.protection.sheet
    assert all(cell.protection.locked for cell in sheet[HEADER_ROW] if cell.value is not None)
    open_columns = [c for c in columns if not (tab is Tab.INFO and c.field == "item")]
    for column in open_columns:
        row = HEADER_ROW + 2 if layout.extra is Extra.UNIT and tab is not Tab.MOVEMENTS else HEADER_ROW + 1
        assert not sheet.cell(row, found[column.header]).protection.locked, column.header
    assert sheet.freeze_panes == openpyxl.utils.get_column_letter(sheet[sheet.freeze_panes].column) + str(
        HEADER_ROW + 1
    )


def test_the_guide_fits_on_one_screen_and_cannot_be_changed(book: openpyxl.Workbook):
    guide = book[GUIDE]
    lines = [row for row in guide.iter_rows(max_col=3) if any(cell.value for cell in row)]
    assert len(lines) <= 24
    assert guide.protection.sheet
    assert all(cell.protection.locked for row in lines for cell in row)


def test_every_item_of_the_information_has_a_hint():
    assert all(item.help for item in ITEMS)


def test_codes_and_thresholds_are_text_so_that_no_date_is_made_of_them(book: openpyxl.Workbook):
    for tab, header in (
        (Tab.UNITS, "Mã"), (Tab.CRITERIA, "Mã"), (Tab.VERIFIED, "Mã"), (Tab.SELF, "Mã"), (Tab.AWARDS, "Mã"),
        (Tab.AWARDS, "Ngưỡng"), (Tab.SESSIONS, "Ngưỡng"), (Tab.SESSIONS, "Mã phiên"), (Tab.VOTES, "Mã phiên"),
        (Tab.EXPLANATIONS, "Mã tiêu chí"),
    ):  # fmt: skip
        sheet = sheet_of(book, tab)
        column = headers(sheet)[header]
        row = HEADER_ROW + 2
        assert sheet.cell(row, column).number_format == "@", f"{sheet.title}: {header}"


def test_unit_columns_stand_in_protocol_order(book: openpyxl.Workbook):
    units = [f"Đơn vị {number}" for number in range(1, 12)]
    for tab in (Tab.VERIFIED, Tab.SELF, Tab.MOVEMENTS):
        assert [name for name in headers(sheet_of(book, tab)) if name.startswith("Đơn vị ")] == units


def test_totals_are_formulas_for_every_unit(book: openpyxl.Workbook):
    for tab in (Tab.VERIFIED, Tab.SELF):
        sheet = sheet_of(book, tab)
        (row,) = [cell.row for cell in sheet["A"] if cell.value == vocabulary.TOTAL_ROW[0]]
        formulas = [sheet.cell(row, column).value for column in range(6, 17)]
        assert all(isinstance(formula, str) and formula.startswith("=IF(COUNTA(") for formula in formulas)
        assert all(sheet.cell(row, column).protection.locked for column in range(1, 17))


def test_every_unit_cell_of_a_score_tab_has_its_limit_and_its_colours(book: openpyxl.Workbook):
    sheet = sheet_of(book, Tab.VERIFIED)
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "custom"]
    for column in "FGHIJKLMNOP":
        assert any(f"{column}5" in rule.sqref and "$E4" in rule.formula1 for rule in rules), column
    fills = {
        fmt.dxf.fill.bgColor.rgb for spot in sheet.conditional_formatting if "F5" in spot.sqref for fmt in spot.rules
    }
    assert fills == {"FFFFF4CC", "FFF8C9C4"}


# -- closed choices ------------------------------------------------------------------------------------------------

CLOSED = [
    (Tab.UNITS, "Vai trò", vocabulary.UNIT_ROLES),
    (Tab.CRITERIA, "Loại", vocabulary.CRITERION_KINDS),
    (Tab.CRITERIA, "Không phát sinh", vocabulary.NOT_APPLICABLE_RULES),
    (Tab.AWARDS, "Mẫu số", vocabulary.BASES),
    (Tab.AWARDS, "Đăng ký", vocabulary.REGISTRATIONS),
    (Tab.SESSIONS, "Hình thức", vocabulary.VOTING_METHODS),
    (Tab.SESSIONS, "Trạng thái", vocabulary.SESSION_STATES),
    (Tab.SESSIONS, "Mẫu số", vocabulary.BASES),
    (Tab.DECISIONS, "Quyết định", vocabulary.VERDICTS),
    (Tab.LEADERSHIP, "Vai trò", vocabulary.UNIT_ROLES),
    (Tab.EXEMPLARS, "Loại", vocabulary.EXEMPLAR_KINDS),
    (Tab.LINEAGE, "Loại", vocabulary.LINEAGE_KINDS),
    (Tab.TASKS, "Trạng thái", vocabulary.TASK_STATES),
    (Tab.BALLOT_PAPERS, "Lượt", vocabulary.COUNTS),
    (Tab.BALLOT_PAPERS, "Kết luận", vocabulary.BALLOT_VERDICTS),
    (Tab.ROLL_CALL, "Có mặt", vocabulary.YES_NO),
    (Tab.ROLL_CALL, "Ủy quyền", vocabulary.YES_NO),
]


@pytest.mark.parametrize(("tab", "header", "words"), CLOSED, ids=lambda value: str(getattr(value, "value", "")) or None)
def test_a_drop_down_offers_each_value_that_the_reader_knows_and_nothing_else(book, tab, header, words):
    sheet = sheet_of(book, tab)
    letter = openpyxl.utils.get_column_letter(headers(sheet)[header])
    found = offered(book, sheet, f"{letter}5")
    understood = [cells.read_choice(word, words).value for word in found]
    assert None not in understood
    assert understood == list(words)


def test_yes_and_no_are_offered_and_understood(book: openpyxl.Workbook):
    sheet = sheet_of(book, Tab.AWARDS)
    letter = openpyxl.utils.get_column_letter(headers(sheet)["Tự bỏ phiếu"])
    found = offered(book, sheet, f"{letter}4")
    assert found == ("có", "không")
    assert [cells.read_choice(word, vocabulary.YES_NO).value for word in found] == [True, False]


def test_no_closed_choice_of_the_layout_is_left_without_a_test():
    tested = {(tab, header) for tab, header, _ in CLOSED} | {(Tab.AWARDS, "Tự bỏ phiếu")}
    closed = {
        (layout.tab, column.header)
        for layout in TAB_LAYOUT.values()
        for column in layout.columns
        if column.choices and column.kind is not ColumnKind.SCENE
    }
    assert tested == closed


def test_every_scene_is_offered_with_each_award_to_reveal(book: openpyxl.Workbook):
    sheet = sheet_of(book, Tab.AGENDA)
    letter = openpyxl.utils.get_column_letter(headers(sheet)["Màn"])
    found = offered(book, sheet, f"{letter}4")
    plain = [word for word in (words[0] for words in vocabulary.SCENES.values()) if word != "công bố"]
    assert found == (*plain, "công bố: CNTP", "công bố: CCP")
    assert all(item.scene is not None for item in read(made()).workbook.agenda or ())


@pytest.mark.parametrize(
    ("tab", "header", "first"),
    [
        (Tab.VOTES, "Đơn vị", "Đơn vị 1"),
        (Tab.VOTES, "Mã phiên", "P1"),
        (Tab.EXPLANATIONS, "Mã tiêu chí", "I.1"),
        (Tab.VERIFIED, "Mã", "I.1"),
        (Tab.SESSIONS, "Danh hiệu", "CNTP"),
        (Tab.REGISTRATIONS, "Danh hiệu", "CNTP"),
        (Tab.PLEDGES, "Đơn vị", "Đơn vị 1"),
    ],
    ids=str,
)
def test_names_are_offered_from_their_own_tabs(book, tab, header, first):
    sheet = sheet_of(book, tab)
    letter = openpyxl.utils.get_column_letter(headers(sheet)[header])
    assert offered(book, sheet, f"{letter}5")[0] == first


# -- filled in as a secretary would --------------------------------------------------------------------------------


class Secretary:
    """Types into the template by tab and header, as a person would, and saves."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content))

    def sheet(self, tab: Tab) -> Worksheet:
        return sheet_of(self.book, tab)

    def rows(self, tab: Tab, header: str) -> Iterator[tuple[int, object]]:
        """The rows below the headers with what stands in a column."""
        sheet = self.sheet(tab)
        column = headers(sheet)[header]
        for row in range(HEADER_ROW + 1, sheet.max_row + 1):
            yield row, sheet.cell(row, column).value

    def type(self, tab: Tab, row: int, **values: object) -> None:
        found = headers(self.sheet(tab))
        for header, value in values.items():
            cell = self.sheet(tab).cell(row, found[header.replace("_", " ")])
            assert not cell.protection.locked
            cell.value = value

    def item(self, name: str, value: object, basis: str | None = None) -> None:
        (row,) = [row for row, item in self.rows(Tab.INFO, "Mục") if item == name]
        self.type(Tab.INFO, row, Giá_trị=value, Căn_cứ=basis)

    def saved(self) -> bytes:
        target = BytesIO()
        self.book.save(target)
        return target.getvalue()


def filled() -> bytes:
    """A whole small year of six units: rules, scores with KPS, bonus and deduction, both ballots."""
    typist = Secretary(made(6))
    basis = "Quy chế của Cụm"
    typist.item("Tên cụm", "Cụm thi đua thử")
    typist.item("Ngày hội nghị", dt.date(2020, 12, 20))
    typist.item("Số chữ số thập phân", 1, basis)
    typist.item("Thứ tự xếp hạng", "Tổng điểm; I. Nhiệm vụ chuyên môn", basis)
    typist.item("Trần điểm thưởng", 3, basis)
    typist.item("Trần điểm trừ", 2.5, basis)
    for row in (4, 5):
        typist.type(Tab.AWARDS, row, Căn_cứ=basis, Ngưỡng="2/3")
    typist.type(Tab.AWARDS, 4, Số_lượng=2)
    for row, code in typist.rows(Tab.VERIFIED, "Mã"):
        if isinstance(code, str) and "." in code:
            for unit in range(1, 7):
                value: object = {"IV.1": 4 if unit == 1 else None, "IV.2": -1 if unit == 2 else None}.get(
                    code, 10 - unit / 2
                )
                typist.type(Tab.VERIFIED, row, **{f"Đơn_vị_{unit}": "KPS" if (code, unit) == ("II.2", 3) else value})
    _ballots(typist)
    return typist.saved()


def _ballots(typist: Secretary) -> None:
    votes = {"P1": (6, 5, 3, 2, 1, 0), "P3": (5, 1, None, None, None, None)}
    for row, session in typist.rows(Tab.SESSIONS, "Mã phiên"):
        if session in votes:
            counts = {"Có_mặt": 6, "Phát_ra": 6, "Thu_về": 6, "Hợp_lệ": 6, "Không_hợp_lệ": 0}
            typist.type(Tab.SESSIONS, row, Hình_thức="kín", Trạng_thái="đã kiểm", **counts)
    sheet = typist.sheet(Tab.VOTES)
    gone = []
    for row, session in typist.rows(Tab.VOTES, "Mã phiên"):
        given = votes.get(str(session))
        if given is None:
            continue
        count = given[int(str(sheet.cell(row, 2).value).split()[-1]) - 1]
        if count is None:
            gone.append(row)
        else:
            typist.type(Tab.VOTES, row, Đồng_ý=count, Không_đồng_ý=6 - count)
    for row in reversed(gone):
        sheet.delete_rows(row)


def test_a_year_typed_into_the_template_is_read_without_a_problem():
    snapshot = read(filled())
    assert [problem for problem in snapshot.problems if problem.severity is not Severity.NOTE] == []
    assert snapshot.recount_agrees
    totals = dict(zip(snapshot.standings["unit"], snapshot.standings["total"], strict=True))
    assert totals == {"DV01": 695, "DV02": 620, "DV03": 610, "DV04": 560, "DV05": 525, "DV06": 490}
    assert [result.proposed for result in snapshot.awards] == [("DV01", "DV02"), ("DV01",)]


@needs_office
def test_the_totals_that_a_spreadsheet_computes_are_ours(tmp_path: Path):
    source = tmp_path / "mau.xlsx"
    source.write_bytes(filled())
    calculated = converted(source, "xlsx", tmp_path)
    snapshot = build_snapshot(ExcelSource(calculated).fetch(), NOW)
    typed = {total.unit: total.value for total in snapshot.workbook.typed_totals}
    ours = dict(zip(snapshot.standings["unit"], map(int, snapshot.standings["total"]), strict=True))
    assert {unit: value * 10 for unit, value in typed.items()} == ours
    assert [problem for problem in snapshot.problems if problem.severity is not Severity.NOTE] == []


LIMITS = [
    ("I.1", 20, True), ("I.1", 0, True), ("I.1", 19.75, True), ("I.1", "KPS", True), ("I.1", "kps", True),
    ("I.1", "không phát sinh", True), ("I.1", 20.01, False), ("I.1", -1, False), ("I.1", 1.005, False),
    ("I.1", "tốt", False), ("I.1", "9,5", False), ("IV.2", -5, True), ("IV.2", 5, True), ("IV.2", -6, False),
    ("IV.1", -1, False),
]  # fmt: skip


@needs_office
def test_a_score_cell_takes_what_the_reader_takes_and_refuses_the_rest(tmp_path: Path):
    typist = Secretary(made(2))
    sheet = typist.sheet(Tab.VERIFIED)
    (rule,) = [r for r in sheet.data_validations.dataValidation if r.type == "custom" and "F5" in r.sqref]
    rows = {str(code): row for row, code in typist.rows(Tab.VERIFIED, "Mã")}
    for offset, (code, value, _) in enumerate(LIMITS):
        at = rows[code]
        formula = str(rule.formula1).replace("F4", f"{openpyxl.utils.get_column_letter(40 + offset)}{at}")
        sheet.cell(at, 40 + offset).value = value
        sheet.cell(at + 100, 40 + offset).value = "=" + formula.replace("$C4", f"$C{at}").replace("$E4", f"$E{at}")
    source = tmp_path / "gioi_han.xlsx"
    source.write_bytes(typist.saved())
    answers = openpyxl.load_workbook(converted(source, "xlsx", tmp_path), data_only=True)[sheet.title]
    found = [bool(answers.cell(rows[code] + 100, 40 + n).value) for n, (code, _, _) in enumerate(LIMITS)]
    assert found == [right for _, _, right in LIMITS]


# -- last year's workbooks -----------------------------------------------------------------------------------------

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("year", sorted(path.stem for path in GOLDEN.glob("*.xlsx")))
def test_a_workbook_of_an_earlier_year_gives_the_same_as_it_did_then(year: str):
    """A template as it was given out and filled in; when the template changes, another one is added, none replaced."""
    snapshot = build_snapshot(ExcelSource(GOLDEN / f"{year}.xlsx").fetch(), NOW)
    assert without_sentences(summary_json(snapshot)) == without_sentences((GOLDEN / f"{year}.json").read_text("utf-8"))


def without_sentences(text: str) -> object:
    """The figures and outcomes of a summary; sentences may be worded better later."""
    return json.loads(
        text, object_hook=lambda found: {k: v for k, v in found.items() if k not in ("message", "reason")}
    )


def test_the_header_row_is_frozen_and_protected_in_every_tab(book: openpyxl.Workbook):
    for layout in TAB_LAYOUT.values():
        if not layout.columns:
            continue
        sheet = sheet_of(book, layout.tab)
        assert sheet.freeze_panes is not None, layout.name
        assert int("".join(filter(str.isdigit, sheet.freeze_panes))) == HEADER_ROW + 1, layout.name
        assert sheet.protection.sheet, layout.name
        assert all(cell.protection.locked for cell in sheet[HEADER_ROW] if cell.value), layout.name
