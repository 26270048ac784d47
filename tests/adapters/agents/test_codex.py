"""Codex's calls are read, and it is answered in its own way: it cannot ask."""

from __future__ import annotations

import json
from typing import Any

from adapters.agents.agent_contract import AgentContract
from paraph.adapters.agents.messages.answers import Answer
from paraph.core.model.capture import Edit


def said(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.output)["hookSpecificOutput"]
    assert found["hookEventName"] == "PreToolUse"
    return found


class TestCodex(AgentContract):
    name = "codex"
    edit = (Edit("src/price.py", "old = 1\n", "new = 2\n"), Edit("src/tax.py", "", "tax = 3\n"))

    def is_denied(self, answer: Answer) -> bool:
        return said(answer).get("permissionDecision") == "deny" and answer.code == 0

    def test_its_model_is_known(self) -> None:
        assert self.event("shell_before").model == "sample-model"
