"""Webhooks come twice and many times, in any order, days late or never: does everything end as it must?

What happens at the forge, and how it must end, is said by `tests/delivery_storm.py`; one storm is a forge with some
hundreds of events, each told of by many webhooks. The server comes to its jobs now and then, as one does that is told
more than it can do. It is real git, and the memory store: what a database adds is tried by other campaigns.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from campaign.outcome import Outcome

WHAT = "whatever is delivered, the final state is the oracle's, and nothing is entered twice"
RUNS = 100_000
"""Deliveries."""
EVENTS = 200
MOST_WEBHOOKS = 8
MOST_COPIES = 60
OFTEN = 200
"""Most deliveries between two events."""
MOST_JOBS = 20
_TESTS = Path(__file__).parents[1] / "tests"


def run(runs: int, seed: int) -> Outcome:
    """Storms until so many webhooks have been delivered; a storm is known by its own seed."""
    sys.path.insert(0, str(_TESTS))
    from gitbuild import isolated_environment

    failures: list[str] = []
    delivered = changes = storms = lost = entered = 0
    before = dict(os.environ)
    with TemporaryDirectory() as home:
        os.environ.update(isolated_environment(Path(home)))
        try:
            while delivered < runs:
                with TemporaryDirectory() as folder:
                    found = _storm(Path(folder), seed + storms, min(EVENTS, runs - delivered))
                storms, delivered = storms + 1, delivered + found[0]
                changes, lost, entered = changes + found[1], lost + found[2], entered + found[3]
                failures += [f"seed {seed + storms - 1}: {flaw}" for flaw in found[4]]
        finally:
            os.environ.clear()
            os.environ.update(before)
    notes = f"{storms} storms, {changes:,} changes, {entered:,} entries, {lost:,} webhooks never came"
    return Outcome(delivered, tuple(failures), notes)


def _storm(folder: Path, seed: int, events: int) -> tuple[int, int, int, int, list[str]]:
    from delivery_storm import Storm
    from office import make_bureau

    with make_bureau(folder) as bureau:
        storm = Storm(bureau, seed, doubled=1.0, most_copies=MOST_COPIES, most_webhooks=MOST_WEBHOOKS)
        for _ in range(max(events, 2)):
            storm.happen()
            if storm.random.random() < 0.01:
                bureau.tick(86_400 * storm.random.randrange(1, 4))
            storm.arrive(storm.random.randrange(OFTEN))
            if storm.random.random() < 0.3:
                bureau.run(at_most=storm.random.randrange(MOST_JOBS))
        storm.calm()
        found, expected = storm.found(), storm.expected()
        flaws = [
            f"{number} is {found[number]}, not {each}" for number, each in expected.items() if found[number] != each
        ]
        return storm.delivered, len(expected), storm.lost, len(bureau.entries()), flaws + storm.flaws()
