"""The few arguments of tools are known in all their spellings."""

from __future__ import annotations

from typing import Any

import pytest

from paraph.adapters.agents.messages.payload import UnreadableError
from paraph.adapters.agents.messages.tool_calls import Call, call_of, command_in, edits_in
from paraph.core.model.capture import Edit

PATCH = "*** Begin Patch\n*** Update File: a b.py\n*** Move to: c.py\n-x\n*** Delete File: d\n*** Add File: a b.py\n"


def call(tool: str, given: dict[str, Any]) -> Call:
    return call_of(tool, given, edits=frozenset({"Edit"}), shells=frozenset({"Bash"}))


@pytest.mark.parametrize(
    ("tool", "given", "expected"),
    [
        ("Bash", {"command": "ls"}, Call("shell", command="ls")),
        ("Bash", {"command": ["bash", "-lc", "rm -rf x y"]}, Call("shell", command="bash -lc 'rm -rf x y'")),
        ("Edit", {"path": "a", "content": ""}, Call("edit", (Edit("a", None, ""),))),
        ("Edit", {"path": "a"}, Call("edit", (Edit("a"),))),
        ("shell", {"cmd": "ls"}, Call("shell", command="ls")),
        ("Later", {"command": "ls"}, Call("shell", command="ls")),
        ("mcp__x", {"command": "ls"}, Call("other", content='{"command":"ls"}')),
        ("Read", {"file_path": "a"}, Call("other", content='{"file_path":"a"}')),
        ("Read", {}, Call("other")),
    ],
)
def test_what_a_call_does(tool: str, given: dict[str, Any], expected: Call) -> None:
    assert call(tool, given) == expected


@pytest.mark.parametrize("given", [{}, {"command": ""}, {"command": 5}, {"command": []}, {"command": [1]}])
def test_a_command_must_be_said(given: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError):
        command_in(given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"edits": [{"old_string": "a", "new_string": "b"}], "path": "p"}, (Edit("p", "a", "b"),)),
        ({"replacements": [{"filePath": "q", "oldString": "a", "newString": "b"}]}, (Edit("q", "a", "b"),)),
        ({"path": "p", "edits": []}, (Edit("p"),)),
        ({"patch": PATCH}, (Edit("a b.py"), Edit("c.py"), Edit("d"))),
        ({"path": "p", "diff": "<<<"}, (Edit("p"),)),
        ({"path": "p", "old_str": "a", "new_str": "b", "replaceAll": True}, (Edit("p", "a", "b", is_everywhere=True),)),
    ],
)
def test_edits_are_read(given: dict[str, Any], expected: tuple[Edit, ...]) -> None:
    assert edits_in(given) == expected


@pytest.mark.parametrize(
    "given", [{}, {"path": ""}, {"path": 5}, {"patch": "nothing"}, {"edits": [5], "path": "p"}, {"edits": [{}]}]
)
def test_an_edit_must_name_its_file(given: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError):
        edits_in(given)
