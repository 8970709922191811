from __future__ import annotations

import pytest

from lib.access.passcodes import hash_passcode
from lib.access.policy import Mode, Policy, PolicyFault, mode_in_force, read_policy
from lib.access.rights import Role

HASH = str(hash_passcode("for-the-secretary", cost=2))
PASSCODE = {"access": {"mode": "passcode", "passcodes": {"secretary": HASH}}}
OIDC: dict[str, object] = {"auth": {}, "access": {"mode": "oidc", "roles": {"secretary": ["Thuky@moj.gov.vn"]}}}


def changed(settings: dict, **access: object) -> dict:
    return settings | {"access": settings["access"] | access}


@pytest.mark.parametrize(
    ("settings", "bound_to_loopback", "expected"),
    [
        ({}, True, Mode.OPEN),
        ({}, False, PolicyFault.NOT_SET_UP),
        ({"access": {"mode": "open"}}, True, Mode.OPEN),
        ({"access": {"mode": "open"}}, False, PolicyFault.OPEN_TO_NETWORK),
        (PASSCODE, True, Mode.PASSCODE),
        (PASSCODE, False, Mode.PASSCODE),
        (OIDC, False, Mode.OIDC),
        ({"access": {"mode": "Open"}}, True, PolicyFault.UNKNOWN_MODE),
        ({"access": {"mode": ["open"]}}, True, PolicyFault.UNKNOWN_MODE),
        ({"access": {"mode": "passcode"}}, True, PolicyFault.NO_PASSCODE),
        ({"access": {"mode": "passcode", "passcodes": {"leader": HASH}}}, True, PolicyFault.NO_PASSCODE),
        ({"access": {"mode": "passcode", "passcodes": {"secretary": "plain text"}}}, True, PolicyFault.BAD_PASSCODE),
        ({"auth": {}, "access": {"mode": "oidc"}}, True, PolicyFault.NO_ROLES),
        ({"access": {"mode": "oidc", "roles": {"secretary": ["a@b.vn"]}}}, True, PolicyFault.NO_PROVIDER),
        (changed(PASSCODE, hours=0), True, PolicyFault.BAD_VALUE),
        (changed(PASSCODE, hours="12"), True, PolicyFault.BAD_VALUE),
        (changed(PASSCODE, address="thidua.vn"), True, PolicyFault.BAD_VALUE),
        (changed(PASSCODE, address="https://thidua.vn/app"), True, PolicyFault.BAD_VALUE),
        (changed(OIDC, minutes=1), True, PolicyFault.BAD_VALUE),
        ({"access": "open"}, True, PolicyFault.BAD_VALUE),
    ],
)
def test_the_mode_in_force(settings: dict, bound_to_loopback: bool, expected: Mode | PolicyFault) -> None:
    assert mode_in_force(read_policy(settings), bound_to_loopback=bound_to_loopback) is expected


def test_passcodes_are_read_by_role() -> None:
    assert [role for role, _ in read_policy(PASSCODE).passcodes] == [Role.SECRETARY]


def test_names_of_the_table_fold_their_case_and_one_name_may_stand_alone() -> None:
    settings = changed(OIDC, roles={"secretary": ["Thuky@MOJ.gov.vn "], "leader": "*@moj.gov.vn"}, domains="MOJ.gov.vn")
    table = read_policy(settings).table
    assert table.entries == (("thuky@moj.gov.vn", Role.SECRETARY), ("*@moj.gov.vn", Role.LEADER))
    assert table.domains == ("moj.gov.vn",)


def test_the_address_and_hosts_are_kept_in_every_mode() -> None:
    policy = read_policy(changed(PASSCODE, address="https://thidua.vn/", hosts=["Thidua.vn"], hours=3))
    assert (policy.address, policy.hosts, policy.hours, policy.behind_tls) == (
        "https://thidua.vn",
        ("thidua.vn",),
        3,
        True,
    )
    assert not Policy().behind_tls
