"""A server in memory for the tests of the web."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from web.app import Browser, Stand


@pytest.fixture
def stand() -> Stand:
    return Stand()


@pytest.fixture
def ada(stand: Stand) -> Iterator[Browser]:
    """A browser in which a reviewer is logged in."""
    with stand.browser("ada") as browser:
        yield browser
