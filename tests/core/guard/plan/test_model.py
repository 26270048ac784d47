"""How do addresses look without their keys?"""

from __future__ import annotations

import pytest

from paraph.core.guard.plan.model import without_index


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("a.b", "a.b"),
        ("a.b[0]", "a.b"),
        ('module.x["a.b[0]"].c.d["e\\"]f"]', "module.x.c.d"),
        ("a.b[", "a.b"),
    ],
)
def test_keys_are_left_out(address: str, plain: str) -> None:
    assert without_index(address) == plain
