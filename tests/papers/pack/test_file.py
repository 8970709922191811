"""The pack on this machine: of a rehearsal only as long as it goes on."""

from __future__ import annotations

from lib.papers.pack.file import FILE, REHEARSAL_FILE, PackFile
from lib.stage.log.events import RunKind
from tests.days import day_with


def test_the_pack_of_a_rehearsal_goes_when_it_ends(tmp_path):
    day = day_with(tmp_path)
    pack = PackFile(day.desk, tmp_path / "pack")
    day.begin(RunKind.REHEARSAL)
    pack.write()
    assert (tmp_path / "pack" / REHEARSAL_FILE).exists()
    day.desk.end_rehearsal(day.desk.state.seq, "An")
    pack.write()
    assert [one.name for one in (tmp_path / "pack").iterdir()] == [FILE]
