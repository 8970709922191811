"""The routes of the login by passcode or one-time code: plain pages, so that the browser gets a cookie that no script
can read, and a second window or a restart needs no second login.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lib.access.door import COOKIE_LIFE, Door, LoginOutcome
from lib.access.policy import Mode
from lib.access.throttle import Caller, source_of
from lib.access.visitor import SESSION_COOKIE
from lib.web import plain_pages, under
from lib.web.login.login_queue import LoginQueue, QueueFull

LOGIN, CODE = "dang-nhap", "vao"
FORMS = frozenset({LOGIN, CODE})
MACHINE_COOKIE = "thidua_may"
_LOG = logging.getLogger(__name__)
STEM = re.compile(r"[a-z][a-z0-9_]{0,39}")
AFTER_CODE = "dieu_khien"
NO_PASSCODES = "Trang này chỉ dùng khi máy chủ cho đăng nhập bằng mật khẩu."
WRONG_PASSCODE = "Mật khẩu không đúng."
WRONG_CODE = "Mã không đúng, đã dùng hoặc đã hết hiệu lực."
TOO_MANY = "Máy chủ đang nhận quá nhiều lần đăng nhập cùng lúc."
NOT_WRITTEN = (
    "Máy chủ chưa ghi nhận được lần đăng nhập này vì nơi lưu trữ đầy hoặc không trả lời. Phần đã công bố vẫn xem được "
    "như thường. Đề nghị thử lại sau ít phút; nếu vẫn như vậy, báo người quản trị máy chủ."
)
BUSY_WAIT = 2.0
MOST_FIELDS = 10


@dataclass(frozen=True)
class _Answer:
    """The result of an attempt; `machine` is the token for a new machine, `failed` that it could not be noted."""

    entrance: LoginOutcome
    machine: str | None = None
    failed: bool = False

    def notice(self, wrong: str) -> str:
        if self.failed:
            return NOT_WRITTEN
        if self.entrance.wait <= 0:
            return wrong
        return f"{wrong} Đề nghị chờ {round(self.entrance.wait) or 1} giây rồi thử lại."

    @property
    def status(self) -> int:
        return 503 if self.failed else 429 if self.entrance.wait > 0 else 403


class LoginRoutes:
    """The pages `/dang-nhap` and `/vao`. `base` is the path that the app is mounted under."""

    def __init__(self, door: Door, *, base: str = "") -> None:
        self._door = door
        self._base = under(base, "")
        self._turns = LoginQueue()

    def routes(self) -> list[Route]:
        """The routes to mount."""
        return [
            Route(f"{self._base}/{LOGIN}", self._login_page, methods=["GET"]),
            Route(f"{self._base}/{LOGIN}", self._log_in, methods=["POST"]),
            Route(f"{self._base}/{CODE}", self._code_page, methods=["GET"]),
            Route(f"{self._base}/{CODE}", self._redeem, methods=["POST"]),
        ]

    async def _login_page(self, request: Request) -> Response:
        return self._login(_stem(request.query_params.get("ve", "")))

    async def _code_page(self, request: Request) -> Response:
        return self._code(request.query_params.get("ma", ""))

    async def _log_in(self, request: Request) -> Response:
        form = await _form(request)
        back = _stem(form("ve"))
        outcome = await self._ask(request, self._door.log_in, form("mat_khau"))
        if outcome.entrance.token is not None:
            return self._let_in(outcome, back)
        return self._login(back, outcome.notice(WRONG_PASSCODE), outcome.status)

    async def _redeem(self, request: Request) -> Response:
        form = await _form(request)
        outcome = await self._ask(request, self._door.redeem, form("ma"))
        if outcome.entrance.token is not None:
            return self._let_in(outcome, AFTER_CODE)
        return self._code("", outcome.notice(WRONG_CODE), outcome.status)

    async def _ask(self, request: Request, way: Callable[[str, Caller], LoginOutcome], typed: str) -> _Answer:
        """Try to log in, in the turn of the address; everything that may ask the store happens in a thread."""
        address, machines = request.client.host if request.client else None, _all(request, MACHINE_COOKIE)

        def tried() -> _Answer:
            source = self._door.source(address, machines)
            entrance = way(typed, source)
            new = entrance.token is not None and not source.machine
            return _Answer(entrance, self._door.introduce(entrance.role) if new else None)

        try:
            return await self._turns.ask(source_of(address), tried)
        except QueueFull:
            return _Answer(LoginOutcome(wait=BUSY_WAIT))
        except OSError:
            _LOG.warning("a login could not be noted", exc_info=True)
            return _Answer(LoginOutcome(), failed=True)

    def _login(self, back: str, notice: str = "", status: int = 200) -> Response:
        if self._door.mode is not Mode.PASSCODE:
            return self._page("notice.html", 200, "Đăng nhập", notice=NO_PASSCODES)
        return self._page("login.html", status, "Đăng nhập", notice=notice, back=back, action=f"{self._base}/{LOGIN}")

    def _code(self, code: str, notice: str = "", status: int = 200) -> Response:
        words = {"notice": notice, "code": code[:40], "action": f"{self._base}/{CODE}"}
        return self._page("code.html", status, "Đưa máy này vào điều khiển", **words)

    def _page(self, name: str, status: int, title: str, **words: str) -> Response:
        return plain_pages.plain_page(name, status, title=title, home=f"{self._base}/", **words)

    def _let_in(self, outcome: _Answer, back: str) -> Response:
        answer = RedirectResponse(f"{self._base}/{back}", 303, headers=dict(plain_pages.NO_STORE))
        self._set(answer, SESSION_COOKIE, str(outcome.entrance.token), 3600 * self._door.policy().hours)
        if outcome.machine is not None:
            self._set(answer, MACHINE_COOKIE, outcome.machine, int(COOKIE_LIFE))
        return answer

    def _set(self, answer: Response, name: str, value: str, seconds: int) -> None:
        path = self._base or "/"
        answer.set_cookie(name, value, max_age=seconds, path=path, httponly=True, samesite="strict")


async def _form(request: Request) -> Callable[[str], str]:
    body = (await request.body()).decode("utf-8", "replace")
    try:
        fields = parse_qs(body, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(400) from error
    return lambda name: fields.get(name, [""])[0]


def _all(request: Request, name: str) -> list[str]:
    """Every value of a cookie: after a change of the base path a browser sends two of the same name."""
    pieces = ";".join(request.headers.getlist("cookie")).split(";")
    return [value for piece in pieces if (value := cookie_parser(piece).get(name))][:4]


def _stem(typed: str) -> str:
    """The page to return to; the first one where the requested name is no page."""
    return typed if STEM.fullmatch(typed) else ""
