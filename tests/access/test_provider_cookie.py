"""The signed cookie of a provider's login: known by what it says, in any spelling, and only where it was signed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from lib.access.provider_cookie import IDENTITY_COOKIE, provider_identity

SECRET = "for tests only, not a secret"
CLAIMS = {"email": "thuky@moj.gov.vn", "email_verified": True}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def signed(text: str, name: str = IDENTITY_COOKIE, secret: str = SECRET) -> str:
    return str(URLSafeTimedSerializer(secret, salt=name).dumps(text))


COOKIE = signed(json.dumps(CLAIMS))


def other_spellings(cookie: str) -> list[str]:
    """The same signature written otherwise: with padding, and with its unused bits set."""
    last = ALPHABET.index(cookie[-1])
    unused = [cookie[:-1] + ALPHABET[(last & ~3) | bits] for bits in range(4)]
    return [*unused, f"{cookie}=", f"{cookie}==", f"{unused[3]}="]


def test_a_login_is_what_its_cookie_says() -> None:
    found = provider_identity({IDENTITY_COOKIE: COOKIE}, SECRET)
    assert found is not None
    assert found.claims == CLAIMS
    more = {IDENTITY_COOKIE: COOKIE, f"{IDENTITY_COOKIE}_7": "made up"}
    assert provider_identity(more, SECRET) == found


@pytest.mark.parametrize("spelling", other_spellings(COOKIE), ids=range(len(other_spellings(COOKIE))))
def test_another_spelling_is_the_same_login_or_none(spelling: str) -> None:
    found = provider_identity({IDENTITY_COOKIE: spelling}, SECRET)
    assert found is None or found == provider_identity({IDENTITY_COOKIE: COOKIE}, SECRET)


def test_some_of_the_spellings_would_be_taken_by_streamlit() -> None:
    assert sum(provider_identity({IDENTITY_COOKIE: one}, SECRET) is not None for one in other_spellings(COOKIE)) > 1


@given(place=st.integers(0, len(COOKIE) - 1), sign=st.characters(codec="ascii"))
def test_no_changed_sign_makes_another_login(place: int, sign: str) -> None:
    found = provider_identity({IDENTITY_COOKIE: COOKIE[:place] + sign + COOKIE[place + 1 :]}, SECRET)
    assert found is None or found == provider_identity({IDENTITY_COOKIE: COOKIE}, SECRET)


MADE_UP = ["", "signed", "a.b.c", "é", "x" * 10_000, signed("[1]"), signed("chunks-3")]


@pytest.mark.parametrize("value", MADE_UP, ids=range(len(MADE_UP)))
def test_a_made_up_cookie_is_nobody(value: str) -> None:
    assert provider_identity({IDENTITY_COOKIE: value}, SECRET) is None


def test_a_cookie_of_another_secret_or_without_one_is_nobody() -> None:
    assert provider_identity({IDENTITY_COOKIE: signed(json.dumps(CLAIMS), secret="other")}, SECRET) is None
    assert provider_identity({IDENTITY_COOKIE: COOKIE}, None) is None
    assert provider_identity({IDENTITY_COOKIE: COOKIE}, "") is None


def test_a_long_login_is_known_by_each_of_its_pieces() -> None:
    text = json.dumps(CLAIMS)
    cookies = {IDENTITY_COOKIE: signed("chunks-2")}
    for number, piece in enumerate((text[:20], text[20:]), start=1):
        name = f"{IDENTITY_COOKIE}_{number}"
        cookies[name] = signed(piece, name)
    found = provider_identity(cookies, SECRET)
    assert found is not None
    assert found.claims == CLAIMS
    assert found.digest.count(".") == 1
