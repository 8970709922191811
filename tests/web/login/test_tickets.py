"""Tickets of the hall's screens: sealed, ended by time, kept through a restart, written in one way only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.web.login.tickets import LASTS, TicketKind, issue_ticket, read_ticket

NOW = 1_576_630_800.0
SECRET = "bí mật"
LOGIN = "0123abcd.4567"
KEYS = issue_ticket(TicketKind.KEYS, LOGIN, SECRET, NOW)


@pytest.mark.parametrize("kind", TicketKind)
def test_a_ticket_says_what_it_allows_and_whose_login_it_rests_on(kind):
    found = read_ticket(issue_ticket(kind, LOGIN, SECRET, NOW), SECRET, NOW + 60)
    assert (found.kind, found.login) == (kind, LOGIN)


def test_each_ticket_has_a_name_of_its_own():
    assert (
        read_ticket(KEYS, SECRET, NOW).id
        != read_ticket(issue_ticket(TicketKind.KEYS, LOGIN, SECRET, NOW), SECRET, NOW).id
    )


def test_a_ticket_ends():
    assert read_ticket(KEYS, SECRET, NOW + LASTS - 1) is not None
    assert read_ticket(KEYS, SECRET, NOW + LASTS + 1) is None


@given(st.floats(min_value=0, max_value=4e9))
def test_a_ticket_holds_at_no_other_time(now: float):
    """Nor one that is dated later than it could have been made."""
    assert (read_ticket(KEYS, SECRET, now) is not None) <= (NOW - 400 <= now <= NOW + LASTS)


def test_a_ticket_dated_ten_years_ahead_is_nothing():
    assert read_ticket(issue_ticket(TicketKind.KEYS, LOGIN, SECRET, NOW + 10 * 365 * 86400), SECRET, NOW) is None


def test_a_ticket_of_another_installation_is_nothing():
    assert read_ticket(KEYS, "khác", NOW) is None


@given(st.integers(0, len(KEYS.encode()) * 8 - 1))
def test_a_ticket_with_any_bit_changed_is_nothing(bit: int):
    changed = bytearray(KEYS.encode())
    changed[bit // 8] ^= 1 << bit % 8
    assert read_ticket(changed.decode("latin-1"), SECRET, NOW) is None


@given(st.sampled_from(["=", " ", "\n", ".", "A", "\0", "\u200b"]), st.integers(0, len(KEYS)))
def test_another_spelling_of_a_ticket_is_nothing(sign: str, place: int):
    assert read_ticket(KEYS[:place] + sign + KEYS[place:], SECRET, NOW) is None
    assert read_ticket(KEYS.upper(), SECRET, NOW) is None
    assert read_ticket(KEYS.swapcase(), SECRET, NOW) is None


@pytest.mark.parametrize("text", [None, "", ".", "keys", "keys.9999999999.", "e30=.00", "é.00", "k" * 5000])
def test_anything_else_is_nothing(text):
    assert read_ticket(text, SECRET, NOW) is None


@given(st.text())
def test_no_text_is_a_ticket(text: str):
    assert read_ticket(text, SECRET, NOW) is None
