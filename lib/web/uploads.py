"""Files that a secretary uploads to be converted: kept in memory for a quarter of an hour, and nowhere else.

An authorised page requests a permit; only a client with it, and with access to that page, can upload a file. The permit
gives no access: it fills a box that only the page that requested it reads.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib.access.rights import Right
from lib.sheets.convert.files import LARGEST_TABLE_FILE
from lib.web import under
from lib.web.guard.requester import ask_door, current_requester

PATH = "nap-tep"
FORMS = frozenset({PATH})
PERMIT_HEADER, NAME_HEADER = "x-thidua-phieu", "x-thidua-ten"
LARGEST_BOX = 60_000_000
MOST_FILES = 100
MOST_BOXES = 8
LIFE = 900.0
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file."""

    name: str
    content: bytes = field(repr=False)


@dataclass
class _Box:
    until: float
    files: dict[str, Upload] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return sum(len(upload.content) for upload in self.files.values())


class Uploads:
    """The boxes of all pages that may upload files, by their permits. `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._boxes: dict[str, _Box] = {}
        self._lock = threading.Lock()

    def permit(self, held: str | None = None) -> str:
        """Renew the permit that a page holds for a quarter of an hour, or issue a new one where it has expired."""
        with self._lock:
            self._forget()
            if held is not None and held in self._boxes:
                self._boxes[held].until = self._clock() + LIFE
                return held
            while len(self._boxes) >= MOST_BOXES:
                del self._boxes[min(self._boxes, key=lambda permit: self._boxes[permit].until)]
            fresh = secrets.token_urlsafe(24)
            self._boxes[fresh] = _Box(self._clock() + LIFE)
            return fresh

    def files(self, permit: str) -> tuple[Upload, ...]:
        """The files uploaded with a permit, in the order of their names."""
        with self._lock:
            box = self._boxes.get(permit)
            return tuple(sorted(box.files.values(), key=lambda upload: upload.name)) if box else ()

    def clear(self, permit: str) -> None:
        """Delete the files of a permit."""
        with self._lock:
            if box := self._boxes.get(permit):
                box.files.clear()

    def put(self, permit: str, upload: Upload) -> int:
        """Store a file, replacing one of the same name; return the HTTP status."""
        with self._lock:
            self._forget()
            box = self._boxes.get(permit)
            if box is None:
                return 403
            old = box.files.get(upload.name)
            size = box.size - (len(old.content) if old else 0) + len(upload.content)
            if size > LARGEST_BOX or (old is None and len(box.files) >= MOST_FILES):
                return 413
            box.files[upload.name] = upload
            return 204

    def holds(self, permit: str) -> bool:
        """Whether a permit is valid now."""
        with self._lock:
            self._forget()
            return permit in self._boxes

    def _forget(self) -> None:
        now = self._clock()
        for permit in [permit for permit, box in self._boxes.items() if box.until <= now]:
            del self._boxes[permit]

    def route(self, base: str = "") -> Route:
        """The route that accepts one file: its bytes as the body, permit and name in headers."""
        return Route(under(base, f"/{PATH}"), self._take, methods=["POST"])

    async def _take(self, request: Request) -> Response:
        permit, who = request.headers.get(PERMIT_HEADER, ""), current_requester()
        if not self.holds(permit) or who is None or not await ask_door(lambda: who.may(Right.PAPERS)):
            return JSONResponse({}, 403)
        content = bytearray()
        async for part in request.stream():
            content += part
            if len(content) > LARGEST_TABLE_FILE:
                return JSONResponse({}, 413)
        name = unquote(request.headers.get(NAME_HEADER, ""))[:LONGEST_NAME].replace("/", "_").replace("\\", "_")
        return Response(status_code=self.put(permit, Upload(name or "tep", bytes(content))))
