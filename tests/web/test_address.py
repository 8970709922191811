from __future__ import annotations

import ipaddress

import pytest

from lib.web.address import own_address, reachable


@pytest.mark.parametrize(
    ("public", "asked", "own", "expected"),
    [
        ("https://thidua.example", "10.0.0.2:8501", "10.0.0.2", "https://thidua.example"),
        (None, "10.0.0.2:8501", "10.9.9.9", "http://10.0.0.2:8501"),
        (None, "localhost:8501", "10.0.0.2", "http://10.0.0.2:8501"),
        (None, "127.0.0.1:8501", None, None),
        (None, None, "10.0.0.2", "http://10.0.0.2:8501"),
        (None, "bad host", None, None),
    ],
)
def test_the_address_for_another_machine(public, asked, own, expected) -> None:
    assert reachable(public, asked, "http", 8501, own) == expected


def test_the_own_address_is_one_in_a_network_or_none() -> None:
    found = own_address()
    assert found is None or not ipaddress.ip_address(found).is_loopback
