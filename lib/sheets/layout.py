"""The tabs and columns of the workbook: headers, synonyms and content, each column declared once (contract 2).

The first word of every tuple is the one that the template writes; the others are synonyms. To add a synonym, add
a word here; nothing else changes. Readers, template, guide and the table of docs/workbook.md follow this module.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from lib.model.records import Tab
from lib.sheets import vocabulary
from lib.sheets.columns import Column, ColumnKind


class Extra(StrEnum):
    """The meaning of any other header of a tab: unknown, or the name of a unit."""

    UNKNOWN = "unknown"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class TabLayout:
    """A tab: its name and synonyms, its columns, ignored columns, and the meaning of other headers.

    `tolerated` are headers that are ignored too, unless a unit has that name.
    """

    tab: Tab
    words: tuple[str, ...]
    columns: tuple[Column, ...]
    ignored: tuple[str, ...] = ("STT", "TT", "Ghi chú")
    tolerated: tuple[str, ...] = ()
    extra: Extra = Extra.UNKNOWN

    @property
    def name(self) -> str:
        """The name that the template writes."""
        return self.words[0]

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns that the tab must have."""
        return tuple(column for column in self.columns if column.required)

    def column(self, field: str) -> Column:
        """The declaration of a field; KeyError where the tab has no such field."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)

    def header(self, field: str) -> str:
        """The header of a field; KeyError where the tab has no such field."""
        return self.column(field).header


def _column(field: str, *words: str, kind: ColumnKind = ColumnKind.TEXT, width: int = 18, **more: object) -> Column:
    return Column(field, words, kind=kind, width=width, **more)  # type: ignore[arg-type]


_Make = Callable[..., Column]
_code: _Make = partial(_column, kind=ColumnKind.CODE, width=10, unique=True, required=True)
_choice: _Make = partial(_column, kind=ColumnKind.CHOICE, width=16)
_long: _Make = partial(_column, width=40)
_name: _Make = partial(_column, width=52)
_date: _Make = partial(_column, kind=ColumnKind.DATE, width=13)
_time: _Make = partial(_column, kind=ColumnKind.TIME)
_count: _Make = partial(_column, kind=ColumnKind.WHOLE, width=11)
_yes_no: _Make = partial(_column, kind=ColumnKind.YES_NO, choices=vocabulary.YES_NO)
_threshold: _Make = partial(_column, "threshold", kind=ColumnKind.THRESHOLD, decides=True)
_points: _Make = partial(_column, kind=ColumnKind.POINTS, width=11)
_place: _Make = partial(_column, kind=ColumnKind.NUMBER, width=9)
_year: _Make = partial(_column, kind=ColumnKind.YEAR, width=9, required=True)
_UNIT_WORDS = ("unit", "Đơn vị", "Tên đơn vị", "Mã đơn vị")
_unit: _Make = partial(_column, *_UNIT_WORDS, kind=ColumnKind.UNIT, width=26, required=True)
_award: _Make = partial(_column, "award", "Danh hiệu", "Mã danh hiệu", kind=ColumnKind.AWARD, width=14, required=True)
_SESSION = _column("session", "Mã phiên", "Phiên", kind=ColumnKind.SESSION, width=12, required=True)
_SCORE_CODE = _code("code", "Mã", "Mã tiêu chí", kind=ColumnKind.CRITERION, unique=False, may_be_blank=True)


def _scores(tab: Tab, *words: str) -> TabLayout:
    return TabLayout(
        tab,
        words,
        (_SCORE_CODE,),
        ignored=("STT", "Nhóm", "Tên tiêu chí", "Điểm tối đa", "Ghi chú"),
        tolerated=("TT", "Loại", "Không phát sinh"),
        extra=Extra.UNIT,
    )


LAYOUT: tuple[TabLayout, ...] = (
    TabLayout(
        Tab.INFO,
        ("Thông tin", "Thông tin chung"),
        (
            _column("item", "Mục", "Nội dung", width=25, required=True),
            _column("value", "Giá trị", width=46, required=True, may_be_blank=True),
            _column("basis", "Căn cứ", width=32),
            _column("note", "Ghi chú", width=60),
        ),
        ignored=("STT", "TT"),
    ),
    TabLayout(
        Tab.UNITS,
        ("Đơn vị", "Danh sách đơn vị", "Các đơn vị"),
        (
            _code("code", "Mã", "Mã đơn vị"),
            _name("name", "Tên đơn vị", "Tên đầy đủ", required=True),
            _column("short_name", "Tên tắt", "Tên viết tắt", "Tên ngắn", width=26),
            _place("order", "Thứ tự", "STT", otherwise="row"),
            _column("kind", "Loại", "Loại đơn vị"),
            _choice("role", "Vai trò", choices=vocabulary.UNIT_ROLES),
            _column("representative", "Người đại diện", "Đại diện", width=26),
            _long("note", "Ghi chú"),
        ),
        ignored=("STT", "TT"),
    ),
    TabLayout(
        Tab.CRITERIA,
        ("Tiêu chí", "Bộ tiêu chí", "Bảng tiêu chí"),
        (
            _code("code", "Mã", "Mã tiêu chí"),
            _column("group", "Nhóm", "Nhóm tiêu chí", width=38, required=True, may_be_blank=True),
            _column("name", "Tên tiêu chí", "Nội dung tiêu chí", width=70, required=True),
            _points("maximum", "Điểm tối đa", "Điểm chuẩn", required=True, may_be_blank=True, above_zero=True),
            _choice(
                "kind", "Loại", "Loại điểm", choices=vocabulary.CRITERION_KINDS, width=11, default="chuẩn", decides=True
            ),
            _choice(
                "not_applicable",
                "Không phát sinh",
                choices=vocabulary.NOT_APPLICABLE_RULES,
                default="tối đa",
                decides=True,
            ),
        ),
    ),
    _scores(Tab.VERIFIED, "Thẩm định", "Điểm thẩm định"),
    _scores(Tab.SELF, "Tự chấm", "Điểm tự chấm"),
    TabLayout(
        Tab.EXPLANATIONS,
        ("Giải trình",),
        (
            _unit(),
            _column("criterion", "Mã tiêu chí", "Tiêu chí", kind=ColumnKind.CRITERION, width=14, required=True),
            _name("reason", "Lý do", "Lí do"),
            _long("evidence", "Minh chứng", "Tài liệu minh chứng"),
        ),
    ),
    TabLayout(
        Tab.AWARDS,
        ("Danh hiệu", "Danh hiệu thi đua"),
        (
            _code("code", "Mã", "Mã danh hiệu"),
            _column("name", "Tên danh hiệu", width=36, required=True),
            _count("quota", "Số lượng", "Chỉ tiêu", required=True, least=1),
            _threshold("Ngưỡng", "Tỷ lệ phiếu tối thiểu", width=11, default="2/3"),
            _choice("base", "Mẫu số", choices=vocabulary.BASES, width=17, default="tổng thành viên", decides=True),
            _column("within", "Chỉ xét trong", kind=ColumnKind.AWARD, width=14, decides=True),
            _count("rounds", "Số vòng", width=10, least=1, default="2", decides=True),
            _points("minimum", "Điểm tối thiểu", decides=True),
            _choice(
                "registration", "Đăng ký", choices=vocabulary.REGISTRATIONS, width=13, default="không", decides=True
            ),
            _yes_no("own_vote", "Tự bỏ phiếu", width=12, default="có", decides=True),
            _long("basis", "Căn cứ"),
            _place("order", "Thứ tự", otherwise="row"),
        ),
    ),
    TabLayout(
        Tab.SESSIONS,
        ("Bỏ phiếu", "Phiên bỏ phiếu"),
        (
            _code("code", "Mã phiên", "Phiên"),
            _award(),
            _count("round", "Vòng", width=8, least=1, default="1", decides=True),
            _choice("method", "Hình thức", choices=vocabulary.VOTING_METHODS, width=12, decides=True),
            _count("members", "Tổng thành viên", "Tổng số thành viên", otherwise="number of units", decides=True),
            _count("present", "Có mặt", "Số có mặt", decides=True),
            _count("issued", "Phát ra", "Số phiếu phát ra", decides=True),
            _count("collected", "Thu về", "Số phiếu thu về", decides=True),
            _count("valid", "Hợp lệ", "Số phiếu hợp lệ", decides=True),
            _count("invalid", "Không hợp lệ", "Số phiếu không hợp lệ", decides=True),
            _column("head_teller", "Trưởng ban kiểm phiếu", width=24),
            _column("tellers", "Ủy viên", "Ủy viên ban kiểm phiếu", width=34),
            _time("time", "Thời gian", width=12, decides=True),
            _choice("state", "Trạng thái", choices=vocabulary.SESSION_STATES, width=17, default="chưa", decides=True),
            _threshold("Ngưỡng", width=10, otherwise="of the award"),
            _choice("base", "Mẫu số", choices=vocabulary.BASES, width=17, decides=True, otherwise="of the award"),
            _count("most", "Chọn tối đa", "Số đơn vị chọn tối đa", least=1, decides=True),
        ),
    ),
    TabLayout(
        Tab.VOTES,
        ("Phiếu", "Kết quả phiếu"),
        (
            _SESSION,
            _unit(width=46),
            _count("in_favour", "Đồng ý", "Số phiếu đồng ý", required=True, may_be_blank=True),
            _count("against", "Không đồng ý", decides=True),
            _count("abstain", "Không ý kiến", "Không có ý kiến", decides=True),
        ),
    ),
    TabLayout(
        Tab.BALLOT_PAPERS,
        ("Phiếu bầu", "Từng phiếu bầu"),
        (
            _SESSION,
            _column("number", "Số phiếu", "Phiếu số", kind=ColumnKind.CODE, width=11),
            _choice("count", "Lượt", "Lượt kiểm", choices=vocabulary.COUNTS, width=8, default="1"),
            _choice(
                "verdict", "Kết luận", choices=vocabulary.BALLOT_VERDICTS, width=15, default="hợp lệ", decides=True
            ),
            _long("reason", "Lý do", "Lí do"),
            _column("chosen", "Bầu", "Đơn vị được bầu", width=60, offered_to_fill=False),
            *(_column(field, *words, offered_to_fill=False) for field, words in vocabulary.WHO_VOTED.items()),
        ),
        extra=Extra.UNIT,
    ),
    TabLayout(
        Tab.ROLL_CALL,
        ("Điểm danh",),
        (
            _unit(width=46),
            _yes_no("present", "Có mặt", width=10, required=True, may_be_blank=True),
            _yes_no("proxy", "Ủy quyền", width=10, default="không"),
            _time("time", "Thời gian", width=12),
        ),
    ),
    TabLayout(
        Tab.DECISIONS,
        ("Quyết định",),
        (
            _award(),
            _unit(),
            _choice("verdict", "Quyết định", choices=vocabulary.VERDICTS, width=20, required=True),
            _name("reason", "Lý do", "Lí do", required=True),
            _column("decided_by", "Người quyết định", width=28, required=True),
            _time("time", "Thời gian", decides=True),
        ),
    ),
    TabLayout(
        Tab.REGISTRATIONS,
        ("Đăng ký", "Đăng ký thi đua"),
        (_unit(), _award(), _date("date", "Ngày"), _long("document", "Văn bản")),
    ),
    TabLayout(
        Tab.PLEDGES,
        ("Giao ước", "Giao ước thi đua"),
        (_unit(), _column("signer", "Người ký", width=28), _date("signed_on", "Ngày ký")),
    ),
    TabLayout(
        Tab.EXCLUSIONS,
        ("Loại trừ",),
        (
            _unit(),
            _column("reason", "Mã lý do", "Lý do", width=16, required=True),
            _date("start", "Từ ngày", decides=True),
            _date("end", "Đến ngày", decides=True),
            _long("document", "Văn bản"),
        ),
    ),
    TabLayout(
        Tab.LEADERSHIP,
        ("Lãnh đạo cụm",),
        (
            _year("year", "Năm"),
            _choice("role", "Vai trò", choices=vocabulary.UNIT_ROLES, required=True),
            _unit(kind=ColumnKind.TEXT, width=40),
            _column("person", "Người", "Họ và tên", width=28),
            _long("decision", "Quyết định"),
        ),
    ),
    TabLayout(
        Tab.MOVEMENTS,
        ("Phong trào", "Phong trào thi đua"),
        (
            _code("code", "Mã", "Mã phong trào"),
            _name("name", "Tên", "Tên phong trào", required=True),
            _column("level", "Cấp phát động", width=22),
            _date("start", "Từ ngày"),
            _date("end", "Đến ngày"),
            _long("target", "Mục tiêu"),
        ),
        extra=Extra.UNIT,
    ),
    TabLayout(
        Tab.EXEMPLARS,
        ("Điển hình", "Điển hình tiên tiến"),
        (
            _unit(),
            _choice("kind", "Loại", choices=vocabulary.EXEMPLAR_KINDS, width=24, required=True),
            _name("name", "Tên", "Tên điển hình", required=True),
            _column("decision", "Quyết định", width=26),
            _date("date", "Ngày"),
            _long("evidence", "Minh chứng"),
        ),
    ),
    TabLayout(
        Tab.RATINGS,
        ("Xếp loại", "Xếp loại chất lượng"),
        (
            _unit(),
            _column("staff_group", "Nhóm", "Nhóm cán bộ"),
            _count("excellent", "HTXS", "Hoàn thành xuất sắc", width=9, required=True),
            _count("good", "HTT", "Hoàn thành tốt", width=9, required=True),
            _count("fair", "HT", "Hoàn thành", width=9, required=True),
            _count("poor", "KHT", "Không hoàn thành", width=9, required=True),
        ),
    ),
    TabLayout(
        Tab.HISTORY,
        ("Lịch sử", "Lịch sử thi đua"),
        (
            _year("year", "Năm"),
            _unit(kind=ColumnKind.TEXT, width=52),
            _points("total", "Tổng điểm"),
            _points("maximum", "Điểm tối đa"),
            _count("rank", "Hạng", width=9, least=1),
            _count("units", "Số đơn vị", width=10, least=1),
            _name("awards", "Danh hiệu"),
        ),
    ),
    TabLayout(
        Tab.LINEAGE,
        ("Kế thừa",),
        (
            _name("old", "Đơn vị cũ", required=True),
            _name("new", "Đơn vị mới", required=True),
            _choice("kind", "Loại", choices=vocabulary.LINEAGE_KINDS, width=14, required=True),
            _date("date", "Ngày"),
            _long("basis", "Căn cứ"),
        ),
    ),
    TabLayout(
        Tab.AGENDA,
        ("Chương trình", "Chương trình hội nghị"),
        (
            _place("order", "Thứ tự", required=True),
            _time("time", "Giờ", width=9),
            _column("content", "Nội dung", width=58, required=True),
            _column("person", "Người thực hiện", width=26),
            _column("scene", "Màn", kind=ColumnKind.SCENE, width=18, choices=vocabulary.SCENES),
        ),
    ),
    TabLayout(
        Tab.TASKS,
        ("Công việc",),
        (
            _date("due", "Hạn", "Thời hạn", required=True),
            _column("content", "Nội dung", width=58, required=True),
            _column("owner", "Phụ trách", width=24),
            _choice("state", "Trạng thái", choices=vocabulary.TASK_STATES, width=14),
        ),
    ),
    TabLayout(Tab.GUIDE, ("Hướng dẫn", "Đọc trước"), ()),
    TabLayout(Tab.ORIGIN, ("Nguồn",), ()),
)

TAB_LAYOUT = {layout.tab: layout for layout in LAYOUT}
