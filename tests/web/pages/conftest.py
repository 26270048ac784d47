from __future__ import annotations

from collections.abc import Iterator

import pytest

from shown_office import Desk, make_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with make_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made
