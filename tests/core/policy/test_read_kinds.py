from __future__ import annotations

import pytest

from paraph.core.model.kinds import KINDS
from paraph.core.model.policy import KindRule, Policy, Position, TierRule
from paraph.core.model.policy import Test as OneTest
from paraph.core.policy.read_kinds import check_kinds
from paraph.core.policy.reading import Reading
from paraph.core.policy.source import Document, Scalar
from paraph.core.tier import kind_table
from policy_text import condition, problems

HERE = Position("f", 1, 1)


@pytest.mark.parametrize("kind", [*KINDS, "code:python"])
def test_every_kind_that_is_recognised_may_be_tested(kind: str) -> None:
    assert condition(f"{{kinds: '{kind}'}}")


def test_a_misspelt_kind_names_the_nearest() -> None:
    (problem,) = problems("mode: enforce\nrules: [{name: a, when: {only_kinds: [docs, test]}, deny: no}]\n")
    assert problem.code == "P0130"
    assert problem.fix.startswith("did you mean `tests`?")


def test_kinds_of_the_policy_and_of_its_organisation_are_known() -> None:
    reading = Reading(Document("f", Scalar(None, 1, 1)))
    tiers = tuple(TierRule("high", OneTest("kinds", (kind,), HERE), HERE) for kind in ("ours", "theirs", "nobodys"))
    policy = Policy(1, "enforce", tiers, (), kinds=(KindRule("ours", ("a",), HERE),))
    check_kinds(reading, policy, (KindRule("theirs", ("b",), HERE),))
    assert [problem.what for problem in reading.problems] == ["there is no kind of file `nobodys`"]


def test_the_list_holds_every_kind_that_the_tables_recognise() -> None:
    by_name = {kind for kinds in kind_table.FILE_KINDS.values() for kind in kinds}
    by_extension = {kind for kinds in kind_table.EXTENSION_KINDS.values() for kind in kinds}
    by_place = {*kind_table.SEGMENT_KINDS.values(), *kind_table.TOPIC_WORDS.values()}
    assert by_name | by_extension | by_place <= set(KINDS)
