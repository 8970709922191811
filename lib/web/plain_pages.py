"""Plain pages outside Streamlit: the login, and the answers to refused requests and to faults, one sentence each.

The traceback of a fault goes to the server's log, never to a visitor.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from lib.web.guard.csp import plain_policy
from lib.web.guard.headers import FIXED

_HERE = Path(__file__).resolve().parent / "plain"
_STYLE = (_HERE / "style.css").read_text(encoding="utf-8")
_POLICY = plain_policy(_STYLE)
_templates = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_HERE), autoescape=True, undefined=jinja2.StrictUndefined, auto_reload=False
)
NO_STORE = {"Cache-Control": "no-store"}
SENTENCES = {
    400: "Yêu cầu không hợp lệ.",
    403: "Yêu cầu này không được chấp nhận.",
    404: "Không có nội dung ở địa chỉ này.",
    405: "Địa chỉ này không nhận yêu cầu kiểu đó.",
    408: "Nội dung gửi lên quá chậm. Đề nghị thử lại.",
    413: "Nội dung gửi lên quá lớn.",
    414: "Địa chỉ quá dài.",
    421: "Máy chủ không phục vụ dưới tên miền này.",
    429: "Quá nhiều yêu cầu trong thời gian ngắn. Đề nghị chờ ít phút rồi thử lại.",
    500: "Máy chủ gặp lỗi. Nội dung lỗi đã được ghi trong nhật ký của máy chủ.",
    503: "Máy chủ đang bận. Đề nghị thử lại sau ít phút.",
}


def refusal_page(status: int, *, wait: float | None = None) -> Response:
    """A sentence for a refused request; `wait` is when to retry, in seconds."""
    headers = NO_STORE if wait is None else NO_STORE | {"Retry-After": str(max(1, round(wait)))}
    return PlainTextResponse(SENTENCES.get(status, SENTENCES[400]), status, headers=dict(headers))


def plain_page(name: str, status: int = 200, **words: object) -> Response:
    """A plain page from its template; all words are escaped."""
    html = _templates.get_template(name).render(style=Markup(_STYLE), **words)
    return HTMLResponse(html, status, headers={**NO_STORE, "Content-Security-Policy": _POLICY})


def answer_fault(_request: Request, _error: Exception) -> Response:
    """The answer to a request that met an internal fault; it is sent outside of all middleware, headers included."""
    answer = refusal_page(500)
    answer.headers.update({**FIXED, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"})
    return answer


HANDLERS: dict[type[Exception], Callable[..., Response]] = {
    Exception: answer_fault,
    HTTPException: lambda _request, error: refusal_page(error.status_code),
}
"""The answers to a fault, and to what Streamlit's own routes refuse."""
