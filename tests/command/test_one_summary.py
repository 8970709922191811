"""The same sheet by link, by service account and as a file gives the same summary, but for where it was read from."""

from __future__ import annotations

import json

from lib.__main__ import main
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account
from tests.places import SAMPLE

KEY = "1one-sheet-read-in-three-ways"
ADDRESS = f"https://docs.google.com/spreadsheets/d/{KEY}/edit"
EMAIL = "doc-so-lieu@thi-dua-test.iam.gserviceaccount.com"


def test_three_ways_give_one_summary(tmp_path, monkeypatch, capsys):
    secrets = tmp_path / "secrets.toml"
    monkeypatch.setattr("lib.command.source_arguments.SECRETS", secrets)
    found = {}
    with FakeSheets() as fake:
        fake.google.add(book_of(SAMPLE, KEY, "cum_iii_2019", readers={EMAIL}))
        by_link = f'[source]\napi_endpoint = "{fake.endpoint}"\n'
        fields = "".join(f"{name} = {json.dumps(value)}\n" for name, value in fake.info(new_account(EMAIL)).items())
        for way, settings, source in (
            ("file", by_link, str(SAMPLE)),
            ("link", by_link, ADDRESS),
            ("account", f"{by_link}[google]\n{fields}", ADDRESS),
        ):
            secrets.write_text(settings, encoding="utf-8")
            status = main(["summary", source, "--json"])
            found[way] = status, json.loads(capsys.readouterr().out)
    for way in ("link", "account"):
        status, summary = found[way]
        assert status == found["file"][0]
        assert {name for name, value in summary.items() if value != found["file"][1][name]} <= {"source"}
