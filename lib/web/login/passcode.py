"""The routes of the login by passcode or one-time code: plain pages, so that the browser holds a cookie that no script
can read, and a second window or a restart needs no second login."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lib.access.door import COOKIE_LIFE, Door, Entrance
from lib.access.policy import Mode
from lib.access.visitor import SESSION_COOKIE
from lib.web import plain_pages

LOGIN, CODE = "dang-nhap", "vao"
FORMS = frozenset({LOGIN, CODE})
MACHINE_COOKIE = "thidua_may"
STEM = re.compile(r"[a-z][a-z0-9_]{0,39}")
AFTER_CODE = "dieu_khien"
NO_PASSCODES = "Trang này chỉ dùng khi máy chủ cho đăng nhập bằng mật khẩu."
WRONG_PASSCODE = "Mật khẩu không đúng."
WRONG_CODE = "Mã không đúng, đã dùng hoặc đã hết hiệu lực."


class LoginRoutes:
    """The pages `/dang-nhap` and `/vao`. `base` is the path that the app is mounted under."""

    def __init__(self, door: Door, *, base: str = "") -> None:
        self._door = door
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""

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
        entrance = await run_in_threadpool(self._door.log_in, form("mat_khau"), self._source(request))
        if entrance.token is not None:
            return self._let_in(request, entrance, back)
        return self._login(back, _notice(entrance, WRONG_PASSCODE), _status(entrance))

    async def _redeem(self, request: Request) -> Response:
        form = await _form(request)
        entrance = await run_in_threadpool(self._door.redeem, form("ma"), self._source(request))
        if entrance.token is not None:
            return self._let_in(request, entrance, AFTER_CODE)
        return self._code("", _notice(entrance, WRONG_CODE), _status(entrance))

    def _login(self, back: str, notice: str = "", status: int = 200) -> Response:
        if self._door.mode is not Mode.PASSCODE:
            return self._page("notice.html", 200, "Đăng nhập", notice=NO_PASSCODES)
        return self._page("login.html", status, "Đăng nhập", notice=notice, back=back, action=f"{self._base}/{LOGIN}")

    def _code(self, code: str, notice: str = "", status: int = 200) -> Response:
        words = {"notice": notice, "code": code[:40], "action": f"{self._base}/{CODE}"}
        return self._page("code.html", status, "Đưa máy này vào điều khiển", **words)

    def _page(self, name: str, status: int, title: str, **words: str) -> Response:
        return plain_pages.page(name, status, title=title, home=f"{self._base}/", **words)

    def _let_in(self, request: Request, entrance: Entrance, back: str) -> Response:
        answer = RedirectResponse(f"{self._base}/{back}", 303, headers=dict(plain_pages.NO_STORE))
        seconds = 3600 * self._door.policy().hours
        self._set(answer, SESSION_COOKIE, str(entrance.token), seconds)
        if self._door.sessions.find(request.cookies.get(MACHINE_COOKIE)) is None:
            self._set(answer, MACHINE_COOKIE, self._door.introduce(), int(COOKIE_LIFE))
        return answer

    def _set(self, answer: Response, name: str, value: str, seconds: int) -> None:
        path = self._base or "/"
        answer.set_cookie(name, value, max_age=seconds, path=path, httponly=True, samesite="strict")

    def _source(self, request: Request) -> str:
        address = request.client.host if request.client else None
        return self._door.source(address, request.cookies.get(MACHINE_COOKIE))


async def _form(request: Request) -> Callable[[str], str]:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
    return lambda name: fields.get(name, [""])[0]


def _stem(typed: str) -> str:
    """The page to go back to; the first one where what is asked for is no page's name."""
    return typed if STEM.fullmatch(typed) else ""


def _notice(entrance: Entrance, wrong: str) -> str:
    if entrance.wait <= 0:
        return wrong
    return f"{wrong} Đề nghị chờ {round(entrance.wait) or 1} giây rồi thử lại."


def _status(entrance: Entrance) -> int:
    return 429 if entrance.wait > 0 else 403
