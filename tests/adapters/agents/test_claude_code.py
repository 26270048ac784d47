"""Claude Code's calls are read, and it is answered in its own way."""

from __future__ import annotations

import json
from typing import Any

from adapters.agents.agent_contract import FOLDER, PRICE, AgentContract, payload
from paraph.adapters.agents.claude_code import event_of
from paraph.adapters.agents.messages.answers import Answer
from paraph.core.model.capture import Edit


def said(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.output)["hookSpecificOutput"]
    assert found["hookEventName"] == "PreToolUse"
    return found


class TestClaudeCode(AgentContract):
    name = "claude-code"
    edit = (Edit(PRICE, "old = 1", "new = 2", is_everywhere=True),)
    can_ask = True

    def is_denied(self, answer: Answer) -> bool:
        return said(answer).get("permissionDecision") == "deny" and answer.code == 0

    def is_asked(self, answer: Answer) -> bool:
        return said(answer).get("permissionDecision") == "ask" and answer.code == 0

    def test_a_whole_file_and_several_edits_are_read(self) -> None:
        assert self.event("write_after").edits == (Edit(f"{FOLDER}/src/tax.py", "", "tax = 3\n"),)
        assert self.event("several_after").edits == (Edit(PRICE, "a", "b"), Edit(PRICE, "c", "", is_everywhere=True))
        assert self.event("notebook_before").edits == (Edit(f"{FOLDER}/a.ipynb", None, "x = 1"),)
        assert self.event("write_after").call == "sample-call-2"

    def test_what_a_file_held_before_it_was_written_is_read_where_it_is_told(self) -> None:
        message = payload("claude-code", "write_after")
        told = [{"type": "update", "originalFile": "tax = 2\n"}, {"type": "update"}, {"originalFile": None}, None]
        found = [event_of(message | {"tool_response": each}).edits[0].old for each in told]
        assert found == ["tax = 2\n", None, None, None]
