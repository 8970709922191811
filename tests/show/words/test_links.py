from __future__ import annotations

import pytest

from lib.show.words.links import is_https_address, shown_whole


@pytest.mark.parametrize(
    "typed",
    [
        "http://a.example/x",
        "javascript:alert(1)",
        "//a.example",
        "https://",
        "https://bank.example@evil.example/",
        "https://a.example/ https://b.example/",
        "https://a.example/\u202ex",
        "https://[::1",
        "xem https://a.example",
        "",
    ],
)
def test_what_is_not_one_https_address_is_no_link(typed):
    assert not is_https_address(typed)
    assert "](" not in shown_whole(typed)


def test_an_address_reads_as_itself():
    assert shown_whole(" https://a.example/x_1.pdf ") == (
        "[https\\:\u2060//a\\.example/x\\_1\\.pdf](https://a.example/x_1.pdf)"
    )


def test_an_address_cannot_close_its_link_and_open_another():
    shown = shown_whole("https://a.example/)[x](https://b.example/")
    assert shown.endswith("(https://a.example/%29%5Bx%5D%28https://b.example/)")
