"""What does it cost to read and judge a Terraform plan of about 160 KB, in this process?

The plan has 55 changes and is made by `tests/plan_samples.py`; its peer is `json.loads` of the same bytes, which
judges nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row, Setting, times, within
from benchmarks.timing import in_turns

MILLISECONDS = 5.0
PEER = "json.loads"
AT_ONCE = 20


def figures(setting: Setting) -> Iterator[Row]:
    """Wall time of one plan, held to a limit, and how many times that of reading its JSON."""
    from paraph.adapters.formats.plan_file import read_plan
    from paraph.core.guard.plan.judge import judge_plan
    from paraph.core.guard.plan.model import Plan

    content = _sample()

    def judged() -> None:
        for _ in range(AT_ONCE):
            plan: Plan = read_plan(content, "plan.json")
            if len(judge_plan(plan)) < AT_ONCE // 2:
                raise AssertionError("the sample lost its dangers")

    def loaded() -> None:
        for _ in range(AT_ONCE):
            json.loads(content)

    judged()
    costs = in_turns({"guard": judged, PEER: loaded}, 3 if setting.quick else 31)
    ours, theirs = (type(costs[name].wall)(each / AT_ONCE for each in costs[name].wall) for name in ("guard", PEER))
    size = f"{len(content) // 1024} KB"
    yield within(f"plan guard: {size}, 55 changes, wall", ours, MILLISECONDS, "ms")
    yield times(f"plan guard: {size} beside {PEER}, wall", ours, PEER, theirs, None)


def _sample() -> bytes:
    tests = str(Path(__file__).resolve().parents[1] / "tests")
    if tests not in sys.path:
        sys.path.append(tests)
    from plan_samples import large_plan

    return large_plan(attributes=29)
