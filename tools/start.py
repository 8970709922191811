"""Opens the board on this computer: makes the environment once, starts the server on loopback, opens two windows.

Standard library only, for it runs before anything is installed. `Mo-bang-diem.cmd` calls it on Windows.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
MARK = ENVIRONMENT / "runtime"
REQUIREMENTS = ROOT / "requirements.txt"
WHEELS = ROOT / "wheels"
PORT = os.environ.get("THIDUA_PORT", "8501")
ADDRESS = f"http://127.0.0.1:{PORT}"
PAGES = ("dieu_khien", "trinh_chieu")
FIRST_ANSWER = 120.0
LEAST = (3, 11)


def environment_python() -> Path:
    """The interpreter of the environment, where Windows and others put it."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return ENVIRONMENT / folder / name


def is_current() -> bool:
    """Whether the environment holds what `requirements.txt` asks for, as far as the files' times show."""
    return MARK.exists() and MARK.stat().st_mtime >= REQUIREMENTS.stat().st_mtime and environment_python().exists()


def install_command(wheels: Path) -> list[str]:
    """The pip command; with a folder of wheels nothing is fetched."""
    offline = ["--no-index", f"--find-links={wheels}"] if wheels.is_dir() else []
    pip = [str(environment_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [*pip, *offline, "-r", str(REQUIREMENTS)]


def prepare() -> None:
    """Make the environment where it is missing or old."""
    if is_current():
        return
    print("Đang cài đặt lần đầu, mất vài phút…", flush=True)
    if not environment_python().exists():
        venv.create(ENVIRONMENT, with_pip=True)
    subprocess.run(install_command(WHEELS), check=True)
    MARK.touch()


def answers() -> bool:
    """Whether the server answers."""
    try:
        with urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=2) as reply:
            return reply.read() == b"ok"
    except (urllib.error.URLError, OSError):
        return False


def serve() -> int:
    """Run the server until it ends; open the windows once it answers. The exit status of the server."""
    options = ["--server.port", PORT, "--server.address", "127.0.0.1", "--server.headless", "true"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    command = [str(environment_python()), "-m", "streamlit", "run", "app.py", *options]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        if wait(server):
            for page in PAGES:
                webbrowser.open_new(f"{ADDRESS}/{page}")
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return 0


def wait(server: subprocess.Popen[bytes]) -> bool:
    """Whether the server answered before it ended or the patience was over."""
    until = time.monotonic() + FIRST_ANSWER
    while server.poll() is None and time.monotonic() < until:
        if answers():
            return True
        time.sleep(0.3)
    return False


def main() -> int:
    """Prepare, or use the server that is running already, and open the windows."""
    if sys.version_info < LEAST:
        print("Cần Python 3.11 trở lên; cài từ Microsoft Store rồi mở lại.")
        return 1
    if answers():
        for page in PAGES:
            webbrowser.open_new(f"{ADDRESS}/{page}")
        return 0
    try:
        prepare()
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"Chưa cài đặt được: {error}. Kiểm tra mạng, hoặc chép thư mục wheels vào cạnh tệp này.")
        return 1
    return serve()


if __name__ == "__main__":
    sys.exit(main())
