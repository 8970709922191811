"""The files of Streamlit's front end from copies compressed in advance: few bytes, and no compression per request.

The copies are made once for a version of Streamlit, in the background of the first start, and kept with the state.
Until a file has its copy, Streamlit sends it as usual. The names contain a hash, so a browser never asks for one again.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
import os
import shutil
import threading
import time
from pathlib import Path

import brotli
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.store.atomic_file import write_whole
from lib.web import under
from lib.web.encoding import Packed, from_copies

FOLDER = "static"
KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".gif": "image/gif",
}
PACKED_KINDS = frozenset({".js", ".css", ".svg"})
"""The kinds of files that compression makes smaller; fonts and pictures are compressed already."""
COPIES = {"br": "br", "gzip": "gz"}
"""The extensions of the copies by encoding, the smaller result first."""
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_LOG = logging.getLogger(__name__)


class FrontCopies:
    """The compressed copies of the files below `source`, kept below `kept`, made `after` so many seconds."""

    def __init__(self, source: Path, kept: Path, after: float = 0.0) -> None:
        paths = sorted((source / FOLDER).rglob("*"), key=lambda path: path.stat().st_size)
        self._files = {path.relative_to(source).as_posix(): path for path in paths if path.is_file()}
        self._page = (source / "index.html").read_text(encoding="utf-8")
        names = "".join(f"{name} {path.stat().st_size}\n" for name, path in sorted(self._files.items()))
        self._kept = kept
        self._folder = kept / hashlib.sha256(names.encode()).hexdigest()[:16]
        self._ready: dict[str, Packed] = {}
        self._after = after

    def start(self) -> threading.Thread:
        """Compress in the background what has no copy yet, some time after the start and at the lowest priority."""
        thread = threading.Thread(target=self._pack_quietly, name="front-end", daemon=True)
        thread.start()
        return thread

    def _pack_quietly(self) -> None:
        time.sleep(self._after)
        try:
            if hasattr(os, "setpriority"):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
            self.pack()
        except OSError as error:  # without copies Streamlit sends its files as usual
            _LOG.warning("the front end is not packed: %s", error.strerror)

    def pack(self) -> None:
        """Compress everything, the files named by the page first; OSError where the copies cannot be kept."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._kept.iterdir():
            if old != self._folder:
                shutil.rmtree(old, ignore_errors=True)
        for name in sorted(self._files, key=lambda name: name not in self._page):
            if Path(name).suffix in PACKED_KINDS and not all(self._copy(name, way).exists() for way in COPIES.values()):
                content = self._files[name].read_bytes()
                write_whole(self._copy(name, "gz"), gzip.compress(content, 9, mtime=0), durable=False)
                write_whole(self._copy(name, "br"), brotli.compress(content, quality=11), durable=False)

    def _copy(self, name: str, way: str) -> Path:
        return self._folder / f"{name.replace('/', '_')}.{way}"

    def ready(self, name: str) -> Packed | None:
        """A file that was sent before, without disk access."""
        return self._ready.get(name)

    def load(self, name: str) -> Packed | None:
        """A file with its copies; None where the file does not exist or has none yet."""
        if name not in self._files:
            return None
        bodies = {"": self._files[name].read_bytes()}
        if Path(name).suffix in PACKED_KINDS:
            try:
                copies = {way: self._copy(name, ending).read_bytes() for way, ending in COPIES.items()}
                bodies = copies | bodies
            except OSError:
                return None
        kind = KINDS.get(Path(name).suffix, "application/octet-stream")
        packed = from_copies(bodies, kind, FOREVER, hashlib.sha256(bodies[""]).hexdigest()[:24])
        self._ready[name] = packed
        return packed


class FrontFiles:
    """Middleware that answers for the files of the front end below `base`, where they have copies."""

    def __init__(self, app: ASGIApp, copies: FrontCopies, base: str = "") -> None:
        self._app = app
        self._copies = copies
        self._start = under(base, f"/{FOLDER}/")
        self._root = len(under(base, "/"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(self._start):
            await self._app(scope, receive, send)
            return
        name = scope["path"][self._root :]
        packed = self._copies.ready(name) or await asyncio.to_thread(self._copies.load, name)
        if packed is None:
            await self._app(scope, receive, send)
        else:
            await packed.send(scope, send)
