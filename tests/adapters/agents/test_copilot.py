"""Copilot's calls are read in both of its forms, and it is answered in its own way."""

from __future__ import annotations

import json

from adapters.agents.agent_contract import DESTROY, REASON, AgentContract
from paraph.adapters.agents.messages.answers import Answer
from paraph.adapters.agents.setup.agents_found import config_of
from paraph.adapters.agents.which_agent import adapter
from paraph.core.model.guard import GuardVerdict


class TestCopilot(AgentContract):
    name = "copilot"
    can_ask = True

    def is_denied(self, answer: Answer) -> bool:
        return json.loads(answer.output)["permissionDecision"] == "deny" and answer.code == 0

    def is_asked(self, answer: Answer) -> bool:
        return json.loads(answer.output)["permissionDecision"] == "ask" and answer.code == 0

    def test_an_ask_is_handed_on_even_where_its_cloud_denies(self) -> None:
        assert config_of(self.name).can_ask

    def test_an_editor_reads_the_answer_where_claude_code_does(self) -> None:
        event = self.event("editor_before")
        assert (event.deed, event.command, event.call) == ("shell", DESTROY, "sample-call-1")
        answer = json.loads(adapter(self.name).answer(GuardVerdict("deny", REASON), event).output)
        assert answer["hookSpecificOutput"]["permissionDecision"] == "deny"

    def test_a_look_at_a_file_is_no_edit(self) -> None:
        assert self.event("look_before").deed == "other"

    def test_a_call_that_can_be_asked_about_says_why(self) -> None:
        answer = adapter(self.name).answer(GuardVerdict("ask", REASON), self.event("edit_before"))
        assert json.loads(answer.output)["permissionDecisionReason"] == REASON
