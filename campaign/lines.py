"""Is any line shown as somebody else's, whatever people, agents and git do? Random lives with real git, our hooks."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from campaign.lines_acts import ACTS
from campaign.lines_town import Town, Wrong
from campaign.outcome import Outcome

WHAT = "random edits and git commands: no line is ever shown as somebody else's"
RUNS = 300
STEPS = 32


class Life(NamedTuple):
    """What became of one life: who was told wrong, in words, and lines told and missed, by the act after which."""

    wrong: tuple[str, ...]
    told: Counter[str]
    missed: Counter[str]
    lost: Counter[str]


def run(runs: int, seed: int) -> Outcome:
    """Live so many lives; every wrong author is a failure, gaps are told by the act that left them."""
    lives = [lived(each, STEPS) for each in range(seed, seed + runs)]
    told, missed, lost = Counter[str](), Counter[str](), Counter[str]()
    for one in lives:
        told += one.told
        missed += one.missed
        lost += one.lost
    by_act = ", ".join(
        f"{name} {told[name]}+{missed[name]}-{lost[name]}" for name in ACTS if told[name] + missed[name] + lost[name]
    )
    share = told.total() / max(1, told.total() + missed.total())
    notes = f"AI lines told {told.total():,}, never told {missed.total():,} (recall {share:.1%}), "
    notes += f"told once and untold later {lost.total():,}; by act told+never-lost: {by_act}"
    return Outcome(runs, tuple(each for one in lives for each in one.wrong), notes)


def lived(seed: int, steps: int) -> Life:
    """One life of so many acts."""
    told, missed, lost = Counter[str](), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        town = Town(seed, Path(folder) / "clone")
        town.found()
        names, weights = list(ACTS), [weight for _, weight in ACTS.values()]
        for number in range(steps):
            name = town.dice.choices(names, weights)[0]
            town.trail.append(f"-- {number} {name}")
            before = town.ask("rev-parse", "HEAD")
            ACTS[name][0](town)
            if town.ask("rev-parse", "HEAD") == before:
                continue
            wrong, counts = town.looked()
            told[name] += counts["told"]
            missed[name] += counts["missed"]
            lost[name] += counts["lost"]
            if wrong or any(line.startswith("TROUBLE") for line in town.trail):
                return Life(_words(town, name, wrong), told, missed, lost)
        wrong, _ = town.looked(town.ask("branch", "--format=%(refname:short)"))
    return Life(_words(town, "the end", wrong), told, missed, lost)


def _words(town: Town, act: str, wrong: list[Wrong]) -> tuple[str, ...]:
    trouble = [f"seed {town.seed}, {act}: {line}" for line in town.trail if line.startswith("TROUBLE")]
    return (*trouble, *(f"seed {town.seed}, after {act}: {each}" for each in wrong[:3]))
