"""Do relative paths lead where a file system would lead them, and never out of the tree?"""

from __future__ import annotations

import pytest

from paraph.core.tier.imports.tree_paths import joined, upwards


@pytest.mark.parametrize(
    ("directory", "relative", "expected"),
    [
        ("a/b", "../c", "a/c"), ("", "./c", "c"), ("a", "../../c", None), ("a", ".", "a"), ("", "..", None),
        ("a", "b//c/", "a/b/c"), ("a/b", "../../c", "c"), ("", "", ""),
    ],
)  # fmt: skip
def test_joined(directory: str, relative: str, expected: str | None) -> None:
    assert joined(directory, relative) == expected


def test_upwards_ends_at_the_top() -> None:
    assert list(upwards("a/b")) == ["a/b", "a", ""]
    assert list(upwards("")) == [""]
