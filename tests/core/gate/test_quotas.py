from __future__ import annotations

from core.gate.situations import HERE, case, evidence_need, facts, signoff, signoff_need
from paraph.core.gate.quotas import questions_of, quotas, relief_spares
from paraph.core.model.evidence import Evidence
from paraph.core.model.facts import Blast, Invariant, OwnerGroup, Ownership
from paraph.core.model.policy import Relief
from paraph.core.model.signoff import Answer


def test_a_quota_sorts_the_answers() -> None:
    given = facts(signoffs=(signoff("cyd"), signoff("dot", holds=None), signoff("ada"), signoff("cyd", holds=())))
    (quota,) = quotas(signoff_need(2), case(given))
    assert (quota.wanted, quota.certain, quota.maybe) == (2, ("cyd",), ("dot",))
    assert quota.refused == (
        "Dot (staff) may not count: whether it still holds could not be recomputed",
        "Ada (junior) had a hand in the change",
        "Cyd (senior) signed other content",
    )


def test_who_counts_for_certain_is_not_also_a_maybe() -> None:
    given = facts(signoffs=(signoff("cyd", holds=None), signoff("cyd")))
    (quota,) = quotas(signoff_need(2), case(given))
    assert (quota.certain, quota.maybe) == (("cyd",), ())


def test_quotas_are_worked_out_once() -> None:
    one, need = case(facts()), signoff_need()
    assert quotas(need, one) is quotas(need, one)


def test_content_is_not_confused_between_circles() -> None:
    """The same proof and binding asked of an owner of one path, and of anybody for all of them."""
    owners = (Ownership("src/a.py", (OwnerGroup(("@cyd",)),)),)
    part = signoff(holds=(), owned_paths=("src/a.py",))
    one = case(facts(owners=owners, signoffs=(part,)))
    (owned,) = quotas(signoff_need(owners="touched", binding="owned"), one)
    (anybody,) = quotas(signoff_need(binding="tree"), one)
    (whole,) = quotas(signoff_need(binding="owned"), one)
    assert [each.certain for each in (owned, anybody, whole)] == [("cyd",), (), ("cyd",)]


def test_relief_needs_all_of_its_evidence() -> None:
    relief = Relief((evidence_need("a"), evidence_need("b")), 2, HERE)
    need = signoff_need(3, relief=relief)
    both, one = (Evidence("a", "passed", "h"), Evidence("b", "passed", "h")), (Evidence("a", "passed", "h"),)
    assert [relief_spares(need, case(facts(evidence=each))) for each in (both, one, ())] == [2, 0, 0]
    assert relief_spares(signoff_need(relief=Relief((), 1, HERE)), case()) == 0
    assert [quotas(signoff_need(n, relief=relief), case(facts(evidence=both)))[0].wanted for n in (1, 2, 3, 4)] == [
        1, 1, 1, 2,
    ]  # fmt: skip


def test_questions() -> None:
    touched = case(facts(blast=Blast(invariants=(Invariant("i", "x"), Invariant("q", "y")))))
    assert questions_of(signoff_need(questions=("q",)), touched) == ("q",)
    assert questions_of(signoff_need(questions=("q",), answers="required"), touched) == ("q", "i")
    said = facts(signoffs=(signoff(answers=(Answer("q", "x", "github:cyd"),)),))
    assert quotas(signoff_need(questions=("q",)), case(said))[0].certain == ("cyd",)
