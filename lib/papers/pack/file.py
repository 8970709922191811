"""The pack as a file on this machine, rewritten at every take and release."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from pathlib import Path

from lib.papers.pack.player import pack
from lib.stage.desk import Desk
from lib.stage.show import Show
from lib.store.atomic_file import write_whole

FILE = "trinh-chieu.html"
REHEARSAL_FILE = "trinh-chieu-tap-duot.html"
READERS_FIRST = 2.0
"""Seconds between a change and its pack; readers' pages are updated first, within less than that."""
_LOG = logging.getLogger(__name__)


class PackFile:
    """Keeps the pack of a desk in `folder` current; it is written in the background."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk = desk
        self._folder = folder
        self._written: tuple[str, Show] | None = None
        self._busy = threading.Lock()
        desk.listen(self._soon)
        self._soon()

    @property
    def path(self) -> Path:
        """The path of the pack."""
        return self._folder / FILE

    def is_fresh(self) -> bool:
        """Whether the pack on disk shows exactly what the hall may see now."""
        show = self._desk.whole_show()
        return self._written is not None and self._written[1] is show and self.path.exists()

    def _soon(self) -> None:
        """Schedule writing for after readers' pages have been updated."""
        later = threading.Timer(READERS_FIRST, self.write)
        later.name, later.daemon = "pack", True
        later.start()

    def write(self) -> None:
        """Write the pack where it would differ from the file."""
        with self._busy:
            rehearsal, show = self._desk.state.rehearsal, self._desk.whole_show()
            name = REHEARSAL_FILE if rehearsal else FILE
            if not rehearsal:  # so that invented votes are not shown later
                with suppress(OSError):
                    (self._folder / REHEARSAL_FILE).unlink(missing_ok=True)
            as_written = self._written is not None and self._written[0] == name and self._written[1] is show
            if show is None or as_written:
                return
            try:
                write_whole(self._folder / name, pack(show, rehearsal))
                self._written = (name, show)
            except OSError as error:
                _LOG.warning("the pack cannot be written: %s", error.strerror)
