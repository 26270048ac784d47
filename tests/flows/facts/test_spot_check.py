"""Draws: even, the same for the same content, unknown without the secret."""

from __future__ import annotations

import hmac

import pytest

from paraph.flows.facts.spot_check import draw_of

SECRET = bytes(range(32))
TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def test_a_draw_is_the_hmac_of_the_tree() -> None:
    digest = hmac.new(SECRET, TREE.encode(), "sha256").digest()
    assert draw_of(SECRET, TREE) == pytest.approx(int.from_bytes(digest, "big") / 2**256, abs=1e-12)
    assert draw_of(SECRET, TREE) != draw_of(bytes(32), TREE)


@pytest.mark.parametrize(("secret", "tree"), [(b"", TREE), (SECRET, None), (SECRET, "")])
def test_without_the_secret_or_a_tree_nothing_is_drawn(secret: bytes, tree: str | None) -> None:
    assert draw_of(secret, tree) is None


def test_draws_are_spread_evenly_and_below_one() -> None:
    draws = sorted(draw_of(SECRET, f"{number:040x}") or 0.0 for number in range(2000))
    assert draws[0] >= 0
    assert draws[-1] < 1
    assert all(abs(draw - place / 2000) < 0.05 for place, draw in enumerate(draws))
