from __future__ import annotations

import pytest

from lib.access.local import PROXY_HEADERS, Peer, header_names, host_name, is_local, is_loopback_host

HERE = ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LocalHost.", "::ffff:127.0.0.1"]
ELSEWHERE = ["0.0.0.0", "::", "192.168.1.4", "127.0.0.1.example.org", "localhost.example.org", "2130706433", "", None]


@pytest.mark.parametrize("address", HERE)
def test_loopback_addresses(address: str) -> None:
    assert is_loopback_host(address)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_everything_else_is_not_loopback(address: str | None) -> None:
    assert not is_loopback_host(address)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost:8501", "localhost"),
        ("[::1]:8501", "::1"),
        ("ThiDua.Example.Org.", "thidua.example.org"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost:99999", None),
        ("localhost:x", None),
        ("a@localhost", None),
        ("localhost/x", None),
        ("", None),
        (None, None),
    ],
)
def test_the_name_of_a_host_header(header: str | None, name: str | None) -> None:
    assert host_name(header) == name


def peer(address: str | None = "127.0.0.1", host: str | None = "localhost:8501", *headers: str) -> Peer:
    return Peer(address, host, frozenset({"host", "user-agent", *headers}))


def test_somebody_at_this_machine_is_local() -> None:
    assert is_local(peer())
    assert is_local(peer("::1", "[::1]:8501"))


def test_another_machine_is_not_local() -> None:
    assert not is_local(peer("192.168.1.4", "localhost:8501"))
    assert not is_local(peer(None))


def test_another_name_for_this_machine_is_not_local() -> None:
    """A web page of elsewhere may point its own name at 127.0.0.1 and so be let in by a guest's browser."""
    assert not is_local(peer("127.0.0.1", "attacker.example.org:8501"))
    assert not is_local(peer("127.0.0.1", None))


@pytest.mark.parametrize("header", sorted(PROXY_HEADERS))
def test_whoever_comes_through_a_proxy_on_this_machine_is_not_local(header: str) -> None:
    assert not is_local(peer("127.0.0.1", "localhost:8501", header))


def test_header_names_are_compared_in_lower_case() -> None:
    assert header_names([(b"X-Forwarded-For", b"1.2.3.4")]) & PROXY_HEADERS
