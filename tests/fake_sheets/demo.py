"""The settings that make the app read a spreadsheet of the fake."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account


def write_settings(
    home: Path, fake: FakeSheets, account: Account, keys: Sequence[str], poll_seconds: float = 5
) -> dict[str, str]:
    """A secrets file in `home` for these spreadsheets; the environment of an app that reads it."""
    secrets = home / "secrets.toml"
    account_lines = [f"{name} = {json.dumps(value)}" for name, value in fake.info(account).items()]
    source = [
        "[source]",
        'kind = "google"',
        f"spreadsheets = {json.dumps(list(keys))}",
        f"poll_seconds = {poll_seconds}",
        f'api_endpoint = "{fake.endpoint}"',
    ]
    secrets.write_text("\n".join([*source, "", "[google]", *account_lines, ""]), encoding="utf-8")
    secrets.chmod(0o600)
    kept = {name: value for name, value in os.environ.items() if name != "THIDUA_SOURCE"}
    return kept | {"THIDUA_SECRETS": str(secrets), "THIDUA_STATE": str(home / "state")}
