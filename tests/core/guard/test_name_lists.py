"""Is a list of names read as people write one?"""

from __future__ import annotations

from paraph.core.guard.name_lists import names


def test_names_stand_apart_by_blanks() -> None:
    assert names("a b\n a-c ") == {"a", "b", "a-c"}
