from __future__ import annotations

from paraph.core.model.person import Person, WorkingHours
from paraph.flows.asking.zones import offset, told


def test_a_zone_is_ahead_by_its_season_and_an_unknown_one_is_not() -> None:
    assert offset("Europe/Amsterdam", 1_772_582_400) == 3_600
    assert offset("Europe/Amsterdam", 1_782_582_400) == 7_200
    assert offset("Mars/Olympus", 1_772_582_400) == 0
    assert offset("UTC", 10**15) == 0


def test_a_moment_is_told_by_the_clock_of_whoever_is_asked() -> None:
    assert told(1_772_582_400) == "2026-03-04 00:00 UTC"
    person = Person("ada", hours=WorkingHours(timezone="Europe/Amsterdam"))
    assert told(1_772_582_400, person) == "2026-03-04 01:00 CET"
