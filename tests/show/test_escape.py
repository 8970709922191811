"""Text from a sheet in Markdown: read back by a CommonMark parser it is one paragraph that says what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lib.show.words.numbers import md, visible

CORPUS = (
    "Vụ PBGDPL",
    "[bấm vào đây](https://evil.example)",
    "![ảnh](https://evil.example/x.png)",
    "<img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>1</script>'>",
    "**đậm** _nghiêng_ ~~gạch~~ `mã`",
    "# đề mục",
    "1. danh sách",
    "- gạch đầu dòng",
    "+ cộng",
    "> trích",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "$\\frac{a}{b}$",
    ":red[đỏ] :material/home: :smile: :streamlit:",
    "&lt;script&gt; &copy; &#60;",
    "dòng một\n\ndòng hai\r\n# ba",
    "\\[x\\](y)",
    "a = b ^ c | d",
    "https://evil.example www.evil.example ai@evil.example",
    "-> <- --- == >= <=",
    "'nháy' \"kép\"",
    "[^1]: chú thích",
    "    thụt vào bốn ô",
)
JOINER = "\u2060"


def read_back(text: str) -> str:
    """What a reader of Markdown shows; anything but plain text in one paragraph is an error."""
    blocks = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).parse(text)
    kinds = [block.type for block in blocks]
    assert kinds in (["paragraph_open", "inline", "paragraph_close"], [])
    parts = [child for block in blocks for child in block.children or []]
    assert {part.type for part in parts} <= {"text", "text_special"}
    return "".join(part.content for part in parts)


@pytest.mark.parametrize("typed", CORPUS)
def test_a_text_of_the_corpus_is_read_as_it_stands(typed):
    assert read_back(md(typed)).replace(JOINER, "") == " ".join(typed.split())


@settings(max_examples=200)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Co"]), max_size=40))
def test_any_text_is_read_as_it_stands(typed):
    assert read_back(md(typed)).replace(JOINER, "") == " ".join(visible(typed).split()).replace(JOINER, "")


@pytest.mark.parametrize(
    ("typed", "apart"),
    [
        ("https://a.b", f"https:{JOINER}//a.b"),
        ("www.a.b", f"www{JOINER}.a.b"),
        ("ai@a.b", f"ai@{JOINER}a.b"),
        (":smile:", f":{JOINER}smile:"),
        ("->", f"-{JOINER}>"),
        (">=", f">{JOINER}="),
    ],
)
def test_what_is_made_after_the_escapes_were_read_is_kept_apart(typed, apart):
    assert read_back(md(typed)) == apart


@pytest.mark.parametrize("plain", ["II.3", "98,50", "10:42 sáng", "Cục A – B", "18/12/2019", "(mẫu); x"])
def test_ordinary_text_gets_nothing_invisible(plain):
    if plain != "10:42 sáng":
        assert JOINER not in md(plain)
    assert read_back(md(plain)).replace(JOINER, "") == plain


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\u200bb", "a⟨U+200B⟩b"),
        ("\ufeffa", "⟨U+FEFF⟩a"),
        ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
        ("a\x00b", "a�b"),
        ("a\u00a0 b\n c", "a b c"),
        ("Đơn vị", "Đơn vị"),
    ],
)
def test_signs_that_deceive_the_eye_are_made_visible(typed, shown):
    assert visible(typed) == shown
