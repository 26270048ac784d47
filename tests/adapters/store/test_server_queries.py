"""Can the parts of a question be put together in any way that the board does?"""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from paraph.adapters.store.queries import compiled

CONDITIONS = ("repository", "state", "verdict", "person", "head", "landed_since", "before")


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_every_question_has_as_many_values_as_places(name: str) -> None:
    texts, mark = compiled(name), {"sqlite": "?", "postgresql": "%s"}[name]
    every = chain.from_iterable(combinations(CONDITIONS, count) for count in range(len(CONDITIONS) + 1))
    for wanted in every:
        text = " ".join(texts[f"changes: {each}"] for each in wanted)
        assert text.count(mark) == len(wanted)
        assert "ORDER" not in text
    assert texts["changes: beyond"].startswith("(")
    assert texts["changes owed: beyond"].count(mark) == texts["changes: beyond"].count(mark) == 4
