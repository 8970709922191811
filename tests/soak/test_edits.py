"""A short run of `tests/soak/edits.py`; the long one is `make soak-edits`."""

from __future__ import annotations

import pytest

from tests.soak.edits import drive


@pytest.mark.parametrize("seed", [1, 2])
def test_random_edits_never_leave_pages_on_a_wrong_or_empty_version(seed):
    done = drive(edits=80, seed=seed)
    assert done.kinds.total() >= 80
    assert done.versions > 5
