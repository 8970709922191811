"""What a reader may see at one moment: all that the live page, its JSON and its CSV are made of."""

from __future__ import annotations

from dataclasses import dataclass

from lib.show.rows.parts import READER, Audience
from lib.snapshot import Snapshot
from lib.stage.log.events import FiguresCorrected
from lib.stage.state import public_lines

PAUSED = (
    "Ban Tổ chức đang đối chiếu lại số liệu đã công bố. Nội dung công bố tạm ẩn và sẽ hiện lại sau khi đối chiếu xong."
)
LOST = "Đang chờ khôi phục số liệu đã công bố. Nội dung công bố tạm ẩn và sẽ hiện lại sau khi khôi phục xong."
NOTHING_READ = "Chưa có số liệu để hiển thị. Trang này tự hiện khi có số liệu."


@dataclass(frozen=True)
class ReaderView:
    """The snapshot cut down to a reader, what he may have of the rows, and what is said above every page.

    `years`: there are earlier years. `hold` is a sentence while released figures are looked into or restored, empty
    otherwise. `corrections` are those that readers learn of, the oldest first.
    """

    snapshot: Snapshot | None
    audience: Audience = READER
    earlier: tuple[Snapshot, ...] = ()
    years: bool = False
    hold: str = ""
    corrections: tuple[FiguresCorrected, ...] = ()

    @property
    def told(self) -> tuple[FiguresCorrected, ...]:
        """The corrections that say something of what the web had shown, the newest first."""
        return tuple(made for made in reversed(self.corrections) if public_lines(made))
