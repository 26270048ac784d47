"""Is a call that is no shell command judged by what it would change or run?"""

from __future__ import annotations

import pytest

from core.guard.commands import PLAIN, event
from paraph.core.guard.judges.tool_calls import judge_call
from paraph.core.model.capture import Edit, ToolEvent


def found(given: ToolEvent) -> list[str]:
    return [danger.rule for danger in judge_call(given, PLAIN, lambda _: None)]


@pytest.mark.parametrize(
    ("tool", "content", "rules"),
    [
        ("query", '{"sql": "drop table x"}', ["sql.drop-table"]),
        ("query", "drop table x", ["sql.drop-table"]),
        ("query", '{"a": [{"b": "delete from x"}]}', ["sql.delete-all"]),
        ("query", '{"sql": "select 1"}', []),
        ("call_aws", '{"cli_command": "aws s3 rb s3://x"}', ["aws.bucket"]),
        ("run", '{"args": ["terraform", "destroy"]}', ["terraform.destroy"]),
        ("mcp__cloud__delete_project", "{}", ["call.destroy"]),
        ("deleteBranch", '{"x": 1}', ["call.destroy"]),
        ("search", '{"query": "how to drop a table"}', []),
        ("broken", "{", []),
        ("deep", "[" * 100_000, []),
    ],
)
def test_the_content_of_a_call(tool: str, content: str, rules: list[str]) -> None:
    assert found(event(tool=tool, content=content)) == rules


@pytest.mark.parametrize(
    ("path", "rules"), [(".claude/settings.json", ["own.files"]), (".git/paraph/x", ["own.files"]), ("src/a.py", [])]
)
def test_an_edit(path: str, rules: list[str]) -> None:
    given = ToolEvent("agent", "s", "before", "Write", "edit", "/srv/shop", edits=(Edit(path),))

    assert found(given) == rules
