"""Readers of test repositories that are closed when the test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paraph.adapters.git.reader import GitRepository


@pytest.fixture
def open_repo() -> Iterator[Callable[[Path], GitRepository]]:
    """Open readers by path."""
    opened: list[GitRepository] = []

    def open_(path: Path) -> GitRepository:
        opened.append(GitRepository(str(path)))
        return opened[-1]

    yield open_
    for reader in opened:
        reader.close()
