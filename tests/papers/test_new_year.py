"""The workbook of the next year: what it takes over, what it leaves empty; the self-score files of the units."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from lib.model.domain import UnitRole
from lib.model.problems import Severity
from lib.model.records import Workbook
from lib.model.results import AwardStatus
from lib.papers.new_year import next_year, self_file
from lib.sheets.sources.xlsx_file import read_workbook
from lib.sheets.template.book import write_template
from lib.sheets.template.self_file import SelfFile, write_self_file
from lib.snapshot import Snapshot, build_snapshot
from tests.papers.conftest import edited, place, sample

NOW = dt.datetime(2020, 1, 2, tzinfo=dt.UTC)


def begun(snapshot: Snapshot, year: int | None = None) -> Snapshot:
    """The new workbook written, and read again."""
    target = BytesIO()
    write_template(target, next_year(snapshot, year))
    return build_snapshot(read_workbook(target.getvalue(), "moi.xlsx"), NOW)


def units(book: Workbook) -> list[tuple[str, str, str | None]]:
    return [(unit.code, unit.name, unit.short_name) for unit in book.units]


def rules(book: Workbook) -> list[tuple[object, ...]]:
    return [
        (
            a.code,
            a.name,
            a.quota,
            a.threshold,
            a.base,
            a.within,
            a.rounds,
            a.registration,
            a.own_vote,
            a.basis,
            a.defaults,
        )
        for a in book.awards
    ]


@pytest.mark.parametrize("name", ["cum_iii_2019.xlsx", "chi_bo_phieu.xlsx", "chi_cham_diem.xlsx", "nam_moi.xlsx"])
def test_a_new_year_of_any_workbook_reads_without_anything_to_correct(name: str):
    snapshot = begun(sample(name))
    assert [problem for problem in snapshot.problems if problem.severity is not Severity.NOTE] == []
    assert snapshot.workbook.contest.year == sample(name).workbook.contest.year + 1


def test_units_criteria_and_rules_are_carried_over_as_they_are():
    old, new = sample().workbook, begun(sample()).workbook
    assert units(new) == units(old)
    assert rules(new) == rules(old)
    assert [(g.name, g.maximum) for g in new.groups] == [(g.name, g.maximum) for g in old.groups]
    kept = ("code", "group", "name", "maximum", "kind", "not_applicable")
    assert [[getattr(c, k) for k in kept] for c in new.criteria] == [
        [getattr(c, k) for k in kept] for c in old.criteria
    ]
    for field in ("name", "decimals", "ranking", "bonus_cap", "deduction_cap"):
        assert getattr(new.contest, field) == getattr(old.contest, field)
    assert [(r.item, r.basis, r.by_default) for r in new.contest.rules] == [
        (r.item, r.basis, r.by_default) for r in old.contest.rules
    ]


def test_scores_votes_and_everything_of_the_day_begin_empty():
    new = begun(sample())
    assert set(new.workbook.scores["verified_state"]) | set(new.workbook.scores["self_state"]) == {0}
    assert {vote.in_favour for vote in new.workbook.votes} == {None}
    assert {result.status for result in new.awards} <= {AwardStatus.NO_SESSION, AwardStatus.WAITING}
    book = new.workbook
    assert (book.registrations, book.explanations, book.decisions) == ((), (), ())
    assert {pledge.signed_on for pledge in book.pledges or ()} == {None}
    assert book.contest.conference_date is None


def test_the_year_that_ended_is_added_to_the_history_exactly():
    old = sample()
    history = begun(old).workbook.history or ()
    assert len(history) == len(old.workbook.history or ()) + 11
    added = {entry.unit_name: entry for entry in history if entry.year == 2019}
    tgpl = added["Cục Trợ giúp pháp lý"]
    assert (tgpl.total, tgpl.maximum, tgpl.rank, tgpl.units) == (Decimal("193"), Decimal("200"), 3, 11)
    assert tgpl.awards == ("Cờ thi đua ngành Tư pháp",)
    flags = [entry.unit_name for entry in added.values() if "Cờ thi đua Chính phủ" in entry.awards]
    assert flags == ["Cục Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật"]


def test_a_provisional_total_is_no_result_of_a_year():
    open_cells = {place("Thẩm định", "TGPL", Mã="I.1"): None, place("Tự chấm", "Cục TGPL", Mã="I.1"): None}
    history = begun(edited(open_cells)).workbook.history or ()
    entry = next(one for one in history if (one.year, one.unit_name) == (2019, "Cục Trợ giúp pháp lý"))
    assert (entry.total, entry.rank) == (None, None)
    assert entry.awards == ("Cờ thi đua ngành Tư pháp",)


def test_a_year_that_stands_in_the_history_already_is_not_added_twice():
    once = begun(sample())
    again = begun(once, 2020)
    assert again.workbook.history is not None
    assert len(again.workbook.history) == len(once.workbook.history or ())


def test_the_leaders_of_the_new_year_have_their_roles():
    roles = {unit.code: unit.role for unit in begun(sample()).workbook.units}
    assert roles["DKGDBD"] is UnitRole.HEAD
    assert roles["CN"] is UnitRole.DEPUTY
    assert list(roles.values()).count(UnitRole.MEMBER) == 9


def test_the_same_year_made_anew_keeps_the_day_and_adds_no_history():
    old, new = sample().workbook, begun(sample(), 2019).workbook
    assert new.contest.conference_date == old.contest.conference_date
    assert len(new.history or ()) == len(old.history or ())
    assert [unit.note for unit in new.units] == [unit.note for unit in old.units]


def test_an_exclusion_that_may_still_hold_is_taken_over_and_one_that_ended_is_not():
    ended = begun(sample()).workbook.exclusions
    assert ended == ()
    open_end = edited({place("Loại trừ", "Đến ngày", Đơn_vị="KTVB"): None})
    (kept,) = begun(open_end).workbook.exclusions or ()
    assert (kept.unit, kept.end) == ("KTVB", None)


def test_a_workbook_without_a_year_needs_one():
    nameless = edited({place("Thông tin", "Giá trị", Mục="Năm thi đua"): None})
    with pytest.raises(ValueError, match="year"):
        next_year(nameless)
    assert next_year(nameless, 2020).contest.year == 2020


# -- self-score files ----------------------------------------------------------------------------------------------


def self_sheet(snapshot: Snapshot, unit: str) -> openpyxl.worksheet.worksheet.Worksheet:
    target = BytesIO()
    write_self_file(target, self_file(snapshot, unit))
    return openpyxl.load_workbook(BytesIO(target.getvalue()))["Tự chấm"]


@pytest.mark.parametrize("name", ["cum_iii_2019.xlsx", "nam_moi.xlsx"])
def test_a_self_score_file_has_every_criterion_on_the_row_of_the_cluster(name: str):
    snapshot = sample(name)
    rows = {
        str(code): int(row)
        for code, row in zip(snapshot.workbook.scores["criterion"], snapshot.workbook.scores["self_row"], strict=True)
    }
    sheet = self_sheet(snapshot, "CN")
    assert {sheet.cell(row, 1).value: row for row in rows.values()} == rows


def test_only_the_unit_s_own_column_and_its_notes_are_open():
    sheet = self_sheet(sample(), "CN")
    header = next(row for row in sheet.iter_rows() if row[0].value == "Mã")
    assert header[5].value == "Cục Con nuôi"
    open_columns = {
        cell.column for row in sheet.iter_rows() for cell in row if not cell.protection.locked and row[0].value
    }
    assert open_columns == {6, 7}
    assert sheet.protection.sheet


def test_what_a_unit_typed_reads_as_its_self_scores():
    sheet = self_sheet(sample(), "CN")
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "I.1")
    assert f"F{row}<=E{row}" in rules[f"F{row}"].formula1


def test_a_file_without_criteria_is_refused():
    plan = self_file(sample(), "CN")
    with pytest.raises(ValueError, match="criteria"):
        write_self_file(BytesIO(), SelfFile(plan.contest, plan.unit, ()))
    with pytest.raises(ValueError, match="criteria"):
        self_file(sample("chi_bo_phieu.xlsx"), "CN")
    with pytest.raises(KeyError):
        self_file(sample(), "không có")
