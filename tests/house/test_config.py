"""The production configuration: every option exists, and what must be so is so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest
import uvloop
from starlette.applications import Starlette
from streamlit import config
from streamlit.web.server.starlette.starlette_server import _get_uvicorn_config_kwargs
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from lib.sheets.convert.files import LARGEST_TABLE_FILE
from lib.web.guard.request_meter import Limits
from lib.web.uploads import PATH as UPLOADS
from tests.places import ROOT

OPTIONS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def flat(section: dict[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in section.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


ALL = dict(flat(OPTIONS))


def test_every_option_of_the_configuration_is_known_to_streamlit():
    assert set(ALL) - set(config._config_options_template) == set()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("server.address", "127.0.0.1"),
        ("server.fileWatcherType", "none"),
        ("server.showEmailPrompt", False),
        ("runner.postScriptGC", False),
        ("browser.gatherUsageStats", False),
        ("client.toolbarMode", "minimal"),
        ("client.showErrorDetails", "none"),
        ("client.showErrorLinks", False),
        ("client.disableDataExport", True),
        ("logger.hideWelcomeMessage", True),
    ],
)
def test_what_keeps_the_app_private_fast_and_vietnamese(option, value):
    assert ALL[option] == value


NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")


def test_every_limit_in_front_of_the_app_is_that_of_the_program():
    limits, megabytes = Limits(), LARGEST_TABLE_FILE // 10**6
    uploads = NGINX[NGINX.index(f"location = /{UPLOADS} ") :]
    assert ALL["server.maxUploadSize"] == megabytes
    assert re.findall(r"client_max_body_size (\w+);", uploads)[0] == f"{megabytes}m"
    for line in (
        f"client_max_body_size {limits.body // 1024}k;",
        f"limit_conn thidua_lines {limits.open_sockets_in_all};",
        f"zone=thidua_asks:4m rate={limits.requests.per_second}r/s;",
        f"limit_req zone=thidua_asks burst={limits.requests.burst} nodelay;",
    ):
        assert line in NGINX


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_server_runs_on_the_quick_loop():
    served = Config(Starlette(), **_get_uvicorn_config_kwargs())
    served.load()
    assert served.get_loop_factory() is uvloop.new_event_loop
    assert served.http_protocol_class is HttpToolsProtocol


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ink", ["textColor", "primaryColor", "linkColor", "redColor", "yellowColor", "grayColor"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_every_ink_is_readable_on_every_ground(mode, ink, ground):
    theme = OPTIONS["theme"][mode]
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_of_charts_stand_out_from_the_ground(mode):
    theme = OPTIONS["theme"][mode]
    accent, highlight = theme["chartCategoricalColors"][:2]
    assert contrast(accent, theme["backgroundColor"]) >= 3
    assert theme["primaryColor"] == accent
    assert highlight != accent


def test_the_example_of_the_settings_reads_without_a_fault(tmp_path):
    from lib.settings import read_settings

    example = (ROOT / ".streamlit" / "secrets.example.toml").read_text(encoding="utf-8")
    (tmp_path / ".streamlit").mkdir()
    copy = tmp_path / ".streamlit" / "secrets.toml"
    copy.write_text(example, encoding="utf-8")
    assert read_settings(copy, {}, tmp_path).fault is None
