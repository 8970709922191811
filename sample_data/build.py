"""Writes the sample workbooks beside this file: `python sample_data/build.py [FOLDER]`.

The rows are in `rows_*.py`, to be read and reviewed there; the mistakes of the faulty book in `mistakes.py`. Building
again gives the same bytes. Nothing here computes a total or decides an award: what the books hold was typed.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import rows_ballots as ballots
import rows_criteria as criteria
import rows_papers as papers
import rows_scores as scores
import rows_units as who
import rows_year as year
import rows_years as years
from drawing import draw, save
from mistakes import MISTAKES, make
from openpyxl import Workbook
from tables import Table

HERE = Path(__file__).resolve().parent
LABEL = "(DỮ LIỆU MẪU)"

SCORING = (criteria.TABLE, scores.VERIFIED_TABLE, scores.SELF_TABLE, scores.REASONS)
VOTING = (ballots.AWARDS, ballots.SESSIONS, ballots.VOTES, ballots.DECISIONS)
REST = (
    year.REGISTRATIONS,
    year.PLEDGES,
    year.EXCLUSIONS,
    who.LEADERSHIP,
    year.MOVEMENTS,
    year.EXEMPLARS,
    year.RATINGS,
    who.HISTORY,
    who.LINEAGE,
    year.AGENDA,
    year.TASKS,
)
COUNTED_BY_PAPER = (ballots.AWARDS, papers.SESSIONS, papers.VOTES, papers.TABLE, papers.ROLL_CALL, ballots.DECISIONS)
COMPLETE = (who.INFO, who.UNITS_2019, *SCORING, *VOTING, *REST)
PAPERS_TYPED = (who.INFO, who.UNITS_2019, *SCORING, *COUNTED_BY_PAPER, *REST)

# The tabs that only a cluster with the other half needs are left out; without `Đăng ký` no award may ask for it.
VOTES_ONLY = (
    who.INFO,
    who.UNITS_2019,
    ballots.AWARDS_WITHOUT_REGISTRATION,
    ballots.SESSIONS,
    ballots.VOTES,
    ballots.DECISIONS,
)
SCORES_ONLY = (who.INFO, who.UNITS_2019, *SCORING)

TO_FILL_IN = (
    "Ngày hội nghị",
    "Địa điểm",
    "Chủ trì",
    "Thư ký",
    "Số chữ số thập phân",
    "Thứ tự xếp hạng",
    "Trần điểm thưởng",
    "Trần điểm trừ",
)
INFO_2020 = who.INFO.with_rows(
    ("Tên cụm", who.CLUSTER, None, None),
    ("Năm thi đua", 2020, None, "Bảng tiêu chí chép từ dữ liệu mẫu: thay bằng bảng được Cụm thông qua"),
    *[(item, None, None, None) for item in TO_FILL_IN],
    ("Dữ liệu mẫu", "không", None, None),
)
NEW_YEAR = (
    INFO_2020,
    who.UNITS_2020,
    criteria.TABLE,
    scores.VERIFIED_EMPTY,
    scores.SELF_EMPTY,
    scores.REASONS.with_rows(),
    ballots.AWARDS_TO_CONFIRM,
    ballots.SESSIONS_TO_COME,
    ballots.VOTES.with_rows(),
    ballots.DECISIONS,
    year.REGISTRATIONS.with_rows(),
    year.PLEDGES.with_rows(),
    year.EXCLUSIONS.with_rows(),
    who.LEADERSHIP,
    year.EXEMPLARS.with_rows(),
    year.RATINGS.with_rows(),
)


def book_of(tables: tuple[Table, ...], sample: bool) -> Workbook:
    """A workbook of the tabs; the titles of a sample say that it is one."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        draw(book, _labelled(table) if sample else table)
    return book


def _labelled(table: Table) -> Table:
    """The tab with the sample label in its title, where it has a title."""
    return replace(table, title=f"{table.title} {LABEL}") if table.title else table


def faulty() -> Workbook:
    """The complete sample with every mistake made in it."""
    book = book_of(COMPLETE, sample=True)
    for mistake in MISTAKES:
        make(book, mistake)
    return book


def build(folder: Path) -> None:
    """Write the seven workbooks to the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    save(book_of(COMPLETE, sample=True), folder / "cum_iii_2019.xlsx")
    save(faulty(), folder / "loi_thuong_gap.xlsx")
    save(book_of(NEW_YEAR, sample=False), folder / "nam_moi.xlsx")
    save(book_of(VOTES_ONLY, sample=True), folder / "chi_bo_phieu.xlsx")
    save(book_of(years.TABLES, sample=True), folder / "nhieu_nam.xlsx")
    save(book_of(PAPERS_TYPED, sample=True), folder / "tung_phieu.xlsx")
    save(book_of(SCORES_ONLY, sample=True), folder / "chi_cham_diem.xlsx")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
