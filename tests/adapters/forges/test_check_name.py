"""Does a decision for one branch never stand for another?"""

from __future__ import annotations

import pytest

from paraph.adapters.forges.check_name import check_name


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("refs/heads/main", "Paraph"), ("", "Paraph"), ("refs/heads/release/1", "Paraph (release/1)"),
        ("refs/heads/refs/heads/main", "Paraph (refs/heads/main)"), ("refs/heads/Main", "Paraph (Main)"),
    ],
)  # fmt: skip
def test_other_branches_are_named(target: str, expected: str) -> None:
    assert check_name("Paraph", target, "refs/heads/main") == expected
