"""What the frame says in a hold: one sentence, and to each role what it still sees."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.rights import Role
from lib.model.releasable import FIXED, NOTHING, Released
from lib.show.live.reader_view import PAUSED
from lib.stage.log.events import FiguresCorrected
from lib.stage.table import PublicState
from lib.ui.parts.notices import hold_words
from tests.waiting import PATIENCE

FIXED_SCORES = Released.of([FIXED])


@pytest.mark.parametrize(
    ("role", "released", "more"),
    [
        (Role.VIEWER, FIXED_SCORES, ""),
        (Role.LEADER, NOTHING, ""),
        (Role.LEADER, FIXED_SCORES, " Điểm đã chốt vẫn xem được bằng tài khoản lãnh đạo."),
        (Role.SECRETARY, FIXED_SCORES, " Thư ký vẫn xem được mọi số liệu."),
    ],
)
def test_a_hold_tells_each_role_what_it_still_sees(role, released, more):
    assert hold_words(PublicState(None, released, paused=True), role) == PAUSED + more
    assert hold_words(PublicState(None, released, paused=True, pause_note="Xin chờ."), role) == "Xin chờ." + more


@pytest.mark.parametrize("mended", [None, "redis://localhost/0"])
def test_a_shared_store_that_the_start_could_not_read_asks_for_a_restart(mended):
    def page(mended):
        from types import SimpleNamespace

        from lib.ui.parts.notices import show_storage_condition

        settings = [SimpleNamespace(shared=address) for address in (None, mended)]
        show_storage_condition(
            SimpleNamespace(settings=settings[0], sources=SimpleNamespace(settings=settings[1]), condition=None)
        )

    told = [one.value for one in AppTest.from_function(page, args=(mended,), default_timeout=PATIENCE).run().error]
    assert ["Khởi động lại hệ thống để dùng kho chung" in one for one in told] == ([True] if mended else [])


def frame_of(corrections, paused):
    """A page that draws only what the frame says of corrections and a hold, as a leader gets it."""

    def page(corrections, paused):
        from lib.access.rights import Role
        from lib.model.releasable import FIXED, Released
        from lib.stage.table import PublicState
        from lib.ui.parts.notices import show_corrections

        show_corrections(PublicState(None, Released.of([FIXED]), paused=paused, corrections=corrections), Role.LEADER)

    return AppTest.from_function(page, args=(corrections, paused), default_timeout=PATIENCE).run()


def plain(text):
    """A text without the marks that keep it from being read as Markdown."""
    return text.replace("\\", "")


def made(number, lines=1):
    told = tuple((f"ballot:P{number}", f"Phiên P{number}: số {at}", "9", "10") for at in range(lines))
    return FiguresCorrected("v1", "v2", told, f"lý do {number}", "Cụm trưởng", (), public=(f"ballot:P{number}",))


def test_the_newest_correction_stands_in_one_line_and_the_rest_is_folded_newest_first():
    app = frame_of((made(1), made(2), made(3, lines=2)), paused=False)
    (newest,) = [plain(one.value) for one in app.info]
    assert newest.startswith("**Đính chính.** Phiên P3: số 0: 9 → **10** và 1 số khác. Lý do: lý do 3.")
    assert "\n" not in newest
    figures, earlier = app.expander
    assert figures.label == "Mọi số được đính chính"
    assert earlier.label == "2 đính chính trước"
    assert not earlier.proto.expanded
    (folded,) = [one.value for one in earlier.markdown]
    assert folded.index("lý do 2") < folded.index("lý do 1")


def test_a_hold_is_one_sentence_and_the_corrections_below_it_stay():
    app = frame_of((), paused=True)
    assert [plain(one.value) for one in app.warning] == [hold_words(PublicState(None, FIXED_SCORES, True), Role.LEADER)]
    assert not app.info
