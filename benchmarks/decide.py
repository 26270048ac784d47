"""How long does one decision take, with its whole tree? Seeded, nothing random.

The policy is compiled once; facts are new objects for every run, so nothing of a decision is kept from the
run before. The strongest peer, in Go, takes 0.61 ms and 203 ms for these sizes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.row import Row, Setting, within
from benchmarks.timing import Sample
from paraph.core.model.change import Change, ChangedFile, Commit
from paraph.core.model.decision import Decision, Node, State
from paraph.core.model.evidence import Evidence
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.person import Directory, Identity, Person
from paraph.core.model.policy import (
    AllTests,
    Comparison,
    Condition,
    EvidenceNeed,
    PersonTest,
    Policy,
    Position,
    Rule,
    SignoffNeed,
    Test,
    TestValue,
    TierRule,
)
from paraph.core.model.provenance import Provenance, Signal
from paraph.core.model.signoff import Signoff
from paraph.core.pipeline import decide
from paraph.core.policy.compile import compile_policy

SEEDS = (11, 23, 47)
CASES = ((60, 100, 0.5, 200), (600, 3_000, 20.0, 20))  # rules, files, limit in milliseconds, runs
AREAS = ("checkout", "payments", "pricing", "inventory", "search", "users", "web", "infra", "docs", "tools")
LAYERS = ("api", "core", "auth", "db/migrations", "tests", "ui")
SUFFIXES = (".py", ".ts", ".go", ".java", ".sql", ".md", ".yaml")
KINDS = ("infrastructure", "migration", "public-api", "tests", "docs", "dependencies", "auth")
HERE = Position("policy.yaml", 1, 1)


def some_files(draw: random.Random, count: int) -> tuple[ChangedFile, ...]:
    paths = {
        f"services/{draw.choice(AREAS)}/{draw.choice(LAYERS)}/part{number % 40}/file{number}{draw.choice(SUFFIXES)}"
        for number in range(count)
    }
    return tuple(
        ChangedFile(path, kinds=(draw.choice(KINDS[:4]),), added_lines=draw.randrange(40), deleted_lines=4)
        for path in sorted(paths)
    )


def some_people(draw: random.Random) -> Directory:
    levels = Directory().levels
    return Directory(
        tuple(
            Person(f"p{n}", (f"email:p{n}@example.test",), level=draw.choice(levels), teams=(draw.choice(AREAS),))
            for n in range(50)
        )
    )


def some_facts(draw: random.Random, files: int) -> Facts:
    commits = tuple(
        Commit(f"{n:040x}", Identity(f"p{n}", f"p{n}@example.test"), Identity(f"p{n}", f"p{n}@example.test"))
        for n in range(5)
    )
    signoffs = tuple(
        Signoff(f"s{n}", f"p{n}", "refs/heads/main", "h", "signed", "critical", ("exact", "tree"))
        for n in range(10, 14)
    )
    signal = Signal("Copilot", "helped", "strong", "trailer", "r", "Assisted-by: Copilot", commits[0].id)
    change = Change("b", "h", "refs/heads/main", "work", "t", "clean", files=some_files(draw, files), commits=commits,
                    opener="email:p1@example.test", title="A change", labels=("feature",))  # fmt: skip
    evidence = (Evidence("tests", "passed", commit="h", producer="ci"),)
    provenance = Provenance((signal,), ai_lines=40, added_lines=100)
    return Facts(Repository("shop"), change, 1_800_000_000, some_people(draw), provenance, signoffs=signoffs,
                 evidence=evidence)  # fmt: skip


def some_test(draw: random.Random) -> tuple[str, TestValue]:
    """One of: paths, kinds, assistance, level of the author, changed lines."""
    area, layer, suffix = draw.choice(AREAS), draw.choice(LAYERS), draw.choice(SUFFIXES)
    path = draw.choice(
        (f"services/{area}/{layer}/**", f"services/{area}/**/*{suffix}", f"**/part{draw.randrange(90)}/**",
         f"libs/{area}/**", f"*{suffix}x", f"**/{layer.split('/')[0]}{draw.randrange(9)}/**",
         f"services/{area}/{layer}/part*/file{draw.randrange(9_000)}{suffix}")
    )  # fmt: skip
    return draw.choice(
        (
            ("paths", (path, f"!**/{draw.choice(LAYERS[4:])}/**")),
            ("paths", (path,)),
            ("kinds", (draw.choice(KINDS),)),
            ("assistance", (draw.choice(("assisted", "generated", "autonomous", "none", "ai")),)),
            ("author", PersonTest(level=Comparison("<", draw.choice(Directory().levels[1:3])))),
            ("lines", Comparison(">=", float(draw.choice((100, 10_000, 500_000))))),
        )
    )


def some_policy(draw: random.Random, rules: int) -> Policy:
    def condition() -> Condition:
        return AllTests(tuple(Test(*some_test(draw), HERE) for _ in range(draw.choice((2, 3, 3)))), HERE)

    def rule(number: int) -> Rule:
        who = PersonTest(level=Comparison(">=", draw.choice(Directory().levels[1:4])))
        signoff = SignoffNeed(
            count=draw.choice((1, 2)), who=who, owners="none", binding="tree", proof=None, distinct=None,
            is_independent=True, answers="optional", questions=(), relief=None, stage="merge", position=HERE,
        )  # fmt: skip
        evidence = EvidenceNeed(draw.choice(("tests", "contract")), (), None, (), "merge", HERE)
        return Rule(f"rule {number}", "enforce", condition(), (signoff, evidence), None, HERE)

    tiers = (TierRule("high", Test("paths", ("services/payments/**",), HERE), HERE),)
    return Policy(1, "enforce", tiers, tuple(rule(number) for number in range(rules)))


def nodes_of(node: Node) -> int:
    return 1 + sum(nodes_of(child) for child in node.children)


def hit_rate(decision: Decision) -> float:
    rules = [node for node in decision.tree.children if node.kind == "rule"]
    return sum(node.state is not State.SKIPPED for node in rules) / len(rules)


def measure(rules: int, files: int, runs: int, seed: int) -> tuple[Sample, Decision]:
    """CPU milliseconds of one decision, many times, and the decision."""
    draw = random.Random(seed)
    policy, facts = compile_policy(some_policy(draw, rules)), some_facts(draw, files)
    decision = decide(policy, facts)
    taken = []
    for _ in range(runs):
        fresh = replace(facts, change=replace(facts.change))
        started = time.process_time_ns()
        decide(policy, fresh)
        taken.append((time.process_time_ns() - started) / 1_000_000)
    return Sample(taken), decision


def figures(setting: Setting) -> Iterator[Row]:
    """One row for each size and seed."""
    for rules, files, limit, runs in CASES:
        for seed in SEEDS[:1] if setting.quick else SEEDS:
            sample, decision = measure(rules, files, runs, seed)
            what = f"decide {rules} × {files:,}, seed {seed}: {hit_rate(decision):.0%} of rules bind, "
            yield within(f"{what}{nodes_of(decision.tree):,} nodes, CPU", sample, limit, "ms")
