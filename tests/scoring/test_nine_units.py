"""The year of nine departments comes to what was counted by hand in `tests/data/nine_units.md`."""

import datetime as dt
import json
from pathlib import Path

import pytest

from lib.model.results import AwardStatus, Ineligible
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.show.summary import summary_json, summary_text
from lib.show.words import ranks
from lib.snapshot import Snapshot, build_snapshot
from tests.data import nine_units

DATA = Path(nine_units.__file__).resolve().parent
TOTALS = {
    "NS": (9750, 10000, 1, False),
    "TC": (8450, 9000, 2, False),
    "VP": (9300, 10000, 3, False),
    "DN": (8300, 9000, 4, False),
    "TT": (9000, 10000, 5, True),
    "QT": (9000, 10000, 5, True),
    "PC": (8900, 10000, 7, False),
    "KH": (8200, 10000, 8, False),
    "HC": (7400, 10000, 9, False),
}


@pytest.fixture(scope="module")
def year() -> Snapshot:
    return build_snapshot(ExcelSource(DATA / "nine_units.xlsx").fetch(), dt.datetime(2022, 1, 14, tzinfo=dt.UTC))


def test_totals_and_ranks_are_those_counted_by_hand(year: Snapshot) -> None:
    rows = year.standings[["unit", "total", "maximum", "rank", "tied"]].itertuples(index=False, name=None)
    assert {unit: tuple(found) for unit, *found in rows} == TOTALS
    assert list(year.standings["unit"]) == list(TOTALS)
    assert year.standings["final"].all()


@pytest.mark.parametrize(
    ("award", "status", "proposed", "undecided", "base", "needed"),
    [
        ("A", AwardStatus.DECIDED, ("NS", "TC"), (), 9, 6),
        ("B", AwardStatus.DECIDED, ("TC",), (), 8, 7),
        ("C", AwardStatus.TIE, ("VP",), ("TT", "QT", "DN"), 7, 4),
    ],
)
def test_awards_are_those_counted_by_hand(year, award, status, proposed, undecided, base, needed) -> None:
    result = year.award(award)
    assert (result.status, result.proposed, result.undecided) == (status, proposed, undecided)
    assert [(held.base_value, held.needed) for held in result.rounds] == [(base, needed)]


def test_both_computations_agree_and_the_only_doubt_is_the_unit_that_is_not_registered(year: Snapshot) -> None:
    assert year.recount_agrees
    assert [(p.code.value, p.where.tab, p.value) for p in year.problems] == [("not_registered", "Phiếu", "KH")]
    [held] = year.award("C").rounds
    assert next(one for one in held.candidates if one.unit == "KH").ineligible is Ineligible.NOT_REGISTERED


def test_the_summary_says_the_same(year: Snapshot) -> None:
    told = json.loads(summary_json(year))
    assert [(one["code"], one["rank"]) for one in told["units"]] == [(code, row[2]) for code, row in TOTALS.items()]
    assert [one["status"] for one in told["awards"]] == ["decided", "decided", "tie"]
    assert told["awards"][2]["undecided"] == ["TT", "QT", "DN"]


def test_the_workbook_is_the_one_that_its_lines_write(tmp_path: Path) -> None:
    nine_units.write(tmp_path / "again.xlsx")
    fresh, kept = (ExcelSource(path).fetch() for path in (tmp_path / "again.xlsx", DATA / "nine_units.xlsx"))
    assert [(raw.tab, raw.rows) for raw in fresh.tables] == [(raw.tab, raw.rows) for raw in kept.tables]


def test_the_share_stands_wherever_the_rank_does(year: Snapshot) -> None:
    tc = ranks.standing_of_unit(year, "TC")
    assert ranks.total_words(year, tc) == "84,50 (93,89 %)"
    assert ranks.ranking_title(year) == "Xếp hạng theo tỷ lệ điểm"
    assert ranks.gaps(year, "TC") == (
        "kém hạng 1 (Phòng Nhân sự) về tỷ lệ điểm (93,89 % so với 97,50 %)",
        "hơn hạng 3 (Văn phòng) về tỷ lệ điểm (93,89 % so với 93,00 %)",
    )
    assert "2: Phòng Tài chính – 84,50 (93,89 %)" in summary_text(year)
