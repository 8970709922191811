"""The static pack: every scene and step in one HTML file that opens from a USB stick, driven by the same keys.

The pictures are those of the hall's screen; the list of scenes is followed by the readers' pages. It contains nothing
that is not released, because it is made from a `Show`, which holds nothing else.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from lib.show.day.control_words import scene_name
from lib.show.pictures.draw import draw_scene
from lib.show.pictures.style import STYLE
from lib.show.rows import awards, overview, scores
from lib.show.rows.parts import READER, markup, masthead
from lib.show.rows.style import style_sheet
from lib.show.years import many_years
from lib.stage.show import ScreenPosition, Show

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
#read { position: fixed; inset: 0; background: var(--bg); overflow: auto; padding: 12px 16px; display: none;
  font: 16px/1.45 "Segoe UI", Roboto, Arial, sans-serif; }
#read.open { display: block; }
#list { position: fixed; right: 8px; bottom: 8px; width: 44px; height: 44px; font-size: 22px; border: 0;
  border-radius: 50%; background: #7d0f14; color: #fff7e3; display: none; }
@media (pointer: coarse) { #list { display: block; } #read { padding-bottom: 60px; } }
@media print { #list, .stage { display: none; } html, body { overflow: visible; } #read.open { position: static; } }
#read .look { margin: 0 auto; }
#read .mast { margin-bottom: 16px; }
"""
_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title}</title><style>{style}</style></head>
<body><div class="stage"><div class="box"><div class="hall" id="hall"></div></div></div>
<nav id="menu" aria-label="Các màn"></nav>
<main id="read" tabindex="-1"></main>
<button id="list" aria-label="Danh sách các màn và trang để đọc">☰</button>
<script type="application/json" id="show">{show}</script>
<script>{player}</script></body></html>
"""


def pack(show: Show, rehearsal: bool = False) -> str:
    """The pack as HTML text: scenes in programme order, then those reached only by jumping."""
    book = show.snapshot.workbook
    contest = book.contest
    scenes = []
    for scene, steps in zip(show.scenes, show.steps, strict=True):
        pictures = (draw_scene(show, ScreenPosition(scene.name, at), scene.name, rehearsal) for at in range(len(steps)))
        drawn = [{"html": html, "seconds": step.seconds} for html, step in zip(pictures, steps, strict=True)]
        scenes.append({"name": scene_name(book, scene), "steps": drawn})
    year = f"năm {contest.year}" if contest.year else None
    title = " – ".join(filter(None, ("Trình chiếu hội nghị", contest.name, year)))
    content = json.dumps({"day": show.day, "scenes": scenes, "pages": _reader_pages(show)}, ensure_ascii=False)
    for sign in "<\u2028\u2029":  # no text may close the script that holds it
        content = content.replace(sign, f"\\u{ord(sign):04x}")
    style = STYLE + style_sheet() + _CSS
    return _PAGE.format(title=escape(title), style=style, show=content, player=_PLAYER)


def _reader_pages(show: Show) -> list[dict[str, str]]:
    """The readers' pages, to be read after the conference, made from what is released."""
    snapshot, past = show.snapshot, many_years.years_of(show.snapshot, ())
    pages = {
        "Tổng quan": overview.overview(snapshot, past, READER),
        "Bảng điểm": [scores.scores_page(snapshot, READER), scores.differences_part(snapshot, READER)],
        "Suy tôn": awards.awards_page(snapshot, READER),
    }
    return [{"name": name, "html": markup(masthead(snapshot), content)} for name, content in pages.items()]
