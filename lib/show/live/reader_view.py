"""What a reader may see at one moment: the input of the live page, its JSON and its CSV."""

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
    """The snapshot cut down to a reader, the audience of the rows, and the notices above every page.

    `years`: there are earlier years. `hold` is a sentence while released figures are being checked or restored, empty
    otherwise. `corrections` are those disclosed to readers, oldest first.
    """

    snapshot: Snapshot | None
    audience: Audience = READER
    earlier: tuple[Snapshot, ...] = ()
    years: bool = False
    hold: str = ""
    corrections: tuple[FiguresCorrected, ...] = ()

    @property
    def disclosed(self) -> tuple[FiguresCorrected, ...]:
        """The corrections that concern something the web had shown, newest first."""
        return tuple(made for made in reversed(self.corrections) if public_lines(made))
