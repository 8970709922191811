from __future__ import annotations

import io
import tomllib

import pytest

from lib.__main__ import main
from lib.access.passcodes import matches, parse_hash
from lib.access.policy import Mode, read_policy
from lib.access.rights import Role


def answers(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    waiting = list(typed)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: waiting.pop(0))


def test_what_is_printed_is_all_that_the_settings_need(monkeypatch, capsys) -> None:
    answers(monkeypatch, "thư ký cụm III", "thư ký cụm III")
    assert main(["passcode", "secretary"]) == 0
    policy = read_policy(tomllib.loads(capsys.readouterr().out))
    assert (policy.mode, policy.fault) == (Mode.PASSCODE, None)
    ((role, stored),) = policy.passcodes
    assert role is Role.SECRETARY
    assert matches("thư ký cụm III", stored)


def test_a_made_passcode_is_shown_once_and_never_beside_its_hash(capsys) -> None:
    assert main(["passcode", "leader", "--new"]) == 0
    printed = capsys.readouterr()
    made = printed.err.split("Mật khẩu: ")[1].splitlines()[0]
    assert made not in printed.out
    assert matches(made, parse_hash(tomllib.loads(printed.out)["access"]["passcodes"]["leader"]["hash"]))


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (("short", "short"), "ít nhất 10 ký tự"),
        (("long enough 1", "long enough 2"), "Hai lần gõ khác nhau"),
        (("", ""), "ít nhất"),
    ],
)
def test_a_passcode_that_will_not_do_is_refused(monkeypatch, capsys, typed, complaint) -> None:
    answers(monkeypatch, *typed)
    assert main(["passcode", "secretary"]) == 2
    printed = capsys.readouterr()
    assert complaint in printed.err
    assert printed.out == ""


def test_a_passcode_may_come_through_a_pipe(monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("from a keyring, long\nmore\n"))
    assert main(["passcode", "secretary"]) == 0
    stored = parse_hash(tomllib.loads(capsys.readouterr().out)["access"]["passcodes"]["secretary"]["hash"])
    assert matches("from a keyring, long", stored)


@pytest.mark.parametrize("role", ["viewer", "screen", "admin"])
def test_only_roles_with_a_passcode_have_one(role: str) -> None:
    with pytest.raises(SystemExit):
        main(["passcode", role])


@pytest.mark.parametrize("roles", [("secretary", "leader"), ("leader", "secretary")])
def test_what_two_commands_print_is_pasted_in_any_order(monkeypatch, capsys, roles) -> None:
    """Also into a file that holds the older form, where both stand in one table."""
    for role in roles:
        assert main(["passcode", role, "--new"]) == 0
    printed = capsys.readouterr().out
    policy = read_policy(tomllib.loads(printed))
    assert (policy.mode, policy.fault, len(policy.passcodes)) == (Mode.PASSCODE, None, 2)
    older = '[access]\nmode = "passcode"\n'
    assert read_policy(tomllib.loads(f"{older}{printed}")) == policy
    assert read_policy(tomllib.loads(f"{printed}{older}")) == policy
