"""Antigravity's calls are read, and it is told no by a document, as it heeds no exit code."""

from __future__ import annotations

import json
from typing import Any

import pytest

from paraph.adapters.agents.antigravity import answer, event_of
from paraph.adapters.agents.messages.payload import UnreadableError
from paraph.adapters.agents.which_agent import agent_of
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardVerdict

CALL = {"name": "run_command", "args": {"CommandLine": "terraform destroy", "Cwd": "/srv/shop"}}
EVENT = ToolEvent("antigravity", "", "before", "run_command", "shell", "/srv/shop", command="terraform destroy")


@pytest.mark.parametrize("hint", ["", "claude-code", "windsurf"])
def test_it_is_known_by_its_call(hint: str) -> None:
    assert agent_of({"toolCall": CALL}, hint) == "antigravity"


def test_a_command_is_read() -> None:
    assert event_of({"toolCall": CALL}) == EVENT


def test_what_is_no_command_is_what_it_is_given() -> None:
    event = event_of({"toolCall": {"name": "mcp_db", "args": {"sql": "DROP TABLE a"}}})
    assert (event.deed, event.content) == ("other", '{"sql":"DROP TABLE a"}')


@pytest.mark.parametrize(
    "call", [None, 5, {}, {"name": ""}, {"name": "run_command"}, {"name": "run_command", "args": 5}]
)
def test_a_call_must_say_what_it_does(call: Any) -> None:
    with pytest.raises(UnreadableError):
        event_of({"toolCall": call})


@pytest.mark.parametrize("word", ["deny", "ask"])
def test_a_no_is_a_document(word: Any) -> None:
    found = answer(GuardVerdict(word, "it destroys the shop"), EVENT)
    told = json.loads(found.output)
    assert (found.code, told["decision"]) == (0, "block")
    assert "it destroys the shop" in told["reason"]


def test_silence_is_silence() -> None:
    assert answer(GuardVerdict("silent"), EVENT).output == ""
