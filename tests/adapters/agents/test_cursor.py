"""Cursor's calls are read, and it is answered in its own way: it can ask about commands."""

from __future__ import annotations

import json

from adapters.agents.agent_contract import PRICE, AgentContract
from paraph.adapters.agents.messages.answers import Answer
from paraph.core.model.capture import Edit


class TestCursor(AgentContract):
    name = "cursor"
    edit_before = (Edit(PRICE, None, "new = 2\n"),)
    can_ask = True

    def is_denied(self, answer: Answer) -> bool:
        return json.loads(answer.output)["permission"] == "deny" and answer.code == 0

    def is_asked(self, answer: Answer) -> bool:
        return json.loads(answer.output)["permission"] == "ask" and answer.code == 0
