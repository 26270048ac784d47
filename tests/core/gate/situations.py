"""Small worlds for the tests of the gate: people, a change, needs with everything spelled out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from paraph.core.gate.case import Case
from paraph.core.gate.requirement import judge
from paraph.core.model.change import Change, ChangedFile, Commit
from paraph.core.model.decision import AssistanceFound, Finding, Node, Tier
from paraph.core.model.facts import Facts, Repository, Unreadable
from paraph.core.model.person import Absence, Directory, Identity, Person
from paraph.core.model.policy import (
    Comparison,
    Condition,
    EvidenceNeed,
    Mode,
    PersonTest,
    Policy,
    Position,
    Requirement,
    Rule,
    SignoffNeed,
    Test,
    TestValue,
)
from paraph.core.model.signoff import Signoff
from paraph.core.policy.compile import compile_policy
from paraph.core.policy.context import Context

HERE = Position("policy.yaml", 7, 3)
NOW = 1_795_219_200  # 2026-11-21
MAIN = "refs/heads/main"
ANYBODY = PersonTest()
SENIOR = PersonTest(level=Comparison(">=", "senior"))


def person(name: str, level: str | None = "senior", **more: Any) -> Person:
    return Person(name, (f"email:{name}@example.test", f"github:{name}"), name.title(), level, **more)


ADA = person("ada", "junior", teams=("web",))
BEN = person("ben", "mid", teams=("web", "org/payments"), domains=("money",))
CYD = person("cyd", "senior", teams=("payments",), domains=("money",), roles=("maintainer",))
DOT = person("dot", "staff", teams=("payments",))
EVE = person("eve", "principal")
GUS = person("gus", "senior", away=(Absence("2026-11-20", "2026-11-30"),))
HAL = person("hal", "principal", has_left=True)
IDA = person("ida", None)
PEOPLE = Directory(
    (EVE, DOT, CYD, BEN, ADA, GUS, HAL, IDA),
    bots=("github:relbot[bot]", "email:relbot@example.test"),
    shared=("email:team@example.test",),
)


def commit(number: int = 1, author: str = "ada", committer: str | None = None, **more: Any) -> Commit:
    return Commit(f"{number:040x}", identity(author), identity(committer or author), ("p",), **more)


def identity(name: str) -> Identity:
    return Identity(name.title(), f"{name}@example.test")


def change(**more: Any) -> Change:
    standard: dict[str, Any] = {
        "base": "b", "head": "h", "target": MAIN, "source": "refs/heads/work", "tree": "t", "merge": "clean",
        "files": (ChangedFile("src/a.py", kinds=("code",), added_lines=30, deleted_lines=5),),
        "commits": (commit(),), "opener": "github:ada", "title": "Add a price", "body": "", "labels": (),
    }  # fmt: skip
    return Change(**(standard | more))


def facts(change_: Change | None = None, **more: Any) -> Facts:
    return replace(Facts(Repository("shop"), change_ or change(), NOW, PEOPLE), **more)


def unreadable(*names: str) -> tuple[Unreadable, ...]:
    return tuple(Unreadable(name, "the disk is gone") for name in names)


def signoff(who: str = "cyd", **more: Any) -> Signoff:
    standard: dict[str, Any] = {
        "id": f"s-{who}", "person": who, "target": MAIN, "head": "h", "proof": "present", "tier": "critical",
        "holds": ("exact", "tree"),
    }  # fmt: skip
    return Signoff(**(standard | more))


def signoff_need(count: int = 1, **more: Any) -> SignoffNeed:
    standard: dict[str, Any] = {
        "count": count, "who": ANYBODY, "owners": "none", "binding": "tree", "proof": None, "distinct": None,
        "is_independent": True, "answers": "optional", "questions": (), "relief": None, "stage": "merge",
        "position": HERE,
    }  # fmt: skip
    return SignoffNeed(**(standard | more))


def evidence_need(kind: str = "tests", **more: Any) -> EvidenceNeed:
    standard: dict[str, Any] = {
        "kind": kind, "producers": (), "max_age_seconds": None, "floors": (), "stage": "merge", "position": HERE,
    }  # fmt: skip
    return EvidenceNeed(**(standard | more))


def asking(name: str, value: TestValue) -> Test:
    return Test(name, value, HERE)


def rule(
    *require: Requirement, name: str = "the rule", when: Condition | None = None, mode: Mode = "enforce",
    deny: str | None = None,
) -> Rule:  # fmt: skip
    return Rule(name, mode, when, require, deny, HERE)


def policy(*rules: Rule, **more: Any) -> Policy:
    return replace(Policy(1, "enforce", (), rules), **more)


def context(
    facts_: Facts | None = None, *, tier: str | Tier = "medium", assistance: str | AssistanceFound = "assisted",
    findings: tuple[Finding, ...] = (), policy_: Policy | None = None,
) -> Context:  # fmt: skip
    found = AssistanceFound(assistance, "said so") if isinstance(assistance, str) else assistance
    made = Context(compile_policy(policy_ or policy()), facts_ or facts(), found, findings)
    made.tier = Tier(tier) if isinstance(tier, str) else tier
    return made


def case(facts_: Facts | None = None, **more: Any) -> Case:
    return Case(context(facts_, **more))


def judged(need: Requirement, facts_: Facts | None = None, **more: Any) -> Node:
    """The node of one requirement in a rule named `r`."""
    return judge(need, case(facts_, **more), "r")
