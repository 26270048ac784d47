"""Whom do tests of asking share a server with?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from office import Bureau, make_bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    with make_bureau(tmp_path) as made:
        yield made
