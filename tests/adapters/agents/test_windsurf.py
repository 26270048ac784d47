"""Windsurf's calls are read, control characters and all; only exit code 2 stops it."""

from __future__ import annotations

from adapters.agents.agent_contract import AgentContract
from paraph.adapters.agents.messages.answers import Answer


class TestWindsurf(AgentContract):
    name = "windsurf"

    def is_denied(self, answer: Answer) -> bool:
        return (answer.output, answer.code) == ("", 2)

    def test_raw_control_characters_are_read(self) -> None:
        assert self.event("control_before").command == "printf 'a\x01b'\nls"
