"""Does the gate ever let in what the law forbids? Random lives of a repository, judged twice.

Every landing that is tried is put to the real gate and to an oracle that shares no code with it. A movement that the
gate lets in and the law forbids is a false allow; one that the law allows and the gate holds up is a false block.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from campaign.gate_plans import WRONG, Plans
from campaign.outcome import Outcome

WHAT = "random lives of a repository: the gate lets nothing in that an independent oracle forbids"
RUNS = 200
STEPS = 120
MOST_TOLD = 20


class Told(NamedTuple):
    """What came of one run: landings tried, let in, allowed by the law, and the two kinds of difference."""

    steps: int
    tried: int
    let_in: int
    lawful: int
    false_allows: tuple[str, ...]
    false_blocks: tuple[str, ...]
    acts: Counter[str]


def life(seed: int, steps: int, focus: Sequence[str] = (), *, is_hunt: bool = False) -> Told:
    """One repository's life of so many steps, the same for the same seed; with a focus, of such plans alone. A hunt
    ends with the first false allow."""
    with tempfile.TemporaryDirectory() as folder, closing(Life(seed, Path(folder))) as one:
        return one.lived(steps, focus, is_hunt=is_hunt)


def run(runs: int, seed: int) -> Outcome:
    """Live so many lives; every false allow is a failure, false blocks are counted and told."""
    told = [life(each, STEPS) for each in range(seed, seed + runs)]
    allows = [each for one in told for each in one.false_allows]
    blocks = [each for one in told for each in one.false_blocks]
    tried, let_in, lawful = (sum(getattr(one, name) for one in told) for name in ("tried", "let_in", "lawful"))
    counts = f"{tried:,} landings tried, {lawful:,} lawful, {let_in:,} let in; {len(allows)} false allows"
    shown = "".join(f"\n  block: {each}" for each in blocks[:MOST_TOLD])
    return Outcome(runs, tuple(allows), f"{counts}, {len(blocks)} false blocks{shown}")


class Life(Plans):
    """A repository, and people who do something to it at every step."""

    def lived(self, steps: int, focus: Sequence[str] = (), *, is_hunt: bool = False) -> Told:
        """Live so many steps; with a focus every step is a plan in which one of these things goes wrong."""
        for _ in range(steps):
            if is_hunt and self.wrong["allow"]:
                break
            self.clock += 1
            self.pass_time(60)
            if focus:
                self._planned(self.dice.choice(focus))
            else:
                self._any_act()
        wrong = self.wrong
        return Told(
            self.clock, self.tried, self.let_in, self.lawful, tuple(wrong["allow"]), tuple(wrong["block"]), self.acts
        )

    def _planned(self, wrong: str) -> None:
        self.acts[f"plan: {wrong or 'all well'}"] += 1
        self.plan(wrong)

    def _any_act(self) -> None:
        acts: dict[str, tuple[int, Callable[[], None]]] = {
            "edit": (12, self.edit), "amend": (4, self.amend), "rebase": (5, self.rebase), "sign": (16, self.sign),
            "catch up": (5, self.catch_up), "evil merge": (2, self.evil_merge), "veto": (1, self.veto),
            "report": (3, self.report), "override": (2, self.override), "take back": (4, self.take_back),
            "land": (22, self.land), "slip": (5, self.slip), "rewind": (2, self.rewind), "revert": (3, self.revert),
            "re-land": (3, self.re_land), "tag": (2, self.tag), "hot": (2, self.hot), "octopus": (1, self.octopus),
            "together": (3, self.together), "policy": (3, self.policy), "role": (2, self.role), "key": (2, self.key),
            "wait": (2, self.wait), "smuggle": (1, self.smuggle), "plan": (48, self._any_plan),
        }  # fmt: skip
        name = self.dice.choices(list(acts), [weight for weight, _ in acts.values()])[0]
        self.acts[name] += 1
        acts[name][1]()

    def _any_plan(self) -> None:
        self._planned(self.dice.choice(WRONG) if self.dice.random() < 0.7 else "")
