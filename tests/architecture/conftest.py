"""The syntax trees of thousands of files are let go of with each question about them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from architecture.tree import parsed


@pytest.fixture(scope="module", autouse=True)
def trees() -> Iterator[None]:
    """What was parsed once serves every rule of a module."""
    yield
    parsed.cache_clear()
