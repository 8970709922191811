"""What holds for all tests of one process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner


SLOWEST = ("test_embargo", "test_scenes", "test_google", "test_oidc", "test_follow", "test_access", "test_crawler")
"""The browser tests that take longest, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long tests, so that the last ones are short and two workers end together."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    if item.path.parent.name != "browser":
        return len(SLOWEST) + 1
    return SLOWEST.index(item.path.stem) if item.path.stem in SLOWEST else len(SLOWEST)


@pytest.fixture(scope="session", autouse=True)
def installed_packages_are_scanned_once() -> Iterator[None]:
    """Streamlit reads the metadata of every installed package for each `AppTest`, and they stay as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield
