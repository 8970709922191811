"""A tiny page to edit cells of the fake by, for the demonstration: no styling, no script, Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs, urlencode

from tests.fake_sheets import a1
from tests.fake_sheets.entered import entered
from tests.fake_sheets.grid import Book, DateRender, Render, Sheet

_HEAD = (
    "<!doctype html><html lang=vi><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>Bảng tính thử</title><style>body{font:15px system-ui;margin:1.5rem}table{border-collapse:collapse}"
    "td,th{border:1px solid #999;padding:2px 6px;text-align:left;max-width:22rem;overflow:hidden;"
    "text-overflow:ellipsis;white-space:nowrap}th{background:#eee;color:#222}nav{margin:1rem 0;line-height:2}"
    ".wide{overflow:auto;max-height:70vh}</style>"
)


def page(books: Mapping[str, Book], asked: Mapping[str, str]) -> str:
    """The page of one tab: its cells, and a form that types into one of them."""
    book = books[asked["bang"]] if asked.get("bang") in books else next(iter(books.values()))
    titles = [sheet.title for sheet in book.sheets]
    sheet = book.sheet(asked["trang"]) if asked.get("trang") in titles else book.sheets[0]
    links = [_link(each, other.title) for each in books.values() for other in each.sheets]
    form = (
        "<form method=post action=/sua>"
        f"<input type=hidden name=bang value='{escape(book.key)}'>"
        f"<input type=hidden name=trang value='{escape(sheet.title)}'>"
        f"Ô <input name=o size=5 required pattern='[A-Za-z]{{1,3}}[0-9]+' value='{escape(asked.get('o', ''))}'> "
        "Giá trị <input name=gia_tri size=30 autofocus> <button>Ghi vào ô</button> (để trống là xóa ô)</form>"
    )
    heading = f"<h1>{escape(book.title)}: {escape(sheet.title)}</h1>"
    return _HEAD + heading + form + f"<nav>{' · '.join(links)}</nav><div class=wide>{_table(book, sheet)}</div>"


def _link(book: Book, title: str) -> str:
    return f"<a href='/sua?{escape(urlencode({'bang': book.key, 'trang': title}))}'>{escape(title)}</a>"


def _table(book: Book, sheet: Sheet) -> str:
    found = sheet.values(a1.Area(), Render.FORMATTED, DateRender.SERIAL, book.locale).get("values", [])
    width = max(map(len, found), default=0)
    head = "".join(f"<th>{a1.letters(column + 1)}</th>" for column in range(width))
    rows = "".join(
        f"<tr><th>{number}</th>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>"
        for number, row in enumerate(found, 1)
    )
    return f"<table><tr><th></th>{head}</tr>{rows}</table>"


def edit(books: Mapping[str, Book], body: str) -> str:
    """Type into a cell as a posted form says; the address to go back to."""
    form = {name: values[0] for name, values in parse_qs(body).items()}
    book = books[form["bang"]]
    area = a1.area(form["o"])
    if area.top is not None and area.left is not None:
        book.sheet(form["trang"]).put(area.top, area.left, entered(form.get("gia_tri", ""), book.locale))
    return "/sua?" + urlencode({"bang": book.key, "trang": form["trang"], "o": form["o"]})
