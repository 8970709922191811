"""Servers with each mode of access, and what a visitor does to get in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from playwright.sync_api import Page, expect

from lib.access.passcodes import hash_passcode
from tests.browser.conftest import SAMPLES, Server
from tests.damage import rows_of
from tests.waiting import PATIENCE

PASSCODES = {"secretary": "thu-ky-cua-cum", "leader": "lanh-dao-cum"}
SECRETARY_ONLY = "Trang này dành cho thư ký cụm thi đua."
SAMPLE = SAMPLES / "cum_iii_2019.xlsx"


def passcode_settings() -> str:
    """Settings with a passcode for each role, hashed cheaply."""
    lines = [f'{role} = "{hash_passcode(passcode, cost=2)}"' for role, passcode in PASSCODES.items()]
    return "\n".join(['[access]\nmode = "passcode"\n[access.passcodes]', *lines]) + "\n"


def with_settings(home: Path, text: str, *options: str, source: Path = SAMPLE) -> Server:
    """A server that is not started yet, with settings of its own."""
    server = Server(source, home, options=options)
    change_settings(server, text)
    return server


def audit_lines(server: Server) -> list[str]:
    """The lines of the audit log as they stand on the disk."""
    return rows_of(server.home / "state" / "log" / "audit.sqlite")


def settings_of(server: Server) -> Path:
    return server.home / ".streamlit" / "secrets.toml"


def change_settings(server: Server, text: str) -> None:
    """Write the settings as an editor does: whole, with a new time."""
    path = settings_of(server)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 2_000_000_000, before + 2_000_000_000))


@contextmanager
def running(server: Server) -> Iterator[Server]:
    try:
        yield server.start()
    finally:
        server.stop()


def log_in(page: Page, server: Server, role: str, back: str = "truy_cap") -> None:
    """Log in by passcode; ends on the page one came from."""
    page.goto(f"{server.url}/dang-nhap?ve={back}")
    page.get_by_label("Mật khẩu").fill(PASSCODES[role])
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**/{back}")


@dataclass
class Provider:
    """A real OpenID Connect provider on this machine, and a person of it."""

    address: str

    def set_person(self, name: str, **claims: object) -> None:
        requests.put(f"{self.address}/users/{name}", json=claims, timeout=PATIENCE).raise_for_status()

    def settings(self, server: Server, access: str) -> str:
        return (
            f'[auth]\nredirect_uri = "{server.url}/oauth2callback"\ncookie_secret = "for tests only, not a secret"\n'
            f'client_id = "thidua"\nclient_secret = "for tests only"\n'
            f'server_metadata_url = "{self.address}/.well-known/openid-configuration"\n'
            f'[access]\nmode = "oidc"\n{access}\n'
        )


def authorize(page: Page, name: str) -> None:
    """What a person does on the provider's page."""
    page.get_by_placeholder("sub").fill(name)
    page.get_by_role("button", name="Authorize").click()


def expect_refused(page: Page, sentence: str) -> None:
    expect(page.get_by_text(SECRETARY_ONLY)).to_be_visible()
    expect(page.get_by_text(sentence)).to_be_visible()
