from __future__ import annotations

import pytest

from lib.access.oidc import Refusal, RoleTable, judge
from lib.access.rights import Role

NOW = 1_576_630_800.0
TABLE = RoleTable(
    domains=("moj.gov.vn",),
    entries=(
        ("thuky@moj.gov.vn", Role.SECRETARY),
        ("*@moj.gov.vn", Role.LEADER),
        ("la@khac.vn", Role.SECRETARY),
    ),
)
CLAIMS: dict[str, object] = {
    "iss": "https://idp.example",
    "sub": "1",
    "email": "thuky@moj.gov.vn",
    "email_verified": True,
    "iat": NOW - 60,
    "exp": NOW + 3600,
}


def test_a_person_of_the_table_has_her_role_until_the_token_ends() -> None:
    login = judge(CLAIMS, TABLE, NOW)
    assert (login.role, login.refusal, login.until) == (Role.SECRETARY, None, NOW + 3600)


def test_the_strongest_fitting_role_counts() -> None:
    assert judge(CLAIMS | {"email": "truong@moj.gov.vn"}, TABLE, NOW).role is Role.LEADER


def test_case_of_an_address_does_not_matter() -> None:
    assert judge(CLAIMS | {"email": "ThuKy@MOJ.gov.vn"}, TABLE, NOW).role is Role.SECRETARY


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"email": None}, Refusal.NO_EMAIL),
        ({"email": "thuky"}, Refusal.NO_EMAIL),
        ({"email": "thuky@moj.gov.vn@evil.vn"}, Refusal.NO_EMAIL),
        ({"email": "thuky@moj.gоv.vn"}, Refusal.NO_EMAIL),
        ({"email": ["thuky@moj.gov.vn"]}, Refusal.NO_EMAIL),
        ({"email_verified": False}, Refusal.EMAIL_NOT_VERIFIED),
        ({"email_verified": None}, Refusal.EMAIL_NOT_VERIFIED),
        ({"email_verified": "false"}, Refusal.EMAIL_NOT_VERIFIED),
        ({"email_verified": 1.5}, Refusal.EMAIL_NOT_VERIFIED),
        ({"email_verified": 1}, Refusal.EMAIL_NOT_VERIFIED),
        ({"email_verified": "1"}, Refusal.EMAIL_NOT_VERIFIED),
        ({"email": "la@khac.vn"}, Refusal.WRONG_DOMAIN),
        ({"email": "thuky@x.moj.gov.vn"}, Refusal.WRONG_DOMAIN),
        ({"hd": "gmail.com"}, Refusal.WRONG_DOMAIN),
        ({"hd": 7}, Refusal.WRONG_DOMAIN),
        ({"iss": "https://accounts.google.com"}, Refusal.WRONG_DOMAIN),
        ({"exp": NOW}, Refusal.EXPIRED),
        ({"exp": None}, Refusal.EXPIRED),
        ({"exp": "9999999999"}, Refusal.EXPIRED),
        ({"exp": True}, Refusal.EXPIRED),
    ],
)
def test_what_is_refused(changed: dict[str, object], refusal: Refusal) -> None:
    login = judge(CLAIMS | changed, TABLE, NOW)
    assert (login.role, login.refusal) == (Role.VIEWER, refusal)


def test_google_must_say_whose_account_it_is() -> None:
    google = CLAIMS | {"iss": "https://accounts.google.com", "hd": "moj.gov.vn"}
    assert judge(google, TABLE, NOW).role is Role.SECRETARY


def test_somebody_off_the_table_has_no_role_although_the_login_still_holds() -> None:
    login = judge(CLAIMS, RoleTable(TABLE.domains, (("khac@moj.gov.vn", Role.SECRETARY),)), NOW)
    assert (login.role, login.refusal) == (Role.VIEWER, Refusal.NOT_IN_TABLE)


def test_an_empty_table_lets_nobody_in() -> None:
    assert judge(CLAIMS, RoleTable(), NOW).refusal is Refusal.NOT_IN_TABLE


def test_without_domains_the_table_alone_decides() -> None:
    table = RoleTable((), (("la@khac.vn", Role.SECRETARY),))
    assert judge(CLAIMS | {"email": "la@khac.vn"}, table, NOW).role is Role.SECRETARY


def test_a_longer_sitting_counts_from_when_the_token_was_made() -> None:
    table = RoleTable(TABLE.domains, TABLE.entries, minutes=600)
    assert judge(CLAIMS, table, NOW + 599 * 60 - 60).role is Role.SECRETARY
    assert judge(CLAIMS, table, NOW + 599 * 60).refusal is Refusal.EXPIRED
    assert judge(CLAIMS | {"iat": None}, table, NOW).refusal is Refusal.EXPIRED
