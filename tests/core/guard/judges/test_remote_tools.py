"""Is it seen what a remote tool destroys by its name, its operation, its program or its path?"""

from __future__ import annotations

import json

import pytest

from core.guard.commands import PLAIN, event
from paraph.core.guard.judge import judge
from paraph.core.guard.judges.remote_tools import plain_name, program_of


@pytest.mark.parametrize(
    ("tool", "given", "rule"),
    [
        ("mcp__terraform__destroy", {}, "call.destroy"),
        ("mcp__redis__flushall", {}, "call.destroy"),
        ("mcp__kubernetes__deleteNamespace", {"name": "x"}, "call.destroy"),
        ("mcp__kubernetes__resource", {"operation": "delete"}, "call.destroy"),
        ("mcp__aws__api", {"operation": "DeleteDBInstance"}, "call.destroy"),
        ("mcp__kubernetes__kubectl", {"command": "delete ns prod"}, "kubectl.namespace"),
        ("mcp__kubernetes__kubectl", {"args": ["delete", "ns", "prod"]}, "kubectl.namespace"),
        ("mcp__git__git_push", {"force": True, "branch": "main"}, "git.force-unknown"),
        ("mcp__files__write_file", {"path": ".git/hooks/x"}, "own.files"),
        ("mcp__files__read_file", {"path": ".git/hooks/x"}, ""),
        ("mcp__kubernetes__kubectl", {"command": "get pods"}, ""),
        ("mcp__git__git_push", {"force": False}, ""),
        ("mcp__github__create_issue", {"title": "Delete from users", "body": "drop table users"}, ""),
        ("mcp__files__write_file", {"path": "x.sql", "content": "drop table users"}, ""),
    ],
)
def test_what_is_seen(tool: str, given: dict[str, object], rule: str) -> None:
    found = judge(event(tool=tool, content=json.dumps(given)), PLAIN, lambda _: None)

    assert [danger.rule for danger in found.dangers][:1] == ([rule] if rule else [])


def test_names_are_taken_apart() -> None:
    assert plain_name("deleteBranch") == "delete_Branch"
    assert (program_of("mcp__k8s__exec"), program_of("mcp__notes__add")) == ("kubectl", "")
