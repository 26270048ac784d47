"""Policies as people write them, for tests: what a text means, and what is wrong with it."""

from __future__ import annotations

import pytest

from paraph.adapters.formats.yaml import read_yaml
from paraph.core.errors import InputError, Problem
from paraph.core.model.policy import Condition, Policy, Requirement
from paraph.core.policy.read import read_policy
from paraph.core.policy.source import Document

FILE = "policy.yaml"

GOOD = """\
version: 1
mode: enforce
levels: [junior, mid, senior]
tiers:
  critical: {paths: [services/checkout/**, "**/auth/**"], kinds: secrets}
  high: {kinds: [infrastructure], dependents: ">= 25"}
  low: {only_kinds: [docs, tests]}
rules:
  - name: senior sign-off
    when: {assistance: ai-or-unknown, author: {level: "< senior"}, tier: [high, critical]}
    require:
      - signoff: {level: ">= senior", binding: tree, proof: signed, answers: required}
  - name: domain expert
    when: {assistance: ai-or-unknown, tier: critical}
    require:
      - signoff: {owners: touched, binding: owned, proof: present}
      - evidence: [tests, {kind: mutation, from: ci, max_age: 7d, min: {score: ">= 80%"}}]
      - rollback_plan: rehearsed
      - at: deploy
        guard: canary
  - name: peer review
    require:
      - any:
          - signoff: {count: 2, distinct: readers, relief: {evidence: contract, spares: 1}}
          - sample: {share: 5%, check: build}
  - name: no keys by machines
    when: {not: {assistance: none}, paths: [crypto/keys/**, "!**/*.md"]}
    deny: "No AI assistance here."
"""


def document(text: str, file: str = FILE) -> Document:
    return read_yaml(text.encode(), file)


def read(text: str) -> Policy:
    return read_policy(document(text))


def problems(text: str) -> list[Problem]:
    """What is wrong with a policy that must not be read."""
    with pytest.raises(InputError) as caught:
        read(text)
    return list(caught.value.problems)


def places(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each problem."""
    found = []
    for problem in problems(text):
        assert problem.position is not None
        assert problem.fix
        found.append((problem.code, problem.position.line, problem.position.column))
    return found


def condition(tests: str) -> Condition:
    """The condition of a rule whose `when` is this flow mapping."""
    when = read(f"mode: enforce\nrules:\n  - name: a\n    when: {tests}\n    deny: no\n").rules[0].when
    assert when is not None
    return when


def requirement(written: str) -> Requirement:
    """The one requirement of a rule, written as a flow mapping."""
    found = read(f"mode: enforce\nrules:\n  - name: a\n    require:\n      - {written}\n").rules[0].require
    assert len(found) == 1
    return found[0]


def requirement_codes(written: str) -> list[str]:
    text = f"mode: enforce\nrules:\n  - name: a\n    require:\n      - {written}\n"
    return [problem.code for problem in problems(text)]


def condition_codes(tests: str) -> list[str]:
    text = f"mode: enforce\nrules:\n  - name: a\n    when: {tests}\n    deny: no\n"
    return [problem.code for problem in problems(text)]
