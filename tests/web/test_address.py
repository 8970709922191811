from __future__ import annotations

import ipaddress
import socket

import pytest

from lib.web.address import LiveAddress, own_address, reachable


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


@pytest.mark.parametrize(
    ("public", "alone", "own", "address"),
    [
        ("https://thidua.example", False, "10.0.0.2", "https://thidua.example/xem"),
        ("https://thidua.example/", True, None, "https://thidua.example/xem"),
        (None, False, "10.0.0.2", "http://10.0.0.2:8501/xem"),
        (None, True, "10.0.0.2", None),
        (None, False, None, None),
    ],
)
def test_the_live_page_has_an_address_where_phones_can_open_it(monkeypatch, public, alone, own, address):
    monkeypatch.setattr("lib.web.address.own_address", lambda: own)
    assert LiveAddress(lambda: public, "/xem", 8501, bound_to_loopback=alone)() == address


def test_a_network_that_leads_nowhere_still_has_an_address(monkeypatch):
    class NoWay(socket.socket):
        def connect(self, _address):
            raise OSError("unreachable")

    monkeypatch.setattr("lib.web.address.socket.socket", NoWay)
    monkeypatch.setattr("lib.web.address.interfaces", lambda: iter(["127.0.0.1", "169.254.1.1", "192.168.1.5"]))
    assert own_address() == "192.168.1.5"
