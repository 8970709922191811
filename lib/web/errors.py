"""The answer when the server fails: one sentence. The traceback goes to the server's log, never to a visitor."""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lib.web.guard.headers import FIXED
from lib.web.plain_pages import refusal_page


def answer_fault(_request: Request, _error: Exception) -> Response:
    """The answer to a request that met an internal fault; it is sent outside of all middleware, headers included."""
    answer = refusal_page(500)
    answer.headers.update({**FIXED, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"})
    return answer


def answer_refusal(_request: Request, error: HTTPException) -> Response:
    """The answer to a request that Streamlit's own routes refuse, with a Vietnamese sentence."""
    return refusal_page(error.status_code)


HANDLERS: dict[type[Exception], Callable[..., Response]] = {Exception: answer_fault, HTTPException: answer_refusal}
