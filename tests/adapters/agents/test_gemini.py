"""Gemini CLI's calls are read, and it is answered in its own way: it cannot ask."""

from __future__ import annotations

import json

from adapters.agents.agent_contract import FOLDER, AgentContract
from paraph.adapters.agents.messages.answers import Answer


class TestGemini(AgentContract):
    name = "gemini"

    def is_denied(self, answer: Answer) -> bool:
        return json.loads(answer.output)["decision"] == "deny" and answer.code == 0

    def test_a_command_runs_in_the_folder_that_it_names(self) -> None:
        assert self.event("folder_before").cwd == f"{FOLDER}/infra"
