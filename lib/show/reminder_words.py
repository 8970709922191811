"""The sentence of each reminder of the year, for the secretary."""

from __future__ import annotations

import datetime as dt

from lib.records import Workbook
from lib.show import names, numbers
from lib.years.reminders import Reminder, ReminderKind

SENTENCES = {
    ReminderKind.TASK_LATE: "Việc quá hạn từ {date}: {subject}.",
    ReminderKind.TASK_SOON: "Việc đến hạn {date}: {subject}.",
    ReminderKind.NOT_REGISTERED: "{unit} có trong phiếu {award} nhưng chưa đăng ký danh hiệu này.",
    ReminderKind.NO_PLEDGE: "{unit} chưa ký giao ước thi đua.",
    ReminderKind.TWO_HEADS: "Có hơn một Cụm trưởng{year}: {unit}.",
    ReminderKind.NOT_IN_HISTORY: "{unit} không có trong số liệu năm {detail}; "
    "nếu là tên mới, ghi ở trang tính “Kế thừa”.",
    ReminderKind.NOT_A_MEMBER: "{subject} có trong số liệu năm {detail} nhưng không còn trong danh sách đơn vị; "
    "nếu đã đổi tên, sáp nhập hoặc tách, ghi ở trang tính “Kế thừa”.",
}


def sentence(workbook: Workbook, reminder: Reminder) -> str:
    """What the year asks, in one sentence of plain text."""
    detail = reminder.detail or ""
    known = {unit.code for unit in workbook.units}
    return SENTENCES[reminder.kind].format(
        subject=reminder.subject,
        unit=names.unit_name(workbook, reminder.subject) if reminder.subject in known else reminder.subject,
        award=names.award_name(workbook, detail) if reminder.kind is ReminderKind.NOT_REGISTERED else "",
        date=numbers.date(dt.date.fromisoformat(detail)) if "task" in reminder.kind.value else "",
        year=f" năm {detail}" if detail else "",
        detail=detail,
    )
