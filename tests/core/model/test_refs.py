from __future__ import annotations

import pytest

from paraph.core.model.refs import branch_at_home, short_name


@pytest.mark.parametrize(
    ("ref", "short", "home"),
    [
        ("refs/heads/main", "main", "refs/heads/main"),
        ("refs/heads/feature/a", "feature/a", "refs/heads/feature/a"),
        ("refs/remotes/origin/main", "origin/main", "refs/heads/main"),
        ("refs/remotes/fork/feature/a", "fork/feature/a", "refs/heads/feature/a"),
        ("refs/tags/v1", "v1", "refs/tags/v1"),
        ("refs/heads/refs/tags/v1", "refs/tags/v1", "refs/heads/refs/tags/v1"),
        ("refs/other/x", "refs/other/x", "refs/other/x"),
        ("main", "main", "main"),
        ("", "", ""),
    ],
)
def test_names_of_a_ref(ref: str, short: str, home: str) -> None:
    assert (short_name(ref), branch_at_home(ref)) == (short, home)
