from __future__ import annotations

import random

import pytest

from benchmarks.notes import LARGEST_BYTES, note, sizes
from paraph.adapters.formats.git_ai_note import read_git_ai_note

EXPECTED = {
    "legacy_key", "prompt_messages", "path_twice", "entries_overlap", "range_disorder", "range_unreadable",
}  # fmt: skip


@pytest.mark.parametrize("size", [500, 200_000])
def test_the_notes_that_are_measured_are_notes(size: int) -> None:
    draw = random.Random(1)
    for number in range(20):
        commit = f"{number:040x}"
        found = read_git_ai_note(commit, note(draw, commit, size))
        assert found.files
        assert {each.kind for each in found.oddities} <= EXPECTED


def test_their_sizes_spread_widely_and_come_to_a_total() -> None:
    drawn = sizes(random.Random(1), 10_000, 500_000_000)
    assert 400_000_000 < sum(drawn) < 620_000_000
    assert max(drawn) <= LARGEST_BYTES
