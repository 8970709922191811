"""A fake Google on loopback, and an account that the sample spreadsheet is shared with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lib.sheets.sources.account import GoogleAccess, ServiceAccount
from lib.sheets.sources.retry import Patience
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
def access(fake: FakeSheets, account: Account) -> GoogleAccess:
    """Access with little patience, so that a test of a failure is short."""
    patience = Patience(tries=3, deadline=3.0, connect=0.5, read=0.6, first_wait=0.01, longest_wait=0.02)
    return GoogleAccess(ServiceAccount.of(fake.info(account)), fake.endpoint, patience)
