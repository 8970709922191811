"""What the year asks of the secretary: reminders with their cells, and what earlier workbooks contradict."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd

from lib.model.problems import SourceError
from lib.show.sources.failures import FAILURES
from lib.show.tables.score_tables import CELL
from lib.show.years import reminder_words
from lib.snapshot import Snapshot
from lib.years.cluster_years import ClusterYears
from lib.years.reminders import reminders
from lib.years.results import used

WHAT = "Việc cần xem"


def year_reminders(snapshot: Snapshot, years: ClusterYears, today: dt.date) -> pd.DataFrame:
    """What the year reminds of, with its cells."""
    book = snapshot.workbook
    rows = [(one.cell, reminder_words.reminder_sentence(book, one)) for one in reminders(book, years.lines, today)]
    return pd.DataFrame(rows, columns=[CELL, WHAT])


def with_history(snapshot: Snapshot, years: ClusterYears) -> Snapshot:
    """The snapshot with what `Lịch sử` and the workbooks of earlier years differ in among its problems."""
    return dataclasses.replace(snapshot, problems=(*snapshot.problems, *years.years.problems))


def unread_workbooks(
    snapshot: Snapshot, earlier: tuple[Snapshot, ...], failures: tuple[SourceError, ...]
) -> tuple[str, ...]:
    """Earlier workbooks that could not be read, and those that are of no earlier year or of one that is there twice."""
    told = (FAILURES[failure.failure] for failure in failures)
    said = [f"Sổ năm trước {f.source}: {t.sentence} {t.remedy}" for f, t in zip(failures, told, strict=True)]
    taken = used(snapshot, earlier).values()
    return (*said, *(_not_used(book) for book in earlier if not any(book is one for one in taken)))


def _not_used(book: Snapshot) -> str:
    year = f"năm {book.workbook.contest.year}" if book.workbook.contest.year else "không rõ năm"
    return (
        f"Sổ năm trước {book.source} ({year}) không được dùng: trùng năm với sổ khác, hoặc không phải năm trước "
        "năm thi đua này. Sửa mục [[history]] trong tệp cài đặt."
    )
