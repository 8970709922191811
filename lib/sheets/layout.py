"""Which tab, which header and which word mean what: the words of the sheets, as data (docs/workbook.md section 2).

The first word of every tuple is the one that the template writes; the others are synonyms. To add a synonym, add
a word here; nothing else changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lib.model.records import Tab


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `field` is its name in code, `words` its header and synonyms."""

    field: str
    words: tuple[str, ...]
    required: bool = False

    @property
    def header(self) -> str:
        return self.words[0]


class Extra(StrEnum):
    """What any other header of a tab is: unknown, or the name of a unit."""

    UNKNOWN = "unknown"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class TabLayout:
    """A tab: its name and synonyms, its columns, columns that are read over, and what other headers are.

    `tolerated` are headers that are read over too, unless a unit has that name.
    """

    tab: Tab
    words: tuple[str, ...]
    columns: tuple[Column, ...]
    ignored: tuple[str, ...] = ()
    tolerated: tuple[str, ...] = ()
    extra: Extra = Extra.UNKNOWN

    @property
    def name(self) -> str:
        return self.words[0]

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)

    def header(self, field: str) -> str:
        """The header of a field; KeyError where the tab has no such field."""
        for column in self.columns:
            if column.field == field:
                return column.header
        raise KeyError(field)


def _must(field: str, *words: str) -> Column:
    return Column(field, words, required=True)


def _may(field: str, *words: str) -> Column:
    return Column(field, words)


_UNIT = _must("unit", "Đơn vị", "Tên đơn vị", "Mã đơn vị")
_NOTE = _may("note", "Ghi chú")
_SCORE_IGNORED = ("STT", "Nhóm", "Tên tiêu chí", "Điểm tối đa", "Ghi chú")
_SCORE_TOLERATED = ("TT", "Loại", "Không phát sinh")
_SCORE_CODE = _must("code", "Mã", "Mã tiêu chí")

LAYOUT: tuple[TabLayout, ...] = (
    TabLayout(
        Tab.INFO,
        ("Thông tin", "Thông tin chung"),
        (_must("item", "Mục", "Nội dung"), _must("value", "Giá trị"), _may("basis", "Căn cứ"), _NOTE),
        ignored=("STT", "TT"),
    ),
    TabLayout(
        Tab.UNITS,
        ("Đơn vị", "Danh sách đơn vị", "Các đơn vị"),
        (
            _must("code", "Mã", "Mã đơn vị"),
            _must("name", "Tên đơn vị", "Tên đầy đủ"),
            _may("short_name", "Tên tắt", "Tên viết tắt", "Tên ngắn"),
            _may("order", "Thứ tự", "STT"),
            _may("kind", "Loại", "Loại đơn vị"),
            _may("role", "Vai trò"),
            _may("representative", "Người đại diện", "Đại diện"),
            _NOTE,
        ),
        ignored=("STT", "TT"),
    ),
    TabLayout(
        Tab.CRITERIA,
        ("Tiêu chí", "Bộ tiêu chí", "Bảng tiêu chí"),
        (
            _must("code", "Mã", "Mã tiêu chí"),
            _must("group", "Nhóm", "Nhóm tiêu chí"),
            _must("name", "Tên tiêu chí", "Nội dung tiêu chí"),
            _must("maximum", "Điểm tối đa", "Điểm chuẩn"),
            _may("kind", "Loại", "Loại điểm"),
            _may("not_applicable", "Không phát sinh"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.VERIFIED,
        ("Thẩm định", "Điểm thẩm định"),
        (_SCORE_CODE,),
        ignored=_SCORE_IGNORED,
        tolerated=_SCORE_TOLERATED,
        extra=Extra.UNIT,
    ),
    TabLayout(
        Tab.SELF,
        ("Tự chấm", "Điểm tự chấm"),
        (_SCORE_CODE,),
        ignored=_SCORE_IGNORED,
        tolerated=_SCORE_TOLERATED,
        extra=Extra.UNIT,
    ),
    TabLayout(
        Tab.EXPLANATIONS,
        ("Giải trình",),
        (
            _UNIT,
            _must("criterion", "Mã tiêu chí", "Tiêu chí"),
            _may("reason", "Lý do", "Lí do"),
            _may("evidence", "Minh chứng", "Tài liệu minh chứng"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.AWARDS,
        ("Danh hiệu", "Danh hiệu thi đua"),
        (
            _must("code", "Mã", "Mã danh hiệu"),
            _must("name", "Tên danh hiệu"),
            _must("quota", "Số lượng", "Chỉ tiêu"),
            _may("threshold", "Ngưỡng", "Tỷ lệ phiếu tối thiểu"),
            _may("base", "Mẫu số"),
            _may("within", "Chỉ xét trong"),
            _may("rounds", "Số vòng"),
            _may("minimum", "Điểm tối thiểu"),
            _may("registration", "Đăng ký"),
            _may("own_vote", "Tự bỏ phiếu"),
            _may("basis", "Căn cứ"),
            _may("order", "Thứ tự"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.SESSIONS,
        ("Bỏ phiếu", "Phiên bỏ phiếu"),
        (
            _must("code", "Mã phiên", "Phiên"),
            _must("award", "Danh hiệu", "Mã danh hiệu"),
            _may("round", "Vòng"),
            _may("method", "Hình thức"),
            _may("members", "Tổng thành viên", "Tổng số thành viên"),
            _may("present", "Có mặt", "Số có mặt"),
            _may("issued", "Phát ra", "Số phiếu phát ra"),
            _may("collected", "Thu về", "Số phiếu thu về"),
            _may("valid", "Hợp lệ", "Số phiếu hợp lệ"),
            _may("invalid", "Không hợp lệ", "Số phiếu không hợp lệ"),
            _may("head_teller", "Trưởng ban kiểm phiếu"),
            _may("tellers", "Ủy viên", "Ủy viên ban kiểm phiếu"),
            _may("time", "Thời gian"),
            _may("state", "Trạng thái"),
            _may("threshold", "Ngưỡng"),
            _may("base", "Mẫu số"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.VOTES,
        ("Phiếu", "Kết quả phiếu"),
        (
            _must("session", "Mã phiên", "Phiên"),
            _UNIT,
            _must("in_favour", "Đồng ý", "Số phiếu đồng ý"),
            _may("against", "Không đồng ý"),
            _may("abstain", "Không ý kiến", "Không có ý kiến"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.DECISIONS,
        ("Quyết định",),
        (
            _must("award", "Danh hiệu", "Mã danh hiệu"),
            _UNIT,
            _must("verdict", "Quyết định"),
            _must("reason", "Lý do", "Lí do"),
            _must("decided_by", "Người quyết định"),
            _may("time", "Thời gian"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.REGISTRATIONS,
        ("Đăng ký", "Đăng ký thi đua"),
        (_UNIT, _must("award", "Danh hiệu", "Mã danh hiệu"), _may("date", "Ngày"), _may("document", "Văn bản")),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.PLEDGES,
        ("Giao ước", "Giao ước thi đua"),
        (_UNIT, _may("signer", "Người ký"), _may("signed_on", "Ngày ký")),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.EXCLUSIONS,
        ("Loại trừ",),
        (
            _UNIT,
            _must("reason", "Mã lý do", "Lý do"),
            _may("start", "Từ ngày"),
            _may("end", "Đến ngày"),
            _may("document", "Văn bản"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.LEADERSHIP,
        ("Lãnh đạo cụm",),
        (
            _must("year", "Năm"),
            _must("role", "Vai trò"),
            _UNIT,
            _may("person", "Người", "Họ và tên"),
            _may("decision", "Quyết định"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.MOVEMENTS,
        ("Phong trào", "Phong trào thi đua"),
        (
            _must("code", "Mã", "Mã phong trào"),
            _must("name", "Tên", "Tên phong trào"),
            _may("level", "Cấp phát động"),
            _may("start", "Từ ngày"),
            _may("end", "Đến ngày"),
            _may("target", "Mục tiêu"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
        extra=Extra.UNIT,
    ),
    TabLayout(
        Tab.EXEMPLARS,
        ("Điển hình", "Điển hình tiên tiến"),
        (
            _UNIT,
            _must("kind", "Loại"),
            _must("name", "Tên", "Tên điển hình"),
            _may("decision", "Quyết định"),
            _may("date", "Ngày"),
            _may("evidence", "Minh chứng"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.RATINGS,
        ("Xếp loại", "Xếp loại chất lượng"),
        (
            _UNIT,
            _may("staff_group", "Nhóm", "Nhóm cán bộ"),
            _must("excellent", "HTXS", "Hoàn thành xuất sắc"),
            _must("good", "HTT", "Hoàn thành tốt"),
            _must("fair", "HT", "Hoàn thành"),
            _must("poor", "KHT", "Không hoàn thành"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.HISTORY,
        ("Lịch sử", "Lịch sử thi đua"),
        (
            _must("year", "Năm"),
            _UNIT,
            _may("total", "Tổng điểm"),
            _may("maximum", "Điểm tối đa"),
            _may("rank", "Hạng"),
            _may("units", "Số đơn vị"),
            _may("awards", "Danh hiệu"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.LINEAGE,
        ("Kế thừa",),
        (
            _must("old", "Đơn vị cũ"),
            _must("new", "Đơn vị mới"),
            _must("kind", "Loại"),
            _may("date", "Ngày"),
            _may("basis", "Căn cứ"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.AGENDA,
        ("Chương trình", "Chương trình hội nghị"),
        (
            _must("order", "Thứ tự"),
            _may("time", "Giờ"),
            _must("content", "Nội dung"),
            _may("person", "Người thực hiện"),
            _may("scene", "Màn"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(
        Tab.TASKS,
        ("Công việc",),
        (
            _must("due", "Hạn", "Thời hạn"),
            _must("content", "Nội dung"),
            _may("owner", "Phụ trách"),
            _may("state", "Trạng thái"),
        ),
        ignored=("STT", "TT", "Ghi chú"),
    ),
    TabLayout(Tab.GUIDE, ("Hướng dẫn", "Đọc trước"), ()),
)

TAB_LAYOUT = {layout.tab: layout for layout in LAYOUT}
