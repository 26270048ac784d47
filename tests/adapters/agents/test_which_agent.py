"""The sender is told by the shape of what it sent."""

from __future__ import annotations

from typing import Any

import pytest

from paraph.adapters.agents.which_agent import NAMES, adapter, agent_of


@pytest.mark.parametrize(
    ("payload", "hint", "expected"),
    [
        ({"agent_action_name": "x", "conversation_id": "c", "generation_id": "g"}, "cursor", "windsurf"),
        ({"tool_args": "{}", "hook_event_name": "PreToolUse", "tool_name": "bash"}, "", "copilot"),
        ({"toolArgs": "{}", "turn_id": "1"}, "codex", "copilot"),
        ({"hookEventName": "PreToolUse", "tool_name": "x"}, "claude-code", "copilot"),
        ({"hookName": "PreToolUse"}, "claude-code", "cline"),
        ({"cursor_version": "2", "hook_event_name": "PreToolUse", "tool_name": "Shell"}, "claude-code", "cursor"),
        ({"command": "ls"}, "", "cursor"),
        ({"command": "ls", "tool_name": "x"}, "", "claude-code"),
        ({"turn_id": "1", "hook_event_name": "PreToolUse"}, "claude-code", "codex"),
        ({"hook_event_name": "BeforeTool"}, "", "gemini"),
        ({"hook_event_name": "PreToolUse", "tool_name": "Bash"}, "", "claude-code"),
        ({"hook_event_name": "PreToolUse", "tool_name": "Bash"}, "droid", "droid"),
        ({"hook_event_name": "PreToolUse", "tool_name": "Bash"}, "kiro", "kiro"),
        ({"hook_event_name": "PreToolUse", "tool_name": "Bash"}, "codex", "codex"),
        ({"hook_event_name": "PreToolUse", "tool_name": "Execute"}, "", "droid"),
        ({"hook_event_name": "preToolUse", "tool_name": "x"}, "", "kiro"),
        ({}, "", "claude-code"),
        ({}, "nobody", "claude-code"),
    ],
)
def test_the_payload_decides_and_the_hint_helps(payload: dict[str, Any], hint: str, expected: str) -> None:
    assert agent_of(payload, hint) == expected


def test_each_agent_has_a_module() -> None:
    assert [adapter(name).config().name for name in NAMES] == list(NAMES)
