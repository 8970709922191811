"""Reminders of the year for the secretary, with their cells, and contradictions with earlier workbooks."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd

from lib.model.problems import SourceError
from lib.model.records import Workbook
from lib.show.sources.set_up_words import source_refusal
from lib.show.tables.score_tables import CELL
from lib.show.words import names, numbers
from lib.snapshot import Snapshot
from lib.years.cluster_years import ClusterYears
from lib.years.reminders import Reminder, ReminderKind, reminders
from lib.years.results import used

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
    """A reminder in one sentence of plain text."""
    detail = reminder.detail or ""
    first, _, second = detail.partition("/")
    return SENTENCES[reminder.kind].format(
        subject=reminder.subject,
        unit=names.known_unit_name(workbook, reminder.subject),
        other=names.known_unit_name(workbook, detail),
        date=numbers.date(dt.date.fromisoformat(detail)) if "task" in reminder.kind.value else "",
        detail=detail,
        first=first,
        second=second,
    )


WHAT = "Việc cần xem"


def year_reminders(snapshot: Snapshot, years: ClusterYears, today: dt.date) -> pd.DataFrame:
    """The reminders of the year, with their cells."""
    book = snapshot.workbook
    rows = [(one.cell, reminder_sentence(book, one)) for one in reminders(book, years.lines, today)]
    return pd.DataFrame(rows, columns=[CELL, WHAT])


def with_history(snapshot: Snapshot, years: ClusterYears) -> Snapshot:
    """The snapshot with the differences between `Lịch sử` and earlier workbooks added to its problems."""
    return dataclasses.replace(snapshot, problems=(*snapshot.problems, *years.years.problems))


def unread_workbooks(
    snapshot: Snapshot, earlier: tuple[Snapshot, ...], failures: tuple[SourceError, ...]
) -> tuple[str, ...]:
    """Earlier workbooks that could not be read, and those of no earlier year or of one that is there twice."""
    sentences = [f"Sổ năm trước {failure.source}: {source_refusal(failure)}" for failure in failures]
    taken = used(snapshot, earlier).values()
    return (*sentences, *(_not_used(book) for book in earlier if not any(book is one for one in taken)))


def _not_used(book: Snapshot) -> str:
    year = f"năm {book.workbook.contest.year}" if book.workbook.contest.year else "không rõ năm"
    return (
        f"Sổ năm trước {book.source} ({year}) không được dùng: trùng năm với sổ khác, hoặc không phải năm trước "
        "năm thi đua này. Sửa mục [[history]] trong tệp cài đặt."
    )
