"""What the papers of the repository say is there is there."""

from __future__ import annotations

import re

import pytest

from tests.house.reading import _read
from tests.places import ROOT
from tools import architecture_picture

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):.*## (.+)$", MAKEFILE, re.MULTILINE)
DOCS = sorted(ROOT.glob("docs/*.md"))


def test_every_target_is_explained_in_the_makefile_and_in_the_readme():
    assert {name for name, _ in TARGETS} >= {"run", "dev", "test", "lint", "bench", "help"}
    for name, _ in TARGETS:
        assert f"`make {name}`" in README


def test_the_readme_names_no_target_that_is_not_there():
    named = set(re.findall(r"make ([a-z][a-z-]*)", README))
    assert named <= {name for name, _ in TARGETS}


@pytest.mark.parametrize("doc", [ROOT / "README.md", *DOCS], ids=lambda path: path.name)
def test_every_file_that_a_document_names_exists(doc):
    named = re.findall(r"`((?:lib|tests|docs|pages|bench|sample_data)/[\w./-]*\w)", doc.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_law_that_the_code_cites_is_defined():
    texts = [path.read_text(encoding="utf-8") for folder in ("lib", "pages") for path in ROOT.glob(f"{folder}/**/*.py")]
    cited = {number for text in texts for number in re.findall(r"\blaw (\d+)", text, re.IGNORECASE)}
    laws = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("## Laws")[1].split("\n## ")[0]
    assert cited
    assert cited <= set(re.findall(r"^(\d+)\. ", laws, re.MULTILINE))


def test_every_test_that_watches_streamlit_exists():
    listed = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "streamlit.md").read_text(encoding="utf-8"))
    assert listed
    for path, name in listed:
        assert name in {function.name for function in _read(ROOT / path).functions()}, f"{path}::{name}"


def test_every_requirement_is_pinned_exactly():
    pinned = r'[\w.-]+==[\w.]+(; sys_platform != "win32")?'
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith(("#", "-r"))]
        assert [line for line in pins if not re.fullmatch(pinned, line)] == []
        assert len({line.partition("==")[0].lower() for line in pins}) == len(pins)


def test_the_continuous_integration_runs_what_people_run():
    assert "exec make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_drawing_of_the_rooms_is_up_to_date_and_names_them_all():
    assert (ROOT / "docs" / "architecture.svg").read_text(encoding="utf-8") == architecture_picture.drawn()
    rooms = {folder.name for folder in (ROOT / "lib").iterdir() if (folder / "__init__.py").is_file()}
    named = {room for _, names, _ in architecture_picture.FLOORS for room in re.findall(r"\w+", names)}
    assert rooms - named == set()


def test_every_module_that_a_document_names_by_its_file_is_there():
    files = {
        path.name for folder in ("lib", "pages", "tests", "bench", "tools") for path in (ROOT / folder).rglob("*.*")
    }
    files |= {path.name for path in ROOT.iterdir()} | {path.name for path in (ROOT / "docs").iterdir()} | {"utils.py"}
    for doc in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS):
        named = re.findall(r"`(?:[\w.-]+/)*([\w.]+\.(?:py|js|css))`", doc.read_text(encoding="utf-8"))
        assert [name for name in named if name not in files] == [], doc.name
