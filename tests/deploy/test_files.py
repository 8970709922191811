"""The files of `deploy/` say what the program and each other say."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def test_the_container_holds_what_the_app_needs_and_no_secret():
    copied = re.findall(r"^COPY (\S+)", text("Containerfile"), re.MULTILINE)
    assert all((ROOT / path).exists() for path in copied)
    assert {"app.py", "lib", "pages", "requirements.txt", ".streamlit/config.toml"} <= set(copied)
    assert not any(path in (".", ".streamlit") for path in copied)


@pytest.mark.parametrize("name", ["Containerfile", "thidua@.service"])
def test_every_process_is_started_as_the_pages_say(name):
    assert "streamlit" in text(name)
    assert "--server.headless" in text(name)
    assert "SIGTERM" in text(name)


def test_nginx_passes_on_what_the_app_relies_on():
    server = text("nginx.conf")
    for line in (
        "Host $http_host",
        "Upgrade $http_upgrade",
        "X-Forwarded-For $remote_addr",
        "X-Forwarded-Proto $scheme",
    ):
        assert f"proxy_set_header {line};" in server
    inside = re.findall(r"location [^{]+\{([^}]*)\}", server)
    assert inside
    assert not any("proxy_set_header" in block for block in inside), "one there drops all of those above"


def test_compose_starts_several_processes_over_one_store_that_loses_nothing():
    services = yaml.safe_load(text("compose.yaml"))["services"]
    apps = [service for name, service in services.items() if name.startswith("app")]
    assert len(apps) >= 2
    assert {str(app["volumes"][0]).split(":")[0] for app in apps} == {f"state{n + 1}" for n in range(len(apps))}
    command = " ".join(services["store"]["command"])
    for option in ("--appendonly yes", "--appendfsync always", "--maxmemory-policy noeviction"):
        assert option in command
    assert "ports" not in services["store"]
    assert "store.conf" in command, "the store asks for a password, which stands in no command line"
    assert "requirepass" in text("compose.yaml")


def test_a_unit_writes_for_its_own_account_and_has_room_for_a_hall():
    unit = text("thidua@.service")
    assert "UMask=0077" in unit
    assert "LimitNOFILE=65536" in unit


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd is installed")
def test_systemd_understands_every_unit_and_when_the_backup_is_due(tmp_path: Path):
    for path in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer"), *DEPLOY.glob("*.target")):
        shutil.copy(path, tmp_path)
    units = ["thidua@8501.service", "thidua-backup@8501.service", "thidua-backup@8501.timer", "thidua.target"]
    found = subprocess.run(
        ["systemd-analyze", "verify", *units],
        cwd=tmp_path, env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:"}, capture_output=True, text=True,
    )  # fmt: skip
    told = [line for line in found.stderr.splitlines() if "thidua" in line and "is not executable" not in line]
    assert told == [], "only the program itself is not here"
    (due,) = re.findall(r"^OnCalendar=(.+)$", text("thidua-backup@.timer"), re.MULTILINE)
    assert subprocess.run(["systemd-analyze", "calendar", due], capture_output=True).returncode == 0
