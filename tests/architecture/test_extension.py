"""Is whatever has to be said in several places said in all of them, so that what is added is nowhere forgotten?"""

from __future__ import annotations

import ast
from itertools import chain
from typing import get_args

from architecture.tree import SOURCE, offenders, parsed, python_files
from paraph.core.gate.requirement import _LEAVES
from paraph.core.model.change import MarkKind
from paraph.core.model.facts import UNREADABLE
from paraph.core.model.kinds import KINDS
from paraph.core.model.places import CODEOWNERS
from paraph.core.model.policy import AllNeeds, AnyNeed, Requirement, SampleNeed
from paraph.core.policy import grammar, owners_read, read_requirements
from paraph.core.policy.globs import Flavour
from paraph.core.policy.owner_people import ACCOUNT_KIND
from paraph.core.policy.predicates import TESTS
from paraph.core.tier import assess, kind_table

GROUPS = {"all", "any", "not"}
ASKS = {"unread", "why_unreadable"}


def test_a_requirement_is_written_read_and_judged() -> None:
    assert read_requirements._READERS.keys() == grammar.REQUIREMENT.keys() - {"at"}
    assert grammar.SAMPLE.keys() == grammar.REQUIREMENT.keys() - {"at", "sample"} | {"share"}
    assert set(get_args(Requirement)) == _LEAVES.keys() | {AllNeeds, AnyNeed, SampleNeed}


def test_a_test_of_facts_is_written_and_asked() -> None:
    assert grammar.TEST.keys() - GROUPS == TESTS.keys()
    assert grammar.TIER.keys() - GROUPS == TESTS.keys() - {"tier"}


def test_a_kind_is_recognised_by_something_and_known_to_policies() -> None:
    by_name = chain.from_iterable([*kind_table.FILE_KINDS.values(), *kind_table.EXTENSION_KINDS.values()])
    by_place = (*kind_table.SEGMENT_KINDS.values(), *kind_table.TOPIC_WORDS.values())
    assert {*by_name, *by_place, "code", "docs", "tests", "generated", "vendored"} == set(KINDS)


def test_a_mark_that_raises_the_tier_is_a_mark() -> None:
    assert {*assess._HIDING, *assess._MODES} <= set(get_args(MarkKind))


def test_a_forge_has_places_owners_and_accounts() -> None:
    forges = set(get_args(Flavour))
    assert forges == CODEOWNERS.keys() == owners_read._OWNER.keys() == ACCOUNT_KIND.keys()


def asked_facts(tree: ast.Module) -> list[str]:
    """The fact groups that a module names when it asks whether they could be read."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    asking = [node for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr in ASKS]
    given = chain.from_iterable(node.args for node in asking)
    return [node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_a_fact_that_is_asked_for_can_be_said_to_be_unreadable() -> None:
    core = python_files(SOURCE / "core")
    assert offenders(core, lambda path: set(asked_facts(parsed(path))) - set(UNREADABLE)) == {}
    assert asked_facts(ast.parse('facts.unread("lines")')) == ["lines"]


def test_every_group_of_facts_is_asked_for_somewhere() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in python_files(SOURCE / "core"))
    assert [fact for fact in UNREADABLE if text.count(f'"{fact}"') < 2] == []
