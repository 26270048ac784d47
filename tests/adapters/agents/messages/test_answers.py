"""The answers that several agents share."""

from __future__ import annotations

import json

import pytest

from paraph.adapters.agents.messages.answers import SILENT, Answer, by_exit_code, decision, document, refusal
from paraph.core.model.guard import GuardVerdict


@pytest.mark.parametrize(
    ("word", "can_ask", "said"),
    [("deny", True, "deny"), ("deny", False, "deny"), ("ask", True, "ask"), ("ask", False, "deny")],
)
def test_a_decision_says_ask_only_to_those_who_can(word: str, said: str, *, can_ask: bool) -> None:
    answer = decision(GuardVerdict(word, "why."), can_ask=can_ask)  # type: ignore[arg-type]
    found = json.loads(answer.output)["hookSpecificOutput"]
    assert (found["permissionDecision"], answer.code) == (said, 0)
    assert found["permissionDecisionReason"].startswith("why.")


def test_silence_says_nothing() -> None:
    assert decision(GuardVerdict("silent"), can_ask=True) == by_exit_code(GuardVerdict("silent")) == SILENT == Answer()


def test_an_exit_code_denies_and_asks_alike() -> None:
    assert by_exit_code(GuardVerdict("deny", "why.")) == Answer("", "why.", 2)
    asked = by_exit_code(GuardVerdict("ask", "why."))
    assert asked.code == 2
    assert asked.talk == refusal(GuardVerdict("ask", "why.")) != "why."


def test_a_document_is_one_line() -> None:
    assert document({"a": "b\n"}).output == '{"a": "b\\n"}\n'
