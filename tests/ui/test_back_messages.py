"""What pages say to Streamlit: only what the app has a use for, and no more runs than a source and a role have."""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from lib.access.rights import Role
from lib.ui.back_messages import STREAM, BackMessages
from lib.web.guard import requester
from lib.web.guard.request_meter import Limits, RequestMeter
from tests.loops import run

LIMITS = Limits()


def rerun() -> bytes:
    said = BackMsg()
    said.rerun_script.query_string = ""
    return said.SerializeToString()


class Who:
    brings_something = False

    def __init__(self, role: Role) -> None:
        self.role = role

    def visitor(self) -> Who:
        return self


class Line:
    """The middleware around an app that only listens, with a clock by hand; `waited` is what it made pages wait."""

    def __init__(self) -> None:
        self.now, self.waited = 0.0, 0.0
        self.heard: list[bytes] = []
        self.middleware = BackMessages(self._app, RequestMeter(LIMITS, lambda: self.now), sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.waited += seconds
        self.now += seconds

    async def _app(self, _scope, receive, _send) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            self.heard.append(message["bytes"])

    def say(self, *messages: bytes, address: str = "203.0.113.7", path: str = f"/{STREAM}") -> float:
        """Open a line, say all this and close it; how long it was made to wait."""
        said = [{"type": "websocket.receive", "bytes": content} for content in messages]
        said.append({"type": "websocket.disconnect"})
        before = self.waited

        async def receive():
            return said.pop(0)

        scope = {"type": "websocket", "path": path, "client": (address, 1)}
        run(self.middleware(scope, receive, None))
        return self.waited - before


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch):
    def becoming(role: Role) -> None:
        monkeypatch.setattr(requester, "current_requester", lambda: Who(role))

    becoming(Role.VIEWER)
    return becoming


@pytest.mark.parametrize("kind", ["clear_cache", "load_git_info", "set_run_on_save", "debug_shutdown_runtime"])
@pytest.mark.parametrize("role", [Role.VIEWER, Role.SECRETARY])
def test_what_the_app_has_no_use_for_is_not_heard(become, kind: str, role: Role) -> None:
    become(role)
    said, line = BackMsg(), Line()
    setattr(said, kind, True)
    line.say(said.SerializeToString(), rerun())
    assert line.heard == [rerun()]


def test_neither_is_a_wish_to_install_something(become) -> None:
    said, line = BackMsg(), Line()
    said.backend_operation_request.install_skills.SetInParent()
    line.say(said.SerializeToString())
    assert line.heard == []


def test_files_and_signs_of_life_are_heard(become) -> None:
    said, alive, line = BackMsg(), BackMsg(), Line()
    said.backend_operation_request.deferred_file.file_id = "x"
    alive.app_heartbeat = True
    line.say(said.SerializeToString(), alive.SerializeToString(), b"\xff no message")
    assert len(line.heard) == 3


def test_somebody_who_clicks_about_waits_for_nothing(become) -> None:
    line = Line()
    assert line.say(*[rerun()] * int(LIMITS.readers_runs.burst)) == 0


def test_a_reader_who_asks_for_run_after_run_is_read_more_slowly_and_loses_none(become) -> None:
    line = Line()
    count = int(LIMITS.readers_runs.burst) + 20
    assert line.say(*[rerun()] * count) == pytest.approx(20 / LIMITS.readers_runs.per_second)
    assert len(line.heard) == count


def test_many_sockets_of_one_source_share_its_budget_and_a_neighbour_has_his_own(become) -> None:
    line = Line()
    lines = int(LIMITS.source_runs.burst / LIMITS.readers_runs.burst)
    assert [line.say(*[rerun()] * int(LIMITS.readers_runs.burst)) for _ in range(lines)] == [0] * lines
    assert line.say(rerun()) > 0
    assert line.say(rerun(), address="203.0.113.8") == 0


def test_three_hundred_phones_open_a_page_and_follow_two_changes_without_waiting(become) -> None:
    line = Line()
    assert [line.say(*[rerun()] * 3) for _ in range(300)] == [0] * 300


def test_whoever_controls_the_day_never_waits_and_a_leader_has_more_than_a_reader(become) -> None:
    become(Role.SECRETARY)
    assert Line().say(*[rerun()] * 500) == 0
    become(Role.LEADER)
    assert Line().say(*[rerun()] * int(LIMITS.known_runs.burst)) == 0


def test_other_lines_are_left_alone(become) -> None:
    line = Line()
    line.say(b"anything", path="/theo-doi")
    assert line.heard == [b"anything"]
