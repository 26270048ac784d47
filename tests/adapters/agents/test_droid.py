"""Droid's calls are read, and it is answered in its own way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from adapters.agents.agent_contract import AgentContract
from paraph.adapters.agents.messages.answers import Answer
from paraph.adapters.agents.setup.install import installing, removing, state, write


def said(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.output)["hookSpecificOutput"]
    assert found["hookEventName"] == "PreToolUse"
    return found


class TestDroid(AgentContract):
    name = "droid"
    can_ask = True

    def is_denied(self, answer: Answer) -> bool:
        return said(answer).get("permissionDecision") == "deny" and answer.code == 0

    def is_asked(self, answer: Answer) -> bool:
        return said(answer).get("permissionDecision") == "ask" and answer.code == 0

    def test_where_its_hooks_file_hides_the_settings_that_is_written(self, tmp_path: Path) -> None:
        other = tmp_path / ".factory" / "hooks.json"
        other.parent.mkdir()
        other.write_text('{"Stop": []}\n')
        write(installing(self.target(tmp_path)))
        assert list(json.loads(other.read_text())) == ["Stop", "PreToolUse", "PostToolUse"]
        assert state(self.target(tmp_path)) == "current"
        write(removing(self.target(tmp_path)))
        assert other.read_text() == '{"Stop": []}\n'
        other.write_text('{"hooks": {"Stop": []}}\n')
        write(installing(self.target(tmp_path)))
        assert list(json.loads(other.read_text())["hooks"]) == ["Stop", "PreToolUse", "PostToolUse"]
