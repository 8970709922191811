"""The static pack: every scene and step as one HTML file that opens from a USB stick, driven by the same keys.

The pictures are the very ones of the hall's screen. What is not released is not in the file: it is made of a `Show`,
which holds nothing else.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from lib.show.day.control_words import scene_name
from lib.show.pictures.draw import draw
from lib.show.pictures.style import STYLE
from lib.stage.show import Place, Show

_PLAYER = (Path(__file__).with_name("pack.js")).read_text(encoding="utf-8")
_CSS = """
html, body { margin: 0; height: 100%; background: #1a0304; overflow: hidden; }
.stage { position: fixed; inset: 0; display: grid; place-items: center; }
.box { width: min(100vw, 177.8vh); height: min(100vh, 75vw); }
#menu { position: fixed; inset: 0; background: #1a0304f2; color: #fff7e3; overflow: auto; padding: 4vh 6vw;
  display: none; font: 2.6vh/1.5 "Segoe UI", Roboto, Arial, sans-serif; }
#menu.open { display: block; }
#menu button { display: block; width: 100%; text-align: left; background: none; border: 0; color: inherit;
  font: inherit; padding: .3em; cursor: pointer; }
#menu button:hover, #menu button:focus { background: #7d0f14; }
"""
_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title}</title><style>{style}</style></head>
<body><div class="stage"><div class="box"><div class="hall" id="hall"></div></div></div>
<nav id="menu" aria-label="Các màn"></nav>
<script type="application/json" id="show">{show}</script>
<script>{player}</script></body></html>
"""


def pack(show: Show, rehearsal: bool = False) -> str:
    """The file as text: scenes in the order of the day, then those that are only jumped to."""
    book = show.snapshot.workbook
    contest = book.contest
    scenes = [
        {
            "name": scene_name(book, scene),
            "steps": [
                {
                    "html": draw(show, Place(scene.name, number), scene.name, rehearsal),
                    "seconds": step.seconds,
                }
                for number, step in enumerate(steps)
            ],
        }
        for scene, steps in zip(show.scenes, show.steps, strict=True)
    ]
    title = " – ".join(
        part for part in ("Trình chiếu hội nghị", contest.name, f"năm {contest.year}" if contest.year else None) if part
    )
    return _PAGE.format(
        title=escape(title),
        style=STYLE + _CSS,
        show=_within_script(json.dumps({"day": show.day, "scenes": scenes}, ensure_ascii=False)),
        player=_PLAYER,
    )


def _within_script(text: str) -> str:
    """JSON that no text in it can end the element around."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
