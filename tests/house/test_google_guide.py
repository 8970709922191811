"""The guide to Google says what the program says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from lib.model.problems import SourceFailure
from lib.settings import Settings, SourceKind, read_settings
from lib.sheets.sources.account import ServiceAccount
from lib.show.sources.failures import FAILURES

GUIDE = (Path(__file__).parents[2] / "docs" / "google.md").read_text(encoding="utf-8")
UNWRAPPED = GUIDE.replace("\n  ", " ")
OF_FILES_ONLY = {
    SourceFailure.NOT_A_WORKBOOK,
    SourceFailure.FOLDER,
    SourceFailure.DAMAGED,
    SourceFailure.ENCRYPTED,
    SourceFailure.OLD_EXCEL,
    SourceFailure.BINARY_WORKBOOK,
    SourceFailure.OPEN_DOCUMENT,
    SourceFailure.REFUSED,
    SourceFailure.BUSY,
}


@pytest.mark.parametrize("failure", [failure for failure in SourceFailure if failure not in OF_FILES_ONLY])
def test_every_failure_of_google_is_explained_in_the_words_of_the_program(failure):
    assert f"- **{FAILURES[failure].sentence}**" in UNWRAPPED


def test_the_settings_of_the_guide_are_read(tmp_path):
    example = GUIDE.split("```toml\n")[1].split("```")[0]
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(example, encoding="utf-8")
    settings: Settings = read_settings(secrets, {}, tmp_path / "unused.xlsx")
    assert settings.fault is None
    assert [place.kind for place in settings.source.places] == [SourceKind.GOOGLE]
    assert ServiceAccount.of(tomllib.loads(example)["google"]).client_email in GUIDE
