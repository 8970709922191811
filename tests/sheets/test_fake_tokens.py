"""The fake's token endpoint gives a token for an assertion that Google would take, and for no other."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

import pytest
from google.auth import crypt, jwt

from tests.fake_sheets.tokens import AUDIENCE, GRANT, Account, Refused, Tokens, new_account

SCOPE = "https://www.googleapis.com/auth/spreadsheets.readonly"


@pytest.fixture(scope="module")
def stranger() -> Account:
    return new_account("la@thi-dua-test.iam.gserviceaccount.com")


@pytest.fixture
def tokens(account: Account) -> Tokens:
    tokens = Tokens()
    tokens.add(account)
    return tokens


def asked(account: Account, signer: Account, grant: str = GRANT, **changes: Any) -> str:
    """What google-auth posts, with other claims, signed by the key of `signer`."""
    now = int(time.time())
    claims = {"iss": account.email, "aud": AUDIENCE, "scope": SCOPE, "iat": now, "exp": now + 3600} | changes
    key = crypt.RSASigner.from_string(signer.info("")["private_key"], signer.key_id)
    return urlencode({"grant_type": grant, "assertion": jwt.encode(key, claims).decode()})


def test_a_good_assertion_is_given_a_token_of_its_account(tokens: Tokens, account: Account) -> None:
    answer = tokens.give(asked(account, account))
    assert tokens.given[answer["access_token"]] == account.email
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 3599)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"aud": "https://example.com/token"}, "invalid_grant"),
        ({"scope": "https://www.googleapis.com/auth/drive.metadata.readonly"}, "invalid_scope"),
        ({"iss": "khong-co@thi-dua-test.iam.gserviceaccount.com"}, "invalid_grant"),
        ({"iat": int(time.time()) + 7200, "exp": int(time.time()) + 9000}, "invalid_grant"),
        ({"iat": int(time.time()) - 9000, "exp": int(time.time()) - 7200}, "invalid_grant"),
        ({"exp": int(time.time()) + 90_000}, "invalid_grant"),
        ({"grant": "password"}, "unsupported_grant_type"),
    ],
    ids=lambda found: str(next(iter(found))) if isinstance(found, dict) else None,
)
def test_an_assertion_with_a_wrong_claim_is_refused(tokens, account, changes, error) -> None:
    with pytest.raises(Refused) as refused:
        tokens.give(asked(account, account, **changes))
    assert refused.value.args[0] == error
    assert not tokens.given


def test_an_assertion_signed_by_another_key_is_refused(tokens: Tokens, account: Account, stranger: Account) -> None:
    with pytest.raises(Refused) as refused:
        tokens.give(asked(account, stranger))
    assert refused.value.args == ("invalid_grant", "Invalid JWT Signature.")


@pytest.mark.parametrize("body", ["", "grant_type=" + GRANT, f"grant_type={GRANT}&assertion=a.b", "%ff"])
def test_what_is_no_assertion_is_refused(tokens: Tokens, body: str) -> None:
    with pytest.raises(Refused):
        tokens.give(body)
