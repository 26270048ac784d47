"""Whatever is delivered, in any order, twice or never: in the end all stands as it must, and nothing is said twice."""

from __future__ import annotations

from delivery_storm import Storm
from office import Bureau


def test_it_ends_as_it_must(bureau: Bureau) -> None:
    storm = Storm(bureau, 2)
    for _ in range(20):
        storm.happen()
        storm.arrive(storm.random.randrange(4))
        bureau.run(at_most=storm.random.randrange(6))
    storm.calm()
    assert storm.found() == storm.expected()
    assert storm.flaws() == []
    assert storm.delivered > storm.lost > 0
