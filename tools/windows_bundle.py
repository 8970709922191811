"""`make windows-bundle`: the project and its pinned wheels for Windows in one zip, to install without the Internet."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "dist" / "bang-diem-windows.zip"
TOP = "bang-diem"
ELSEWHERE = '; sys_platform != "win32"'
"""The marker of what Windows does without; pip reads it for the machine that downloads."""
PLATFORM = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--only-binary", ":all:"]


def download(folder: Path) -> list[Path]:
    """Fetch the pinned wheels for Windows into `folder`; CalledProcessError where one is not to be had."""
    folder.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--dest", str(folder)]
    wanted = for_windows((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    subprocess.run([*pip, *PLATFORM, "--no-deps", *wanted], check=True)
    return sorted(folder.glob("*.whl"))


def for_windows(requirements: str) -> list[str]:
    """The pinned packages that are installed on Windows."""
    lines = (line.partition("#")[0].strip() for line in requirements.splitlines())
    return [line for line in lines if line and not line.endswith(ELSEWHERE)]


def project_files() -> list[Path]:
    """The files of the project that git knows, without the tests."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = [name for name in listed.split("\0") if name and not name.startswith(("tests/", "bench/", ".ci/"))]
    return [ROOT / name for name in names]


def bundle(wheels: list[Path], out: Path) -> None:
    """Write the zip: the project at the top, the wheels beside it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in project_files():
            archive.write(path, f"{TOP}/{path.relative_to(ROOT).as_posix()}")
        for wheel in wheels:
            archive.write(wheel, f"{TOP}/wheels/{wheel.name}", compress_type=zipfile.ZIP_STORED)


if __name__ == "__main__":
    bundle(download(ROOT / "dist" / "wheels"), OUT)
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size / 1e6:.0f} MB")
