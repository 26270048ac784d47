"""The shape that several agents took over from Claude Code."""

from __future__ import annotations

import pytest

from paraph.adapters.agents.messages.claude_shape import claude_event, moment_of
from paraph.adapters.agents.messages.payload import UnreadableError
from paraph.core.model.capture import ToolEvent


@pytest.mark.parametrize(
    ("event", "moment"),
    [
        ("PreToolUse", "before"), ("preToolUse", "before"), ("BeforeTool", "before"), ("PostToolUse", "after"),
        ("PostToolUseFailure", "after"), ("AfterTool", "after"), ("Stop", "other"), ("PermissionRequest", "other"),
        ("BeforeModel", "other"), ("PreToolUse2", "before"), ("BeforeToolCall", "before"), ("PreCompact", "other"),
    ],
)  # fmt: skip
def test_when_an_event_comes(event: str, moment: str) -> None:
    assert moment_of(event) == moment


def test_a_message_must_say_which_event_it_is() -> None:
    with pytest.raises(UnreadableError):
        moment_of("")


def test_a_call_needs_a_tool() -> None:
    with pytest.raises(UnreadableError):
        claude_event("x", {"hook_event_name": "PreToolUse"}, edits=frozenset(), shells=frozenset())
    found = claude_event("x", {"hook_event_name": "Stop", "cwd": "/a"}, edits=frozenset(), shells=frozenset())
    assert found == ToolEvent("x", "", "other", "", "other", "/a", event="Stop")
