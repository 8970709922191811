"""The fake as an ASGI application: the token endpoint, the three reading methods, and the page to edit cells by."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.fake_sheets import answers, editor, export, masks, tokens
from tests.fake_sheets.answers import ApiError
from tests.fake_sheets.faults import Fault, On, Script
from tests.fake_sheets.grid import Book, DateRender, Render

Choice = TypeVar("Choice", Render, DateRender)
_GOOGLE_HEADERS = {"Server": "ESF", "Cache-Control": "private", "Vary": "Origin, X-Origin, Referer"}
_JSON = "application/json; charset=UTF-8"
_UNAUTHENTICATED = ApiError(401, "Request is missing required authentication credential.", "UNAUTHENTICATED")


@dataclass(frozen=True)
class Seen:
    """A request as it came: its kind, the path and the query."""

    kind: On
    path: str
    query: tuple[tuple[str, str], ...]


@dataclass
class Google:
    """The state behind the fake: spreadsheets, accounts, faults to come, requests seen."""

    books: dict[str, Book] = field(default_factory=dict)
    tokens: tokens.Tokens = field(default_factory=tokens.Tokens)
    script: Script = field(default_factory=Script)
    seen: list[Seen] = field(default_factory=list)
    exports: export.Exports = field(default_factory=export.Exports)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def add(self, *books: Book) -> None:
        for book in books:
            self.books[book.key] = book

    def count(self, kind: On) -> int:
        """How many requests of a kind came."""
        return sum(each.kind is kind for each in self.seen)

    def app(self) -> Starlette:
        routes = [
            Route("/token", self._token, methods=["POST"]),
            Route("/v4/spreadsheets/{key}/values:batchGet", self._batch),
            Route("/v4/spreadsheets/{key}/values/{range:path}", self._values),
            Route("/v4/spreadsheets/{key}", self._book),
            *export.routes(self.books, self.exports),
            Route("/sua", self._page),
            Route("/sua", self._edit, methods=["POST"]),
        ]
        return Starlette(routes=routes)

    async def _token(self, request: Request) -> Response:
        body = (await request.body()).decode()
        status, answer = 200, {}
        try:
            answer = self.tokens.give(body)
        except tokens.Refused as refused:
            status, (code, why) = 400, refused.args
            answer = {"error": code, "error_description": why}
        return await self._answered(On.TOKEN, request, lambda: (status, answer))

    async def _book(self, request: Request) -> Response:
        def read() -> tuple[int, Any]:
            asked = request.query_params
            mask = asked.get("fields")
            grid_data = "sheets.data" in mask or "data(" in mask if mask else asked.get("includeGridData") == "true"
            found = answers.spreadsheet(self._shared(request), asked.getlist("ranges"), grid_data)
            return 200, masks.cut(found, mask) if mask else found

        return await self._answered(On.BOOK, request, read)

    async def _values(self, request: Request) -> Response:
        def read() -> tuple[int, Any]:
            return 200, answers.values(self._shared(request), request.path_params["range"], *_rendering(request))

        return await self._answered(On.VALUES, request, read)

    async def _batch(self, request: Request) -> Response:
        def read() -> tuple[int, Any]:
            ranges = request.query_params.getlist("ranges")
            return 200, answers.batch_values(self._shared(request), ranges, *_rendering(request))

        return await self._answered(On.VALUES, request, read)

    def _shared(self, request: Request) -> Book:
        """The spreadsheet of a request, if its token is good and it is shared with the account."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        email = self.tokens.given.get(token)
        if scheme != "Bearer" or email is None:
            raise _UNAUTHENTICATED
        book = self.books.get(request.path_params["key"])
        if book is None:
            raise ApiError(404, "Requested entity was not found.", "NOT_FOUND")
        if email not in book.readers:
            raise ApiError(403, "The caller does not have permission", "PERMISSION_DENIED")
        return book

    async def _answered(self, kind: On, request: Request, read: Any) -> Response:
        self.seen.append(Seen(kind, request.url.path, tuple(request.query_params.multi_items())))
        fault = self.script.next(kind) or Fault("none")
        if fault.before:
            fault.before()
        try:
            with self.lock:
                status, answer = read()
        except ApiError as error:
            status, answer = error.status, error.body()
        except masks.BadMask:
            status, answer = 400, ApiError(400, "Invalid field selection", "INVALID_ARGUMENT").body()
        await asyncio.sleep(fault.delay)
        indent = None if request.query_params.get("prettyPrint") == "false" else 2
        return _sent(fault, status, json.dumps(answer, ensure_ascii=False, indent=indent).encode() + b"\n")

    async def _page(self, request: Request) -> Response:
        return HTMLResponse(editor.page(self.books, request.query_params))

    async def _edit(self, request: Request) -> Response:
        body = (await request.body()).decode()
        with self.lock:
            back = editor.edit(self.books, body)
        return RedirectResponse(back, status_code=303)


def _rendering(request: Request) -> tuple[Render, DateRender, bool]:
    asked = request.query_params
    try:
        render = Render(asked.get("valueRenderOption", Render.FORMATTED.value))
        dates = DateRender(asked.get("dateTimeRenderOption", DateRender.SERIAL.value))
    except ValueError as error:
        raise ApiError(400, f"Invalid value ({error})", "INVALID_ARGUMENT") from None
    return render, dates, asked.get("majorDimension") == "COLUMNS"


def _sent(fault: Fault, status: int, body: bytes) -> Response:
    """The answer as the fault lets it through."""
    headers = _GOOGLE_HEADERS | dict(fault.headers)
    if fault.status is not None:
        return Response(fault.body, fault.status, headers, media_type=fault.content_type)
    if not fault.trickle and fault.cut is None:
        return Response(body, status, headers, media_type=_JSON)
    length = {"Content-Length": str(len(body))}
    return StreamingResponse(_slowly(body[: fault.cut], fault.trickle), status, headers | length, media_type=_JSON)


async def _slowly(body: bytes, pause: float) -> AsyncIterator[bytes]:
    if not pause:
        yield body
        return
    for index in range(len(body)):
        yield body[index : index + 1]
        await asyncio.sleep(pause)
