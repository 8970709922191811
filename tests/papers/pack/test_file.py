"""The pack on this machine: of a rehearsal only as long as it goes on."""

from __future__ import annotations

from lib.papers.pack.file import FILE, REHEARSAL_FILE, PackFile
from lib.stage.log.events import RunKind
from tests.days import Day, sample_tables, version


def test_the_pack_of_a_rehearsal_goes_when_it_ends(tmp_path):
    day = Day(tmp_path)
    day.desk.offer(version(sample_tables()))
    pack = PackFile(day.desk, tmp_path / "pack")
    day.desk.begin(RunKind.REHEARSAL, day.desk.state.seq, "An")
    pack.write()
    assert (tmp_path / "pack" / REHEARSAL_FILE).exists()
    day.desk.end_rehearsal(day.desk.state.seq, "An")
    pack.write()
    assert [one.name for one in (tmp_path / "pack").iterdir()] == [FILE]
