from __future__ import annotations

import pytest

from paraph.core.attest.predicates import (
    Answered,
    DeclarationPredicate,
    EvidencePredicate,
    Measured,
    OverridePredicate,
    OwnerTransferPredicate,
    Predicate,
    Scope,
    SignoffPredicate,
    Statement,
    ToolUsed,
    VetoPredicate,
    WithdrawalPredicate,
)
from paraph.flows.signing.asserted import asserted

SCOPE = Scope("0" * 32, "refs/heads/main", "b" * 40, "a" * 40)
OF = "aaaaaaaaaaaa for main"
FULL = DeclarationPredicate(
    "generated", (ToolUsed("claude-code", "", "opus"), ToolUsed("cursor")), 0.4, "dan", "ada", "rehearsed",
    (Answered("intent", "x"), Answered("rollback", "y")), ("rollback rehearsed",), "note",
)  # fmt: skip
FULL_SENTENCE = (
    f"Of {OF} I declare: an AI tool wrote most of it, and I steered (claude-code:opus, cursor); 40% of its lines are "
    "AI-written; dan prompted it; ada can explain, maintain and debug it; a way back is rehearsed; I did: rollback "
    "rehearsed; I answered 2 questions."
)
EMERGENCY = "in an emergency and for this content only"
CASES: list[tuple[Predicate, str]] = [
    (SignoffPredicate("approve", "As it was shown.", "high", 1), "As it was shown."),
    (DeclarationPredicate("none"), f"Of {OF} I declare: no AI tool took part in it."),
    (DeclarationPredicate("assisted", answers=(Answered("intent", "x"),)),
     f"Of {OF} I declare: I wrote it, and an AI tool helped; I answered 1 question."),
    (FULL, FULL_SENTENCE),
    (DeclarationPredicate("autonomous"), f"Of {OF} I declare: an agent made it on its own."),
    (VetoPredicate("no"), f"I veto {OF} until I, or somebody above me, clear it: no"),
    (OverridePredicate("fire", "high", 1, 2), f"I override every rule for {OF}, {EMERGENCY}: fire"),
    (OverridePredicate("fire", "high", 1, 2, "T-1", ("a", "b")),
     f"I override a, b for {OF}, {EMERGENCY}: fire"),
    (OwnerTransferPredicate("ada"), f"I take over the code of {OF}: I can explain, maintain and debug it."),
    (OwnerTransferPredicate("ada", "ben", ("app/**",)),
     f"I take over the code of {OF} from ben below app/**: I can explain, maintain and debug it."),
    (EvidencePredicate(("tests",), "passed"), "Of commit aaaaaaaaaaaa: tests passed."),
    (EvidencePredicate(("mutation", "load"), "failed", metrics=(Measured("score", 0.5), Measured("p99", 90.0))),
     "Of commit aaaaaaaaaaaa: mutation, load failed (score 0.5, p99 90)."),
    (WithdrawalPredicate("f" * 64, "why"), f"I take back ffffffffffff on {OF}. why"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "sentence"), CASES)
def test_each_kind_says_what_it_means(said: Predicate, sentence: str) -> None:
    assert asserted(SCOPE, said) == sentence


def test_a_report_may_be_of_a_tree_alone() -> None:
    said = EvidencePredicate(("tests",), "passed")
    assert asserted(Scope("", "", "", "", "c" * 40), said) == "Of tree cccccccccccc: tests passed."


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("veto", f"I clear the veto ffffffffffff on {OF}. why"),
        ("signoff", f"I withdraw my sign-off ffffffffffff on {OF}. why"),
    ],
)
def test_what_is_taken_back_is_named(kind: str, sentence: str) -> None:
    of = Statement("f" * 64, kind, SCOPE, "ada", 0, VetoPredicate("x"), b"")  # type: ignore[arg-type]
    assert asserted(SCOPE, WithdrawalPredicate("f" * 64, "why"), of) == sentence
