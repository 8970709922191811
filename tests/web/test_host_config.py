"""What the front end learns about the server."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_routes import create_host_config_routes

from lib.web.front_page import HOST_CONFIG, HOST_CONFIG_PATH, HostConfig


def client_of(base: str = "") -> TestClient:
    async def other(_request):
        return PlainTextResponse("other")

    routes = [Route("/{rest:path}", other, methods=["GET", "POST"])]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(HostConfig, base=base)]))


def test_no_dialog_covers_the_picture_and_no_statistics_are_sent():
    got = client_of().get(HOST_CONFIG_PATH)
    assert got.json()["blockErrorDialogs"] is True
    assert got.json()["metricsUrl"] == "off"
    assert got.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/", "/_stcore/health", f"/bang_diem{HOST_CONFIG_PATH}"])
def test_everything_else_goes_on(path):
    assert client_of().get(path).text == "other"


def test_only_a_question_is_answered():
    assert client_of().post(HOST_CONFIG_PATH).text == "other"


def test_under_a_base_path():
    client = client_of("thi-dua")
    assert client.get(f"/thi-dua{HOST_CONFIG_PATH}").json() == HOST_CONFIG
    assert client.get(HOST_CONFIG_PATH).text == "other"


def test_streamlit_asks_for_exactly_these_fields():
    """Fails where a newer Streamlit answers with other fields: then ours must be looked at again."""
    client = TestClient(Starlette(routes=create_host_config_routes("")))
    assert client.get(HOST_CONFIG_PATH).json().keys() == HOST_CONFIG.keys()
