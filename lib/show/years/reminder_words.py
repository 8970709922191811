"""The sentence of each reminder of the year, for the secretary."""

from __future__ import annotations

import datetime as dt

from lib.model.records import Workbook
from lib.show.words import names, numbers
from lib.years.reminders import Reminder, ReminderKind

SENTENCES = {
    ReminderKind.TASK_LATE: "Việc quá hạn từ {date}: {subject}.",
    ReminderKind.TASK_SOON: "Việc đến hạn {date}: {subject}.",
    ReminderKind.TASK_WITHOUT_RESULT: "Việc có hạn {date} chưa ghi kết quả: {subject}.",
    ReminderKind.NO_PLEDGE: "{unit} chưa ký giao ước thi đua.",
    ReminderKind.PLEDGE_UNDATED: "{unit} có tên người ký giao ước thi đua nhưng chưa có ngày ký; chưa tính là đã ký.",
    ReminderKind.HEADS_DIFFER: "“Đơn vị” ghi Cụm trưởng là {unit}, “Lãnh đạo cụm” của năm thi đua ghi {other}; "
    "sửa một trong hai.",
    ReminderKind.RENAME_UNCLEAR: "“Kế thừa” ghi {unit} đổi tên thành {other}, nhưng hai tên cùng có số liệu trong một "
    "năm, cùng là thành viên, hoặc còn tên khác cũng đổi như vậy; hai tên được để thành hai dòng. "
    "Nếu là sáp nhập hoặc tách, sửa cột “Loại”.",
    ReminderKind.HISTORY_COUNT: "“Lịch sử” năm {subject} ghi {first} đơn vị nhưng có {second} dòng.",
    ReminderKind.NOT_IN_HISTORY: "{unit} không có trong số liệu năm {detail}; "
    "nếu là tên mới, ghi ở trang tính “Kế thừa”.",
    ReminderKind.NOT_A_MEMBER: "{subject} có trong số liệu năm {detail} nhưng không còn trong danh sách đơn vị; "
    "nếu đã đổi tên, sáp nhập hoặc tách, ghi ở trang tính “Kế thừa”.",
}


def reminder_sentence(workbook: Workbook, reminder: Reminder) -> str:
    """What the year asks, in one sentence of plain text."""
    detail = reminder.detail or ""
    first, _, second = detail.partition("/")
    return SENTENCES[reminder.kind].format(
        subject=reminder.subject,
        unit=_unit(workbook, reminder.subject),
        other=_unit(workbook, detail),
        date=numbers.date(dt.date.fromisoformat(detail)) if "task" in reminder.kind.value else "",
        detail=detail,
        first=first,
        second=second,
    )


def _unit(workbook: Workbook, text: str) -> str:
    """The short name of a unit by its code, else the name as it stands."""
    return names.unit_name(workbook, text) if any(unit.code == text for unit in workbook.units) else text
