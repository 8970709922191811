from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lib.access.door import open_sessions
from lib.access.oidc import Refusal, RoleTable
from lib.access.passcodes import hash_passcode
from lib.access.policy import Mode, Policy, PolicyFault
from lib.access.rights import Role
from lib.access.sessions import Sessions
from lib.access.visitor import Credentials, Visitor, login_stamp, visitor
from lib.store.store import LocalStore

NOW = 1_576_630_800.0
PASSCODES = Policy(Mode.PASSCODE, ((Role.SECRETARY, hash_passcode("for-the-secretary", cost=2)),))
OIDC = Policy(Mode.OIDC, table=RoleTable(entries=(("thuky@moj.gov.vn", Role.SECRETARY),)))
CLAIMS: dict[str, object] = {"email": "thuky@moj.gov.vn", "email_verified": True, "exp": NOW + 60}


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return open_sessions(LocalStore(tmp_path), lambda: NOW)


def who(
    policy: Policy, carried: Credentials, sessions: Sessions, *, loopback: bool = False, now: float = NOW
) -> Visitor:
    return visitor(policy, carried, sessions, bound_to_loopback=loopback, now=now)


def login(sessions: Sessions, policy: Policy, role: Role = Role.SECRETARY) -> str:
    return sessions.open(role, "Thư ký", "passcode", seconds=60, stamp=login_stamp(policy, role))


def test_without_a_mode_on_loopback_whoever_sits_here_is_the_secretary(sessions: Sessions) -> None:
    assert who(Policy(), Credentials(local=True), sessions, loopback=True).role is Role.SECRETARY
    assert who(Policy(), Credentials(local=False), sessions, loopback=True).role is Role.VIEWER


@pytest.mark.parametrize("policy", [Policy(), Policy(Mode.OPEN), Policy(fault=PolicyFault.UNKNOWN_MODE)])
def test_without_a_working_mode_on_a_network_everybody_is_a_viewer(policy: Policy, sessions: Sessions) -> None:
    token = login(sessions, policy)
    found = who(policy, Credentials(local=True, token=token, claims=CLAIMS, identity="i"), sessions)
    assert found.role is Role.VIEWER
    assert isinstance(found.mode, PolicyFault)


def test_a_passcode_login_gives_its_role_and_sitting_here_gives_nothing(sessions: Sessions) -> None:
    token = login(sessions, PASSCODES)
    assert who(PASSCODES, Credentials(token=token), sessions).role is Role.SECRETARY
    assert who(PASSCODES, Credentials(local=True), sessions, loopback=True).role is Role.VIEWER


def test_changing_the_passcode_ends_the_logins_that_rest_on_it(sessions: Sessions) -> None:
    token = login(sessions, PASSCODES)
    changed = replace(PASSCODES, passcodes=((Role.SECRETARY, hash_passcode("another one", cost=2)),))
    assert who(changed, Credentials(token=token), sessions).role is Role.VIEWER


def test_ending_a_login_takes_effect_at_the_next_run(sessions: Sessions) -> None:
    token = login(sessions, PASSCODES)
    found = who(PASSCODES, Credentials(token=token), sessions)
    assert found.session is not None
    sessions.end(found.session)
    assert who(PASSCODES, Credentials(token=token), sessions).role is Role.VIEWER


def test_claims_mean_nothing_where_passcodes_are_in_force(sessions: Sessions) -> None:
    assert who(PASSCODES, Credentials(claims=CLAIMS, identity="i"), sessions).role is Role.VIEWER


def test_a_login_by_a_provider_is_judged_afresh(sessions: Sessions) -> None:
    carried = Credentials(claims=CLAIMS, identity="i")
    assert who(OIDC, carried, sessions).role is Role.SECRETARY
    assert who(OIDC, carried, sessions, now=NOW + 60).refusal is Refusal.EXPIRED
    off_the_table = replace(OIDC, table=RoleTable(entries=(("khac@moj.gov.vn", Role.SECRETARY),)))
    assert who(off_the_table, carried, sessions).refusal is Refusal.NOT_IN_TABLE


def test_a_logout_in_another_tab_counts_here(sessions: Sessions) -> None:
    sessions.forget("i", seconds=60)
    assert who(OIDC, Credentials(claims=CLAIMS, identity="i"), sessions).refusal is Refusal.LOGGED_OUT
    assert who(OIDC, Credentials(claims=CLAIMS, identity=None), sessions).role is Role.VIEWER


def test_a_phone_brought_in_by_a_code_works_beside_a_provider(sessions: Sessions) -> None:
    assert who(OIDC, Credentials(token=login(sessions, OIDC)), sessions).role is Role.SECRETARY


def test_a_watch_only_link_counts_alone_whoever_opens_it(sessions: Sessions) -> None:
    link = sessions.open(Role.SCREEN, "Màn hình", "link", seconds=60)
    secretary = Credentials(local=True, token=login(sessions, PASSCODES), link=link)
    assert who(PASSCODES, secretary, sessions, loopback=True).role is Role.SCREEN
    assert who(PASSCODES, replace(secretary, link="guess"), sessions, loopback=True).role is Role.VIEWER
    assert who(PASSCODES, replace(secretary, link=""), sessions).role is Role.VIEWER


def test_the_token_of_a_link_is_no_login_and_a_login_is_no_link(sessions: Sessions) -> None:
    link = sessions.open(Role.SCREEN, "Màn hình", "link", seconds=60)
    assert who(PASSCODES, Credentials(token=link), sessions).role is Role.VIEWER
    assert who(PASSCODES, Credentials(link=login(sessions, PASSCODES)), sessions).role is Role.VIEWER


def test_a_link_on_the_machine_itself_only_watches(sessions: Sessions) -> None:
    assert who(Policy(), Credentials(local=True, link="1"), sessions, loopback=True).role is Role.SCREEN
    assert who(Policy(), Credentials(local=False, link="1"), sessions, loopback=True).role is Role.VIEWER
