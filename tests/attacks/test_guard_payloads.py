"""Can a message to the hook be made so that a call passes that may not?"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from core.guard.commands import PLAIN
from gitbuild import GitRepo
from paraph.adapters.agents.messages.payload import UnreadableError, read_payload
from paraph.adapters.agents.which_agent import adapter, agent_of
from paraph.core.guard.judge import judge
from paraph.wiring.guard import judged_call

BAD = "terraform destroy"
CLAUDE: dict[str, Any] = {
    "session_id": "s",
    "cwd": "/srv/shop",
    "hook_event_name": "PreToolUse",
    "tool_name": "Bash",
    "tool_use_id": "t",
    "tool_input": {"command": BAD},
}
MCP = {"conversation_id": "c", "generation_id": "g", "hook_event_name": "beforeMCPExecution", "tool_name": "query"}


def _answer(payload: dict[str, Any]) -> str:
    """The answer to a message; `refused` for one that cannot be understood, which blocks, `passed` for no call."""
    try:
        found = read_payload(json.dumps(payload).encode())
        event = adapter(agent_of(found)).event_of(found)
    except UnreadableError:
        return "refused"
    return judge(event, PLAIN, lambda _: None).answer if event.moment == "before" else "passed"


@pytest.mark.parametrize(
    "more",
    [
        {"agent_action_name": "x"},
        {"tool_info": {"command_line": "ls"}, "agent_action_name": "pre_run_command"},
        {"hookName": "TaskStart"},
        {"toolArgs": "{}"},
        {"toolArgs": "{}", "toolResult": None},
        {"tool_input": None},
        {"tool_input": [BAD]},
        {"tool_input": {}},
        {"tool_input": {"command": 5}},
        {"tool_input": {"command": ""}},
        {"tool_input": {"command": []}},
        {"tool_name": None},
        {"hook_event_name": None},
    ],
)
def test_a_message_of_two_shapes_or_of_wrong_types_is_refused(more: dict[str, Any]) -> None:
    assert _answer({**CLAUDE, **more}) == "refused"


@pytest.mark.parametrize(
    "more",
    [
        {"turn_id": "1"},
        {"tool_response": {}},
        {"command": "ls"},
        {"tool_input": {"command": ["bash", "-lc", BAD]}},
        {"tool_input": {"command": "terraform", "args": ["destroy"]}},
        {"tool_input": json.dumps({"command": BAD})},
        {"tool_name": "Terminal", "tool_input": {"cmd": BAD}},
        {"tool_name": "bash"},
        {"hook_event_name": "preToolUse"},
        {"tool_name": "RunCode", "tool_input": {"code": "import os; os.system('terraform destroy')"}},
        {"session_id": "../../x"},
        {"tool_use_id": "a\nb"},
        {"cwd": "/nowhere"},
        {"cwd": None},
        {"session_id": 5},
    ],
)
def test_a_message_is_judged_in_each_of_these_forms(more: dict[str, Any]) -> None:
    assert _answer({**CLAUDE, **more}) == "deny"


@pytest.mark.parametrize("given", [{"sql": "DROP TABLE users"}, '{"sql": "DROP TABLE users"}', '"DROP TABLE users"'])
def test_arguments_that_are_a_text_of_json_are_opened(given: object) -> None:
    assert _answer({**MCP, "tool_input": given}) == "deny"


def test_copilots_empty_result_is_none() -> None:
    sent = {"sessionId": "s", "toolName": "bash", "toolArgs": {"command": BAD}, "toolResult": None}

    assert _answer(sent) == "deny"


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("TodoWrite", {"todos": [{"content": "drop table users"}]}),
        ("Grep", {"pattern": "DROP TABLE"}),
        ("AskUserQuestion", {"questions": [{"question": "delete from x?"}]}),
        ("Task", {"prompt": f"never run {BAD}"}),
        ("update_plan", {"plan": [{"step": "drop database x"}]}),
        ("WebSearch", {"query": "drop table users"}),
    ],
)
def test_tools_that_run_nothing_are_left_in_peace(tool: str, given: dict[str, Any]) -> None:
    assert _answer({**CLAUDE, "tool_name": tool, "tool_input": given}) == "silent"


@pytest.mark.parametrize(
    "path",
    [
        ".claude/settings.json",
        ".CLAUDE/settings.json",
        ".git//hooks/x",
        ".git/./hooks/x",
        "a/../.git/hooks/x",
        ".git\\hooks\\x",
        ".git/config",
        "~/.gitconfig",
        ".git/paraph/guard-settings.json",
        "./.claude/../.claude/settings.json",
    ],
)
def test_what_guards_the_session_is_known_in_each_spelling(path: str) -> None:
    sent = {**CLAUDE, "tool_name": "Write", "tool_input": {"file_path": path, "content": "x"}}

    assert _answer(sent) == "ask"


def test_an_edit_behind_a_link_is_known_by_where_it_ends(git_repo: GitRepo, tmp_path: Path) -> None:
    folder = Path(git_repo.path)
    (tmp_path / "elsewhere").symlink_to(folder / ".git" / "hooks")
    sent = {
        **CLAUDE,
        "cwd": str(folder),
        "tool_name": "Write",
        "tool_input": {"file_path": str(tmp_path / "elsewhere" / "pre-push"), "content": "x"},
    }
    found = read_payload(json.dumps(sent).encode())

    verdict, _ = judged_call(adapter("claude-code").event_of(found), is_recorded=False)

    assert verdict.answer == "ask"


def test_more_arguments_than_are_read_are_asked_about() -> None:
    sent = {**CLAUDE, "tool_name": "mcp__x__run", "tool_input": {"a": [f"x{n}" for n in range(400)]}}

    assert _answer(sent) == "ask"


@pytest.mark.parametrize("name", ["guard-settings.json", "guard-journal.jsonl"])
def test_a_file_of_the_private_area_that_never_ends_does_not_hold_up_the_answer(git_repo: GitRepo, name: str) -> None:
    area = Path(git_repo.path) / ".git" / "paraph"
    area.mkdir(exist_ok=True)
    os.mkfifo(area / name)
    found = read_payload(json.dumps({**CLAUDE, "cwd": str(git_repo.path)}).encode())

    verdict, _ = judged_call(adapter("claude-code").event_of(found), is_recorded=False)

    assert verdict.answer == "deny"


def test_a_git_file_that_never_ends_does_not_hold_up_the_answer(git_repo: GitRepo) -> None:
    inner = Path(git_repo.path) / "inner"
    inner.mkdir()
    os.mkfifo(inner / ".git")
    found = read_payload(json.dumps({**CLAUDE, "cwd": str(inner)}).encode())

    verdict, _ = judged_call(adapter("claude-code").event_of(found), is_recorded=False)

    assert verdict.answer == "deny"


def test_more_scripts_than_are_read_are_asked_about(tmp_path: Path) -> None:
    names = [f"{n}.sh" for n in range(100)]
    for name in names:
        (tmp_path / name).write_text("true\n" if name != "99.sh" else "terraform destroy\n")
    command = "; ".join(f"bash {name}" for name in names)
    found = read_payload(json.dumps({**CLAUDE, "cwd": str(tmp_path), "tool_input": {"command": command}}).encode())

    verdict, _ = judged_call(adapter("claude-code").event_of(found), is_recorded=False)

    assert [danger.rule for danger in verdict.dangers] == ["run.too-large"]
