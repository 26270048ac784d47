"""Which server do tests of change records ask?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asking_samples import fetch
from flows.filed.samples import POLICY
from office import FIRST, Bureau, make_bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    with make_bureau(tmp_path, files={**FIRST, ".paraph/policy.yaml": POLICY}) as made:
        fetch(made)
        yield made
