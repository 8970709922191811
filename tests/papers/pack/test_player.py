"""The show as one file: whole, by itself, with what is released and nothing else."""

from __future__ import annotations

import json
import re

from lib.__main__ import main
from lib.command import pack as command
from lib.model.releasable import NOTHING
from lib.papers.pack.file import PackFile
from lib.papers.pack.player import pack
from lib.snapshot import build_snapshot
from lib.stage import acts, release_acts
from lib.stage.desk import Desk
from lib.stage.log.day_log import EventLog
from lib.stage.log.events import RunKind
from lib.stage.released_by_log import all_released
from lib.stage.show import build_show
from lib.stage.state import Options
from lib.store.shelf import FolderShelf
from tests.days import day_with, sample_tables, sample_version, version, with_cell, with_votes
from tests.places import SAMPLE


def shown(released, tables=None) -> str:
    snapshot = (version(tables) if tables else sample_version()).snapshot
    return pack(build_show(snapshot, released, Options()))


def packed(text: str) -> dict:
    found = re.search(r'<script type="application/json" id="show">(.*?)</script>', text, re.DOTALL)
    return json.loads(found.group(1))


def scenes(text: str) -> list[dict]:
    return packed(text)["scenes"]


def test_the_file_holds_every_scene_and_step():
    text = shown(all_released(sample_version().snapshot))
    names = [scene["name"] for scene in scenes(text)]
    assert any("Công bố: Cờ thi đua Chính phủ" in name for name in names)
    assert sum(len(scene["steps"]) for scene in scenes(text)) > 40
    assert "10/11 phiếu" in text


def test_the_file_needs_nothing_but_itself():
    text = shown(all_released(sample_version().snapshot))
    assert not re.search(r"""(?:src|href)\s*=|https?://|url\(|@import""", text)


def test_what_is_not_released_is_not_in_the_file():
    text = shown(NOTHING)
    for figure in ("193,75", "10/11 phiếu", "72,73"):
        assert figure not in text


def test_the_pages_of_the_site_are_in_the_file_to_be_read():
    found = json.loads(
        re.search(r'id="show">(.*?)</script>', shown(all_released(sample_version().snapshot)), re.DOTALL)[1]
    )
    told = {page["name"]: page["html"] for page in found["pages"]}
    assert [*told] == ["Tổng quan", "Bảng điểm", "Suy tôn"]
    assert "193,75" in told["Tổng quan"]
    assert "10</b>/11" in told["Suy tôn"]


def test_text_from_a_sheet_cannot_end_the_script():
    nasty = "</script><script>alert(1)</script>"
    text = shown(NOTHING, with_cell(sample_tables(), "Chương trình", 10, 3, nasty))
    assert "alert(1)</script>" not in text
    assert text.count("</script>") == 2
    assert any("alert(1)" in scene["name"] for scene in scenes(text))


def test_the_file_on_disk_follows_every_take_and_release(day, tmp_path):
    kept = PackFile(day.desk, tmp_path / "pack")
    kept.write()
    assert kept.is_fresh()
    assert "193,75" not in kept.path.read_text(encoding="utf-8")
    day.do(acts.fix_scores)
    day.do(release_acts.release_scores)
    kept.write()
    assert "193,75" in kept.path.read_text(encoding="utf-8")
    day.do(acts.forward)
    assert kept.is_fresh(), "a step is no other show"


def test_a_rehearsal_never_writes_over_the_real_file(day, tmp_path):
    kept = PackFile(day.desk, tmp_path / "pack")
    kept.write()
    before = kept.path.read_text(encoding="utf-8")
    day.begin(RunKind.REHEARSAL)
    kept.write()
    assert kept.path.read_text(encoding="utf-8") == before
    assert any("TẬP DƯỢT" in path.read_text(encoding="utf-8") for path in kept.path.parent.iterdir())


def test_the_command_writes_released_things_only_unless_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("THIDUA_STATE", str(tmp_path / "state"))
    out = tmp_path / "pack.html"
    assert main(["pack", str(SAMPLE), str(out)]) == 0
    assert "193,75" not in out.read_text(encoding="utf-8")
    assert main(["pack", str(SAMPLE), str(out), "--all", "--force"]) == 0
    assert "193,75" in out.read_text(encoding="utf-8")
    assert capsys.readouterr().out.splitlines() == [str(out)] * 2


def test_the_command_packs_what_the_log_released_with_its_corrections_and_switches(tmp_path, monkeypatch):
    day = day_with(tmp_path, with_votes(sample_tables(), "P3", TGPL=2))
    day.do(acts.fix_scores)
    day.do(release_acts.release_scores)
    day.do(lambda table: acts.switch(table, "top", 3))
    day.show("scores")
    day.do(release_acts.pause)
    day.desk.offer(sample_version())
    lines = [("scores:", "TGPL: tổng điểm", "2", "1")]
    day.do(lambda table: release_acts.correct(table, lines, "gõ nhầm", "Cụm trưởng"))
    monkeypatch.setenv("THIDUA_STATE", str(tmp_path))
    out = tmp_path / "trinh-chieu.html"
    assert main(["pack", str(SAMPLE), str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "gõ nhầm" in text
    assert "3 thứ hạng đầu" in text
    assert "9/11 phiếu" not in text


def test_the_command_reads_the_earlier_years_of_the_settings(tmp_path, monkeypatch, capsys):
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        f'[source]\nkind = "xlsx"\npath = "{SAMPLE.as_posix()}"\n'
        f'[[history]]\nkind = "xlsx"\npath = "{SAMPLE.as_posix()}"\n'
        '[[history]]\nkind = "xlsx"\npath = "khong_co.xlsx"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(command, "SECRETS", secrets)
    monkeypatch.setenv("THIDUA_STATE", str(tmp_path / "state"))
    given = []
    build = command.build_show
    monkeypatch.setattr(command, "build_show", lambda *parts, **more: given.append(more) or build(*parts, **more))
    assert main(["pack", str(SAMPLE), str(tmp_path / "x.html")]) == 0
    assert [one.workbook.contest.year for one in given[0]["earlier"]] == [2019]
    assert "khong_co.xlsx" in capsys.readouterr().err


def test_the_command_says_what_cannot_be_opened(tmp_path, capsys):
    assert main(["pack", str(tmp_path / "khong_co.xlsx"), str(tmp_path / "x.html")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_reads_the_log_of_the_store_that_the_settings_name(kept_in, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_STATE", str(tmp_path))
    monkeypatch.setattr("lib.command.pack.opened_store", lambda patience: kept_in)
    desk = Desk(EventLog(kept_in.rows("stage")), FolderShelf(tmp_path / "taken"), build_snapshot)
    desk.offer(sample_version())
    for act in (acts.fix_scores, release_acts.release_scores):
        desk.do(act, desk.state.seq, "An")
    out = tmp_path / "pack.html"
    assert main(["pack", str(SAMPLE), str(out)]) == 0
    assert "193,75" in out.read_text(encoding="utf-8")
