"""Is every answer kept in order, and every change to what is kept told?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paraph.adapters.agents.guard.journal import NAME, append_verdict, read_journal
from paraph.core.errors import ReadError
from paraph.core.model.capture import Edit, ToolEvent
from paraph.core.model.guard import Danger, GuardVerdict

VERDICT = GuardVerdict("deny", "no", (Danger("terraform.destroy", "destroys", "deny", environment="production"),))


def event(command: str) -> ToolEvent:
    return ToolEvent("claude-code", "s", "before", "Bash", "shell", "/x", "c", command=command)


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """A private area with three answers."""
    for number in range(3):
        assert (
            append_verdict(str(tmp_path / "paraph"), event(f"terraform destroy -var=token={number}"), VERDICT, number)
            == ""
        )
    return tmp_path / "paraph"


def test_the_answers_are_read_as_they_were_written(area: Path) -> None:
    journal = read_journal(str(area))

    assert journal.broken == 0
    assert [record["at"] for record in journal.records] == [0, 1, 2]
    assert journal.records[0]["command"] == "terraform destroy -var=token=[redacted: password]"
    assert journal.records[0]["rules"] == ["terraform.destroy"]
    assert journal.records[0]["environments"] == ["production"]
    assert (area / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda lines: [lines[0].replace(b"deny", b"asks"), *lines[1:]], 1),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: [lines[1], lines[0], lines[2]], 1),
        (lambda lines: lines[1:], 1),
        (lambda lines: [*lines[:2], b"x"], 3),
        (lambda lines: [*lines[:2], b"[]"], 3),
    ],
)
def test_a_change_is_told(area: Path, change: object, broken: int) -> None:
    lines = (area / NAME).read_bytes().splitlines()
    (area / NAME).write_bytes(b"\n".join(change(lines)) + b"\n")  # type: ignore[operator]

    assert read_journal(str(area)).broken == broken


def test_a_line_that_was_cut_by_a_crash_is_told_and_the_next_one_stands_apart(area: Path) -> None:
    path = area / NAME
    path.write_bytes(path.read_bytes()[:-20])
    append_verdict(str(area), event("x"), VERDICT, 9)
    journal = read_journal(str(area))

    assert journal.broken == 3
    assert journal.records[-1]["at"] == 9


def test_where_there_is_none() -> None:
    assert read_journal("/nowhere").records == ()


def test_what_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()

    assert "could not be recorded" in append_verdict(str(tmp_path), event("x"), VERDICT, 1)
    with pytest.raises(ReadError):
        read_journal(str(tmp_path))


def test_a_text_that_is_no_text_is_kept(tmp_path: Path) -> None:
    assert append_verdict(str(tmp_path), event("a\udcff\n\x00"), VERDICT, 1) == ""
    assert json.loads((tmp_path / NAME).read_bytes())["answer"] == "deny"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (ToolEvent("x", "s", "before", "Edit", "edit", "/x", edits=(Edit(".claude/settings.json"),)),
         "edit .claude/settings.json"),
        (ToolEvent("x", "s", "before", "mcp__db__run", "other", "/x", content="drop table x"),
         "mcp__db__run drop table x"),
    ],
)  # fmt: skip
def test_what_is_no_command_is_told_too(call: ToolEvent, said: str, tmp_path: Path) -> None:
    append_verdict(str(tmp_path), call, GuardVerdict("ask", "no"), 0, given="deny")

    record = read_journal(str(tmp_path)).records[0]
    assert (record["command"], record["answer"], record["judged"]) == (said, "deny", "ask")
