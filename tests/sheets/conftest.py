"""A fake Google on loopback, and an account that the sample spreadsheet is shared with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lib.sheets.sources.account import GoogleAccess, ServiceAccount
from tests.fake_sheets.patience import patience_with
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account, new_account


@pytest.fixture(scope="session")
def account() -> Account:
    return new_account()


@pytest.fixture
def fake() -> Iterator[FakeSheets]:
    with FakeSheets() as server:
        yield server


@pytest.fixture
def access(fake: FakeSheets, account: Account, request: pytest.FixtureRequest) -> GoogleAccess:
    """Access with little patience where the `fault` of the test is one of time."""
    parameters = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    patience = patience_with(parameters.get("fault"))
    return GoogleAccess(ServiceAccount.of(fake.info(account)), fake.endpoint, patience)
