"""Would the model notice a gate that looks away? One check of the gate is taken out at a time.

A campaign without a false allow says something only where a gate with a hole makes the model report one. For each hole
lives are lived until that happens; which plans of the model go through it is said, so that a few steps are enough.
"""

from __future__ import annotations

from contextlib import ExitStack
from importlib import import_module
from typing import Any, NamedTuple
from unittest.mock import patch

from campaign.gate_holes import MUTANTS, Hole, Mutant
from campaign.gate_model import life
from campaign.outcome import Outcome

WHAT = "a gate with any one check taken out lets something in that the model reports"
RUNS = 12
STEPS = 12


class Found(NamedTuple):
    """The seed at which a mutant was found, None where it was not, and how many landings had been tried."""

    name: str
    seed: int | None
    tried: int


def hunt(mutant: Mutant, runs: int, seed: int, steps: int = STEPS) -> Found:
    """Live lives with a hole in the gate until the model reports a false allow."""
    tried = 0
    with ExitStack() as stack:
        for place, hole in mutant.holes:
            stack.enter_context(_patched(place, hole))
        for each in range(seed, seed + runs):
            told = life(each, steps, mutant.focus, is_hunt=True)
            tried += told.tried
            if told.false_allows:
                return Found(mutant.name, each, tried)
    return Found(mutant.name, None, tried)


def _patched(place: str, hole: Hole) -> Any:
    module, _, path = place.partition(":")
    owner: Any = import_module(f"paraph.{module}")
    *outer, name = path.split(".")
    for each in outer:
        owner = getattr(owner, each)
    return patch.object(owner, name, hole(getattr(owner, name)))


def run(runs: int, seed: int) -> Outcome:
    """Look for every mutant in so many lives each."""
    found = [hunt(each, runs, seed) for each in MUTANTS]
    lost = tuple(f"{each.name}: not noticed in {each.tried} landings" for each in found if each.seed is None)
    lives = sum((each.seed - seed + 1) if each.seed is not None else runs for each in found)
    told = ", ".join(f"{each.name} ({each.seed})" for each in found if each.seed is not None)
    return Outcome(lives, lost, f"{len(found) - len(lost)} of {len(found)} mutants noticed; by name (seed): {told}")
