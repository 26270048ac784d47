"""Are the algorithms ours to choose, and none of them a shared secret's?"""

from __future__ import annotations

from paraph.adapters.identities.id_token import ALGORITHMS


def test_the_algorithms_are_of_public_keys() -> None:
    assert not [each for each in ALGORITHMS if each.startswith("HS") or each == "none"]
