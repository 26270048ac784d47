"""Which words are days?"""

from __future__ import annotations

import pytest

from paraph.adapters.directories.days import day_of, is_day, refuse_reversed
from paraph.adapters.formats.directory_keys import ABSENCE_SPAN
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.policy.reading import Reading


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("2026-03-01", True), ("2024-02-29", True), ("2026-02-29", False), ("2026-3-1", False), ("20260301", False),
        ("2026-W10-1", False), ("", False), ("2026-03-01T00:00", False), ("٢٠٢٦-٠٣-٠١", False), ("0000-01-01", False),
    ],
)  # fmt: skip
def test_is_day(word: str, expected: bool) -> None:
    assert is_day(word) is expected


def test_what_is_wrong_is_reported_at_its_place() -> None:
    reading = Reading(read_yaml(b"from: 2026-02-30\nto: 2026-03-01\n", "x.yaml"))
    fields = reading.fields(reading.document.root, ABSENCE_SPAN, "an absence") or {}
    assert day_of(reading, fields, "to") == "2026-03-01"
    assert day_of(reading, fields, "from") is None
    refuse_reversed(reading, reading.document.root, "the span", "2026-03-02", "2026-03-01")
    refuse_reversed(reading, reading.document.root, "the span", "", "2026-03-01")
    found = [(problem.code, problem.what) for problem in reading.problems]
    assert found == [
        ("P0215", "`2026-02-30` is no day"),
        ("P0215", "the span ends on 2026-03-01, before it starts on 2026-03-02"),
    ]
