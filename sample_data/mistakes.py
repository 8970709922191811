"""The mistakes of `loi_thuong_gap.xlsx`: one line each, made on the drawn sheets of the clean sample.

`where` finds the cell: values that its row holds (or HEADER), then the header of its column. Three words stand for the
rest: NEW_ROW (`what` is a row), NEW_COLUMN (`what` is its header), NEW_TAB (`what` is its only cell). `code` is the
problem of docs/workbook.md section 5 that the line is meant to cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet
from tables import Cell, Row, day

HEADER, NEW_ROW, NEW_COLUMN, NEW_TAB = "(tiêu đề)", "(dòng mới)", "(cột mới)", "(trang mới)"


@dataclass(frozen=True)
class Mistake:
    tab: str
    where: tuple[str, ...]
    what: Cell | Row
    why: str
    code: str


SCORES, SELF, SESSIONS = "Thẩm định", "Tự chấm", "Bỏ phiếu"
AGAIN: Row = (None, "V.2", "Ký kết và thực hiện giao ước thi đua", 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, None)
SECOND_CN: Row = ("CN", "Cục Công nghệ thông tin", "Cục CNTT", 12, "Cục", "Thành viên", None, None)
STRAY_SESSION: Row = ("P4", "CNPT", 1, "kín", 11, 11, 11, 11, 11, 0, None, None, "11:00", "chưa")
MOTTO: Row = ("Khẩu hiệu", "Đoàn kết, kỷ cương, sáng tạo", None, None)

MISTAKES = (
    Mistake(SCORES, ("I.4", "KTVB"), 12, "vượt điểm tối đa 10", "score_above_max"),
    Mistake(SCORES, ("I.5", "BTNN"), "8,5 điểm", "gõ cả chữ trong ô số", "not_a_number"),
    Mistake(SCORES, ("I.7", "CN"), "1.234", "chữ đọc được hai cách: 1234 hay 1,234", "ambiguous_number"),
    Mistake(SCORES, ("II.1", "BTTP"), "=8-0.5", "công thức chưa có kết quả lưu kèm", "formula_not_calculated"),
    Mistake(SCORES, ("III.2", "LLTP"), "#REF!", "công thức trỏ đến ô đã xóa", "formula_error"),
    Mistake(SCORES, ("Tổng", "DKGDBD"), 194.25, "tổng gõ tay lệch 0,50", "typed_total_differs"),
    Mistake(SELF, ("III.2", "Mã"), day("03/02/2019"), "mã tiêu chí bị đổi thành ngày", "bad_code"),
    Mistake(SELF, (HEADER, "Vụ PBGDPL"), "Vụ PBGDLP", "tên đơn vị gõ đảo chữ", "unknown_unit"),
    Mistake(SELF, (NEW_ROW,), AGAIN, "tiêu chí V.2 được gõ hai lần", "duplicate_row"),
    Mistake("Giải trình", ("THADS", "II.1", "Mã tiêu chí"), "II.l", "chữ l thay cho số 1", "unknown_criterion"),
    Mistake("Phiếu", ("P1", "HTQTCT", "Đồng ý"), None, "để trống thay vì gõ 0", "session_incomplete"),
    Mistake(SESSIONS, ("P3", "Hợp lệ"), 10, "hợp lệ 10 + không hợp lệ 0, thu về 11", "ballots_do_not_add_up"),
    Mistake(SESSIONS, (NEW_ROW,), STRAY_SESSION, "CNPT thay cho CNTP", "unknown_award"),
    Mistake("Danh hiệu", ("CCP", "Ngưỡng"), "66,67%", "làm tròn 2/3", "rounded_threshold"),
    Mistake("Giao ước", ("TGPL", "Đơn vị"), "Côc Trî gióp ph¸p lý", "chữ dán từ phông TCVN3", "legacy_encoding"),
    Mistake("Đơn vị", (NEW_ROW,), SECOND_CN, "mã CN đã dùng cho Cục Con nuôi", "duplicate_unit"),
    Mistake("Đơn vị", (NEW_COLUMN,), "Số điện thoại", "cột ngoài quy định", "unknown_column"),
    Mistake("Đăng ký", ("Cục HTQTCT", "Ngày"), "30/02/2019", "tháng 2 không có ngày 30", "bad_date"),
    Mistake("Xếp loại", ("BTTP", "công chức", "HTXS"), 8, "8 trên 27 HTT, quá 20 %", "rating_cap"),
    Mistake("Kế thừa", ("LLTP", "Loại"), "thay tên", "ngoài danh mục: đổi tên / sáp nhập / tách", "bad_choice"),
    Mistake("Thông tin", (NEW_ROW,), MOTTO, "mục ngoài quy định", "unknown_item"),
    Mistake("Nháp", (NEW_TAB,), "Ghi chú riêng, không dùng", "trang ngoài quy định", "unknown_tab"),
)


def make(book: Workbook, mistake: Mistake) -> None:
    """Make one mistake in the book; KeyError where its tab, row or column is not there."""
    if mistake.where == (NEW_TAB,):
        book.create_sheet(mistake.tab).append([mistake.what])
    elif mistake.where == (NEW_ROW,):
        book[mistake.tab].append(mistake.what)
    elif mistake.where == (NEW_COLUMN,):
        sheet = book[mistake.tab]
        sheet.cell(_header_row(sheet), sheet.max_column + 1, mistake.what)
    else:
        locate(book[mistake.tab], mistake.where).value = mistake.what


def locate(sheet: Worksheet, where: tuple[str, ...]) -> SheetCell:
    """The cell of the column headed by the last word, in the first row that holds all the others."""
    *keys, header = where
    top = _header_row(sheet)
    column = next(cell.column for cell in sheet[top] if cell.value == header)
    if keys == [HEADER]:
        return sheet.cell(top, column)
    for number, values in _rows_below(sheet, top):
        if set(keys) <= values:
            return sheet.cell(number, column)
    raise KeyError(where)


def _header_row(sheet: Worksheet) -> int:
    """The row of the headers is the one the view is frozen under."""
    return int(str(sheet.freeze_panes).lstrip("A")) - 1


def _rows_below(sheet: Worksheet, top: int) -> Iterator[tuple[int, set[Cell]]]:
    for row in sheet.iter_rows(min_row=top + 1):
        yield row[0].row, {cell.value for cell in row}
