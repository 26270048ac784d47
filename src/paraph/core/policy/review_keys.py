"""Does a policy ask for what can be signed with no key that the directory names?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paraph.core.errors import Problem
from paraph.core.model import places
from paraph.core.model.person import Directory
from paraph.core.model.policy import (
    AllNeeds,
    AnyNeed,
    EvidenceNeed,
    Policy,
    Requirement,
    Rule,
    SampleNeed,
    SignoffNeed,
    Test,
)
from paraph.core.policy.logic import conjuncts, excludes

SECURITY_KEY = "sk-"
"""How the algorithms of keys begin that live in hardware (OpenSSH, PROTOCOL.u2f)."""

_SHOWN = 3


def review_keys(policy: Policy, directory: Directory) -> list[Problem]:
    """Proofs for which nobody has a security key, and evidence for which no robot has a key: once the rules bind,
    nothing that they are for can land, a better policy neither.

    Left aside are rules that stay out of force when the policy's own mode moves on, and what has a way around it.
    """
    rules = [rule for rule in policy.rules if rule.mode in ("enforce", policy.mode)]
    owed = [(rule, need) for rule in rules for need in _owed(rule.require)]
    found: list[Problem] = []
    present = [(rule, need) for rule, need in owed if _wants_presence(rule, need)]
    if present and not _has_security_key(directory):
        asks = f"{_named(present)} can ask for the proof `present`, the default at critical"
        what = f"{asks}, and nobody in the directory has a security key: it can never be given"
        fix = f"write `proof: signed`, or name somebody's security key (`sk-ssh-…`) in {places.PEOPLE}"
        found.append(Problem("P0165", what, fix, present[0][1].position))
    evidence = [(rule, need) for rule, need in owed if isinstance(need, EvidenceNeed)]
    if evidence and not any(robot.keys for robot in directory.robots):
        asks = f"{_named(evidence)} can ask for evidence"
        what = f"{asks}, and the directory names no robot with a key: no report can count"
        fix = f"name a robot in {places.PEOPLE} and sign with `paraph evidence add`, or leave the evidence out"
        found.append(Problem("P0166", what, fix, evidence[0][1].position))
    return found


def _has_security_key(directory: Directory) -> bool:
    people = (person for person in directory.people if not person.has_left)
    return any(key.public.startswith(SECURITY_KEY) and not key.revoked for person in people for key in person.keys)


def _owed(requirements: tuple[Requirement, ...]) -> Iterator[Requirement]:
    """The single requirements around which there is no way."""
    for each in requirements:
        if isinstance(each, AllNeeds) or (isinstance(each, AnyNeed) and len(each.children) == 1):
            yield from _owed(each.children)
        elif isinstance(each, SampleNeed):
            yield from _owed((each.child,))
        elif not isinstance(each, AnyNeed):
            yield each


def _wants_presence(rule: Rule, need: Requirement) -> bool:
    if not isinstance(need, SignoffNeed):
        return False
    return need.proof == "present" or (need.proof is None and _can_be_critical(rule))


def _can_be_critical(rule: Rule) -> bool:
    """Whether the rule may bind for a critical change, where `present` is the default."""
    critical = Test("tier", ("critical",), rule.position)
    return not any(excludes(part, critical) for part in conjuncts(rule.when))


def _named(asking: Sequence[tuple[Rule, Requirement]]) -> str:
    names = list(dict.fromkeys(f"`{rule.name}`" for rule, _ in asking))
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more rule{'s' * (more > 1)}" if more > 0 else "")
