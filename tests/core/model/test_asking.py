from __future__ import annotations

import pytest

from paraph.core.model.asking import OPTIONAL, Ask


@pytest.mark.parametrize(
    ("requirement", "expected"), [(OPTIONAL, True), ("code: 1 sign-off", False), (f"{OPTIONAL}: 1 sign-off", False)]
)
def test_only_what_somebody_asked_for_beside_the_rules_is_optional(requirement: str, expected: bool) -> None:
    assert Ask("a1", "git:shop", "7", "f" * 40, requirement, "ben", 1, 2).is_optional is expected
