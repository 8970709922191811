"""The settings that make the app read a spreadsheet of the fake."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account


def settings_text(fake: FakeSheets, account: Account, keys: Sequence[str], poll_seconds: float = 5) -> str:
    """A secrets file for these spreadsheets."""
    source = [
        "[source]",
        'kind = "google"',
        f"spreadsheets = {json.dumps(list(keys))}",
        f"poll_seconds = {poll_seconds}",
        f'api_endpoint = "{fake.endpoint}"',
    ]
    fields = [f"{name} = {json.dumps(value)}" for name, value in fake.info(account).items()]
    return "\n".join([*source, "", "[google]", *fields, ""])


def environment_of(home: Path, settings: str) -> dict[str, str]:
    """The environment of an app that has these settings, and keeps them and its state in `home`."""
    secrets = home / "secrets.toml"
    secrets.write_text(settings, encoding="utf-8")
    secrets.chmod(0o600)
    kept = {name: value for name, value in os.environ.items() if name != "THIDUA_SOURCE"}
    return kept | {"THIDUA_SECRETS": str(secrets), "THIDUA_STATE": str(home / "state")}
