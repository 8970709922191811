"""Tickets of the hall's screens: signed, ended by time, kept through a restart."""

from __future__ import annotations

import pytest

from lib.web.login.tickets import LASTS, Ticket, check, issue

NOW = 1_576_630_800.0


@pytest.mark.parametrize("kind", Ticket)
def test_a_ticket_says_what_it_allows(kind):
    assert check(issue(kind, "bí mật", NOW), "bí mật", NOW + 60) is kind


def test_a_ticket_ends():
    ticket = issue(Ticket.KEYS, "bí mật", NOW)
    assert check(ticket, "bí mật", NOW + LASTS - 1) is Ticket.KEYS
    assert check(ticket, "bí mật", NOW + LASTS + 1) is None


def test_a_ticket_of_another_installation_or_changed_by_hand_is_nothing():
    ticket = issue(Ticket.WATCH, "bí mật", NOW)
    assert check(ticket, "khác", NOW) is None
    assert check(ticket.replace("watch", "keys"), "bí mật", NOW) is None


@pytest.mark.parametrize("text", [None, "", ".", "keys", "keys.9999999999.", "keys.x.y", "k" * 5000])
def test_anything_else_is_nothing(text):
    assert check(text, "bí mật", NOW) is None
