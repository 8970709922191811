"""What the frame says in a hold: one sentence, and to each role what it still sees."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.rights import Role
from lib.model.releasable import FIXED, NOTHING, Released
from lib.show.live.reader_view import PAUSED
from lib.stage.table import PublicState
from lib.ui.parts.notices import hold_words

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

        from lib.ui.parts.notices import tell_condition

        settings = [SimpleNamespace(shared=address) for address in (None, mended)]
        tell_condition(
            SimpleNamespace(settings=settings[0], sources=SimpleNamespace(settings=settings[1]), condition=None)
        )

    told = [one.value for one in AppTest.from_function(page, args=(mended,)).run().error]
    assert ["Khởi động lại hệ thống để dùng kho chung" in one for one in told] == ([True] if mended else [])
