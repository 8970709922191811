"""The current and the next picture of the hall, as thumbnails of the very same pictures."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.show.pictures.now import picture_ahead, picture_now
from lib.show.pictures.style import STYLE
from lib.stage.table import Table

_HTML = """<div class="pair">
<figure class="now"><figcaption></figcaption><div class="shot"><div class="hall"></div></div></figure>
<figure class="next"><figcaption></figcaption><div class="shot"><div class="hall"></div></div></figure>
</div>"""
_CSS = (
    STYLE
    + """
.pair { display: grid; grid-template-columns: 3fr 2fr; gap: 0.75rem; align-items: end; }
.pair figure { margin: 0; }
.pair figcaption { font-size: 0.875rem; margin-bottom: 0.25rem; opacity: 0.8; }
.pair .shot { aspect-ratio: 16 / 9; width: 100%; border-radius: 0.25rem; overflow: hidden; }
@media (max-width: 640px) { .pair { grid-template-columns: 1fr; } .pair .next { width: 40%; } }
.pair .hall * { animation: none !important; }
"""
)
_component = st.components.v2.component(
    "thidua_xem_truoc", html=_HTML, css=_CSS, js=Path(__file__).with_name("preview.js").read_text(encoding="utf-8")
)


def show_preview(table: Table) -> None:
    """Both thumbnails; the second is empty at the end of the programme."""
    ahead = picture_ahead(table)
    _component(
        key="preview",
        data={
            "now": picture_now(table),
            "next": ahead,
            "words": {
                "now": "Hội trường đang thấy",
                "next": "Bấm “Tiếp” sẽ hiện"
                if ahead
                else ("Đã đến màn cuối" if table.show else "Chưa có màn tiếp theo"),
            },
        },
    )
