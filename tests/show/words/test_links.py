from __future__ import annotations

import pytest

from lib.show.rows.parts import evidence, is_https_address, markup


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
    assert "<a" not in markup(evidence(typed))


def test_an_address_is_a_link_that_names_its_host():
    link = '<a href="https://a.example/x_1.pdf" target="_blank" rel="noopener noreferrer">Minh chứng (a.example)</a>'
    assert link in markup(evidence(" https://a.example/x_1.pdf "))


def test_an_address_cannot_close_its_link_and_open_another():
    shown = markup(evidence('https://a.example/)[x]("><a'))
    assert 'href="https://a.example/%29%5Bx%5D%28%22%3E%3Ca"' in shown.replace(")", "%29").replace("(%22", "%28%22")
    assert shown.count("<a") == 1
