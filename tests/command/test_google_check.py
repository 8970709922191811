"""The way to a Google Sheet tried step by step: every broken state stops at its own step, with its sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lib.__main__ import main
from lib.model.problems import SourceFailure as S
from lib.show.sources.failures import FAILURES
from lib.show.sources.set_up_words import ALL_WELL, STEPS
from tests.fake_sheets import faults
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.export import Instead
from tests.fake_sheets.faults import always
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account, new_account
from tests.places import SAMPLE

KEY = "1sheet-of-the-cluster_to-be-checked"
ADDRESS = f"https://docs.google.com/spreadsheets/d/{KEY}/edit"
EMAIL = "doc-so-lieu@thi-dua-test.iam.gserviceaccount.com"
Break = Callable[[FakeSheets, Account, dict[str, str]], object]


@pytest.fixture
def fake():
    with FakeSheets() as server:
        server.google.add(book_of(SAMPLE, KEY, "Bảng điểm", readers={EMAIL}))
        yield server


@pytest.fixture
def account() -> Account:
    return new_account(EMAIL)


@pytest.fixture
def secrets(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "secrets.toml"
    for module in ("lib.command.source_arguments", "lib.command.google"):
        monkeypatch.setattr(f"{module}.SECRETS", path)
    return path


def by_account(fake: FakeSheets, info: dict[str, str]) -> str:
    fields = "\n".join(f"{name} = {json.dumps(value)}" for name, value in info.items())
    return (
        f'[source]\nkind = "google"\nspreadsheet = "{ADDRESS}"\napi_endpoint = "{fake.endpoint}"\n[google]\n{fields}\n'
    )


def test_every_step_with_the_service_account(fake, account, secrets, capsys):
    secrets.write_text(by_account(fake, fake.info(account)), encoding="utf-8")
    assert main(["google", "check"]) == 0
    *steps, last = capsys.readouterr().out.splitlines()
    assert [line.split(" (")[0] for line in steps] == [f"✓ {name}" for name in STEPS.values()]
    assert "Bảng điểm" in steps[-1]
    assert EMAIL in steps[2]
    assert last == ALL_WELL


def test_every_step_by_link(fake, secrets, capsys):
    secrets.write_text(f'[source]\nkind = "xlsx"\npath = "a"\napi_endpoint = "{fake.endpoint}"\n', encoding="utf-8")
    assert main(["google", "check", ADDRESS]) == 0
    names = [line.split(" (")[0] for line in capsys.readouterr().out.splitlines()[:-1]]
    assert names == [
        f"✓ {STEPS[step]}"
        for step in STEPS
        if step.value in {"settings", "address", "online", "shared", "tabs", "reading"}
    ]


BROKEN: dict[str, tuple[Break, str, S, str]] = {
    "a torn key": (lambda f, a, i: i.update(private_key=i["private_key"][:400]), "key", S.BAD_SETTINGS, "mục 6"),
    "no address of the account": (lambda f, a, i: i.pop("client_email"), "key", S.BAD_SETTINGS, "mục 6"),
    "a clock that is wrong": (
        lambda f, a, i: setattr(f.google.tokens, "ahead", 7200.0),
        "clock",
        S.CLOCK_WRONG,
        "mục 7",
    ),
    "a revoked key": (lambda f, a, i: setattr(a, "revoked", True), "token", S.KEY_REVOKED, "mục 4"),
    "a firewall": (lambda f, a, i: f.google.script.add(always(faults.blocked(403))), "online", S.FIREWALL, "mục 7"),
    "the API off": (lambda f, a, i: f.google.script.add(faults.api_disabled()), "api", S.API_DISABLED, "mục 2"),
    "a closed project": (
        lambda f, a, i: f.google.script.add(faults.project_suspended()),
        "api",
        S.PROJECT_CLOSED,
        "mục 1",
    ),
    "not shared": (lambda f, a, i: f.google.script.add(faults.forbidden()), "shared", S.NO_PERMISSION, "mục 5"),
    "an Excel file": (lambda f, a, i: f.google.script.add(faults.office_file()), "shared", S.OFFICE_FILE, "Một phút"),
}


@pytest.mark.parametrize("state", BROKEN)
def test_the_first_step_that_fails_is_told_with_its_place_in_the_guide(fake, account, secrets, capsys, state):
    breaking, step, failure, place = BROKEN[state]
    info = fake.info(account)
    breaking(fake, account, info)
    secrets.write_text(by_account(fake, info), encoding="utf-8")
    assert main(["google", "check"]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    name = next(words for each, words in STEPS.items() if each.value == step)
    assert last.startswith(f"✗ {name} (")
    assert FAILURES[failure].sentence in last
    assert "docs/google.md" in last
    assert place in last
    assert KEY not in last


def test_a_sheet_that_is_not_shared_by_link(fake, secrets, capsys):
    secrets.write_text(f'[source]\nkind = "xlsx"\npath = "a"\napi_endpoint = "{fake.endpoint}"\n', encoding="utf-8")
    fake.google.exports.instead = Instead.LOGIN
    assert main(["google", "check", ADDRESS]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert f"✗ {STEPS['shared']}" in last
    assert FAILURES[S.NOT_SHARED].sentence in last


def test_settings_that_cannot_be_read_are_the_first_step(secrets, capsys):
    secrets.write_text('[source]\nkind = "google\n', encoding="utf-8")
    assert main(["google", "check"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("✗ Tệp cài đặt đọc được")
    assert "dòng 2" in line


def test_without_an_address_there_is_nothing_to_try(secrets, capsys):
    assert main(["google", "check"]) == 2
    assert "python -m lib google check" in capsys.readouterr().err


def test_a_word_is_no_address(secrets, capsys):
    assert main(["google", "check", "bang_diem"]) == 1
    assert f"✗ {STEPS['address']}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("instead", "step"), [(Instead.PORTAL, "online"), (Instead.DOWN, "online"), (Instead.QUOTA, "reading")]
)
def test_by_link_too_a_failure_stands_at_its_own_step(fake, secrets, capsys, instead, step):
    secrets.write_text(f'[source]\nkind = "xlsx"\npath = "a"\napi_endpoint = "{fake.endpoint}"\n', encoding="utf-8")
    fake.google.exports.instead = instead
    assert main(["google", "check", ADDRESS]) == 1
    assert f"✗ {STEPS[step]}" in capsys.readouterr().out.splitlines()[-1]
