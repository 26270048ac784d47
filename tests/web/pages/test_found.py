from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from paraph.core.errors import ReadError
from paraph.web.pages.found import decided, needed
from shown_office import Desk


def test_a_decision_that_was_erased_is_none(desk: Desk) -> None:
    row = desk.bureau.row(desk.numbers["pay"])
    here: Any = SimpleNamespace(office=desk.bureau.office, path="/")
    found = decided(here, row)
    assert found is not None
    assert found.decision.verdict == "wait"
    lost = row._replace(decision="0" * 64)
    assert decided(here, lost) is None
    with pytest.raises(ReadError, match="not at hand"):
        needed(SimpleNamespace(evaluation=None))  # type: ignore[arg-type]
