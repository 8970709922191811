"""Where ranks are by the share of the maximum, the share stands wherever the rank does."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl

from lib.papers.result.page import result_svgs
from lib.papers.score_table import score_table, score_table_xlsx
from lib.show.pictures.draw import draw_scene
from lib.show.rows.overview import ranking_table
from lib.show.rows.parts import READER, markup
from lib.show.rows.scores import scores_page
from lib.show.years.many_years import years_of
from lib.stage.released_by_log import all_released
from lib.stage.show import ScreenPosition, build_show
from lib.stage.state import Options
from tests.papers.conftest import edited, sample, stamp, text_of
from tests.show.sampling import nine_units

BY_SHARE = edited({("Thông tin", "B9"): "Tỷ lệ điểm; Tổng điểm"})
FIRST = "96,88 %"


def test_paper_sheet_page_and_hall_show_the_share_beside_the_total():
    rows = list(openpyxl.load_workbook(BytesIO(score_table_xlsx(BY_SHARE, stamp(BY_SHARE)))).active.values)
    heads, first = rows[3], rows[4]
    show = build_show(BY_SHARE, all_released(BY_SHARE), Options())
    assert first[heads.index("Tỷ lệ điểm")] == 193.75 / 200
    assert f"193,75 | {FIRST}" in text_of(score_table(BY_SHARE, stamp(BY_SHARE))).replace("\u00a0", " ")
    assert f"193,75 ({FIRST})" in re.sub("<[^>]*>", "", markup(scores_page(BY_SHARE, READER)))
    assert f"193,75 ({FIRST})" in draw_scene(show, ScreenPosition("scores", 0))


def test_the_gaps_are_measured_by_the_share_on_page_hall_and_result_paper():
    nine = nine_units()
    show = build_show(nine, all_released(nine), Options())
    (paper,) = result_svgs(nine, stamp(nine))
    page = markup(ranking_table(nine, years_of(nine, ()), READER))
    for shown in (page, draw_scene(show, ScreenPosition("scores", 0)), paper):
        told = list(dict.fromkeys(re.findall(r">(kém [\d,]+ %)", shown)))
        assert told[:3] == ["kém 3,61 %", "kém 4,50 %", "kém 5,28 %"]


def test_where_ranks_are_by_the_total_no_share_is_shown():
    assert "Tỷ lệ điểm" not in text_of(score_table(sample(), stamp(sample())))
