"""Every chart over the sample, a new year and a cluster of one: sound, nothing hidden in it, readable by all."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import vl_convert

from lib.access.rights import Role
from lib.model.domain import CriterionKind
from lib.model.records import Tab
from lib.model.releasable import RANKING, SCORES, Released
from lib.release.role_view import snapshot_for
from lib.show.charts import frame, heat_map, registry
from lib.show.charts.registry import Chart, draw_chart
from tests.show.sampling import deciding, sample
from tests.workbooks import a_contest, a_criterion, a_scored_workbook, a_session, an_award, votes_of

PHONE, WALL = 358, 1600
CASES = [
    (Chart.TOTALS_APART, ()),
    (Chart.DIFFERENCES, (None,)),
    (Chart.DIFFERENCES, ("I. Nhiệm vụ chuyên môn",)),
    (Chart.HEAT_MAP, (None,)),
    (Chart.HEAT_MAP, ("V. Hoạt động của Cụm, thông tin, báo cáo",)),
    (Chart.VOTES, ("CNTP",)),
]


def one_unit():
    """A cluster of one unit with a long name, scored and voted for."""
    book = a_scored_workbook(
        [
            a_criterion("1", 1000),
            a_criterion("2", 500, CriterionKind.BONUS),
            a_criterion("3", 500, CriterionKind.DEDUCTION),
        ],
        {"A": [900, 100, 50]},
        {"A": [950, 100, 0]},
        awards=(an_award(),),
        sessions=(a_session(),),
        votes=votes_of(A=1),
    )
    name = "Cục Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật"
    units = tuple(replace(unit, name=name) for unit in book.units)
    return deciding(replace(book, units=units, tabs=book.tabs | {Tab.AWARDS, Tab.SESSIONS, Tab.VOTES}))


ONE = [(chart, tuple({"LLTP": "A"}.get(arg, arg) for arg in about)) for chart, about in CASES]
ONE = [
    (chart, tuple("I" if arg and ". " in arg else arg for arg in about)) for chart, about in ONE if chart != Chart.VOTES
]


def drawn(snapshot, chart, about):
    return draw_chart(snapshot, Role.SECRETARY, chart, *about)


def values(node: object, name: str) -> Iterator[object]:
    """Every value of a key anywhere in a spec."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == name:
                yield value
            yield from values(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from values(value, name)


def svg_of(picture, width: int) -> str:
    return vl_convert.vegalite_to_svg({**json.loads(picture.spec), "width": width}, show_warnings=True)


@pytest.mark.parametrize("width", [PHONE, WALL])
@pytest.mark.parametrize(("chart", "about"), CASES)
def test_a_chart_of_the_sample_is_drawn_without_a_warning_and_within_its_width(chart, about, width, capfd):
    svg = svg_of(drawn(sample(), chart, about), width)
    assert capfd.readouterr().err == ""
    assert float(re.search(r'width="([\d.]+)"', svg)[1]) <= width
    assert svg.count("<text") + svg.count("<path") > 10


@pytest.mark.parametrize(("chart", "about"), ONE)
def test_a_chart_of_one_unit_is_drawn(chart, about, capfd):
    picture = drawn(one_unit(), chart, about)
    assert picture is not None
    assert float(re.search(r'width="([\d.]+)"', svg_of(picture, PHONE))[1]) <= PHONE
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("chart", "about"), CASES)
def test_a_new_year_has_no_chart_and_no_empty_frame(chart, about):
    assert drawn(sample("nam_moi"), chart, about) is None


@pytest.mark.parametrize(("chart", "about"), CASES)
def test_a_chart_says_its_finding_and_has_its_figures_beside_it(chart, about):
    picture = drawn(sample(), chart, about)
    assert picture.alt.endswith(".")
    assert not re.search(r"[a-z]_[a-z]|None|nan", picture.alt)
    assert len(picture.table) > 2


@pytest.mark.parametrize(("chart", "about"), CASES)
def test_a_chart_carries_nothing_that_is_fetched_followed_or_hovered(chart, about):
    spec = json.loads(drawn(sample(), chart, about).spec)
    for key in ("url", "href", "image", "datasets"):
        assert list(values(spec, key)) == []
    assert set(values(spec, "tooltip")) <= {None}
    assert not {"image", "geoshape"} & {mark["type"] for mark in values(spec, "mark") if "type" in mark}


@pytest.mark.parametrize(("chart", "about"), CASES)
def test_a_chart_writes_numbers_in_vietnamese_and_keeps_its_letters(chart, about):
    spec = json.loads(drawn(sample(), chart, about).spec)
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert spec["config"]["locale"]["number"]["thousands"] == "."
    assert spec["usermeta"] == {"embedOptions": {"renderer": "svg"}}
    assert "\\u" not in drawn(sample(), chart, about).spec


def test_the_spec_of_a_reader_holds_nothing_under_embargo():
    shown = snapshot_for(sample(), Role.VIEWER, Released.of([SCORES]))
    assert draw_chart(shown, Role.VIEWER, Chart.TOTALS_APART) is None
    assert (
        draw_chart(snapshot_for(sample(), Role.VIEWER, Released.of([RANKING])), Role.VIEWER, Chart.TOTALS_APART) is None
    )


def test_the_votes_over_rounds_are_those_of_the_units_that_stood_again():
    picture = drawn(sample(), Chart.VOTES, ("CNTP",))
    assert picture.alt == (
        "Cờ thi đua ngành Tư pháp, số phiếu qua các vòng: Vụ PBGDPL 7 → 8; Cục ĐKQGGDBĐ 3 → 2; Cục BTTP 2 → 1."
    )
    assert "cần 8 phiếu" in picture.title


def test_an_award_of_one_round_has_no_picture_of_rounds():
    assert drawn(sample(), Chart.VOTES, ("CCP",)) is None


def test_a_chart_is_drawn_once_for_a_version_and_role():
    snapshot = sample()
    again = replace(snapshot)
    assert draw_chart(snapshot, Role.SECRETARY, Chart.TOTALS_APART) is draw_chart(
        again, Role.SECRETARY, Chart.TOTALS_APART
    )
    assert draw_chart(snapshot, Role.LEADER, Chart.TOTALS_APART) is not draw_chart(
        snapshot, Role.SECRETARY, Chart.TOTALS_APART
    )
    newer = replace(snapshot, version="another")
    assert draw_chart(newer, Role.SECRETARY, Chart.TOTALS_APART) is not draw_chart(
        snapshot, Role.SECRETARY, Chart.TOTALS_APART
    )


def test_text_of_the_sheet_is_text_and_no_expression():
    book = one_unit().workbook
    units = tuple(replace(unit, name="'+datum+'\n\"]</text><script>alert(1)</script>") for unit in book.units)
    svg = svg_of(drawn(deciding(replace(book, units=units)), Chart.TOTALS_APART, ()), PHONE)
    assert "<script>" not in svg


def test_units_of_one_name_keep_a_row_each():
    own = {"A": [6], "B": [5]}
    book = a_scored_workbook([a_criterion("1")], {"A": [5], "B": [4]}, own, contest=a_contest(decimals=0))
    book = replace(book, units=tuple(replace(unit, short_name="Cục A") for unit in book.units))
    rows = next(values(json.loads(drawn(deciding(book), Chart.TOTALS_APART, ()).spec), "values"))
    assert {row["name"] for row in rows} == {"1. Cục A (A)", "2. Cục A (B)"}


# -- colours ---------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


THEME = tomllib.loads((Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml").read_text())["theme"]


@pytest.mark.parametrize("ground", [THEME["light"]["backgroundColor"], THEME["dark"]["backgroundColor"]])
@pytest.mark.parametrize("name", ["ACCENT", "HIGHLIGHT", "GREY"])
def test_a_mark_stands_out_on_both_grounds(name, ground):
    assert contrast(getattr(frame, name), ground) >= 3


@pytest.mark.parametrize(("limit", "ground", "ink"), heat_map.STEPS)
def test_the_points_in_a_cell_are_readable(limit, ground, ink):
    assert contrast(ground, ink) >= 4.5


def test_the_steps_of_the_heat_map_grow_darker():
    shades = [luminance(ground) for _, ground, _ in heat_map.STEPS]
    assert shades == sorted(shades, reverse=True)
    assert [limit for limit, _, _ in heat_map.STEPS] == sorted(limit for limit, _, _ in heat_map.STEPS)


def test_every_chart_has_its_drawer():
    assert set(registry.DRAWERS) == set(Chart)
