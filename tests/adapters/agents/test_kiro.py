"""Kiro's calls are read; only exit code 2 stops it."""

from __future__ import annotations

from pathlib import Path

from adapters.agents.agent_contract import AgentContract
from paraph.adapters.agents.messages.answers import Answer
from paraph.adapters.agents.setup.install import installing, state, write


class TestKiro(AgentContract):
    name = "kiro"
    session = ""

    def is_denied(self, answer: Answer) -> bool:
        return (answer.output, answer.code) == ("", 2)

    def test_a_hook_that_is_switched_off_is_not_in_place(self, tmp_path: Path) -> None:
        write(installing(self.target(tmp_path)))
        path = tmp_path / ".kiro" / "hooks" / "paraph.json"
        path.write_text(path.read_text().replace("true", "false"))
        assert state(self.target(tmp_path)) == "outdated"
