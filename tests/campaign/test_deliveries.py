"""The campaign of deliveries ends as it must, here with few of them."""

from __future__ import annotations

from campaign.deliveries import run


def test_a_small_storm() -> None:
    found = run(5, 7)
    assert found.runs >= 5
    assert found.failures == ()
    assert "never came" in found.notes
