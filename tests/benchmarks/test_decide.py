from __future__ import annotations

import random

from benchmarks.decide import hit_rate, measure, some_facts, some_policy


def test_some_rules_bind_and_some_do_not() -> None:
    sample, decision = measure(60, 100, 3, 11)
    assert len(sample) == 3
    assert 0.05 < hit_rate(decision) < 0.6


def test_the_same_seed_makes_the_same_input() -> None:
    one, other = (some_policy(random.Random(2), 9) for _ in range(2))
    assert one == other
    assert some_facts(random.Random(2), 9) == some_facts(random.Random(2), 9)
