"""How long does the inbox take when 10,000 changes are open?"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.asking import paced, percentile, together
from benchmarks.forge_town import LEVELS
from benchmarks.pages import Shop, shop
from benchmarks.row import Row, Setting, within
from benchmarks.timing import Sample
from paraph.ports.board import ChangeRow

CHANGES, USERS, EVERY_SECONDS, SECONDS = 10_000, 20, 2.0, 20.0
MOST_MILLISECONDS = 80
NOW = 1_795_000_000


def changes(many: int, seed: int) -> list[ChangeRow]:
    """Open changes, three of four of which wait for somebody."""
    draw, people = Random(seed), [*LEVELS]
    return [
        ChangeRow(
            "git:shop", f"topic/{number}", 1, title=f"Change {number} of a part", author="email:ada@example.test",
            person=draw.choice(people), source=f"refs/heads/topic/{number}", target="refs/heads/main",
            head=f"{number:040x}", base="b" * 40, tree=f"{number:040x}",
            verdict=draw.choice(("wait", "wait", "wait", "allow")), waits_for="person",
            tier=draw.choice(("low", "medium", "high", "critical")), summary="waits for one person who may answer",
            assistance="mixed", ai_share=draw.random(), ai_lines=draw.randrange(400), minutes=draw.randrange(1, 40),
            owed_by=(draw.choice(people),), opened_at=NOW - number, waiting_since=NOW - number, decided_at=NOW - number,
        )
        for number in range(many)
    ]  # fmt: skip


def read(at: Shop, path: str, seconds: float) -> Sample:
    """The milliseconds of each request."""
    answers = paced(at.served.port, USERS, EVERY_SECONDS, seconds, lambda user, _: at.page(path, user))
    wrong = [each for each in answers if each.status != 200]
    if wrong:
        raise RuntimeError(f"{len(wrong)} were refused: {wrong[0].status} {wrong[0].body[:300]!r}")
    return Sample(each.whole * 1000 for each in answers)


def figures(setting: Setting) -> Iterator[Row]:
    """The slowest twentieth, of the whole inbox and of one part of it."""
    rounds, seconds = (1, 4.0) if setting.quick else (3, SECONDS)
    rows = changes(CHANGES, setting.seed)
    with tempfile.TemporaryDirectory() as name, shop(Path(name), {"one": 3}, USERS, rows) as at:
        together(at.served.port, 1, [at.page("/", user) for user in range(USERS)])
        for path, what in (("/", "inbox"), ("/?part=turn", "its first part, up to 1,000 rows")):
            slow = Sample(percentile(read(at, path, seconds), 0.95) for _ in range(rounds))
            reach = MOST_MILLISECONDS
            if path == "/":
                yield within(f"{what}, {CHANGES:,} open changes, {USERS} users every {EVERY_SECONDS:g} s: p95",
                             slow, reach, "ms")  # fmt: skip
            else:
                yield within(f"{what}: p95", slow, reach, "ms")._replace(reach="shown", is_met=None)
