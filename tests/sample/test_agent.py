"""Does the stand-in of a coding agent ask, obey and tell as one does?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.tree import ROOT

AGENT = ROOT / "examples" / "agent.py"
DENIED = '{"hookSpecificOutput": {"permissionDecision": "deny"}}'
ASKS = f"cat > before; ! grep -q bad before || exit 2; ! grep -q worse before || printf '{DENIED}'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".claude").mkdir()
    (tmp_path / "a.txt").write_text("one\n")
    before = {"matcher": "^(Edit|Bash)$", "hooks": [{"type": "command", "command": ASKS}]}
    after = {"matcher": "^Bash$", "hooks": [{"type": "command", "command": "cat >> after"}]}
    settings = {"hooks": {"PreToolUse": [before], "PostToolUse": [after]}}
    (tmp_path / ".claude" / "settings.json").write_text(json.dumps(settings))
    return tmp_path


def acted(folder: Path, *words: str) -> tuple[int, str]:
    """What the program said, started by a plain interpreter without what is installed, and how it ended."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", AGENT, *words], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_it_asks_acts_and_tells(folder: Path) -> None:
    assert acted(folder, "edit", "a.txt", "one", "two")[0] == 0
    assert (folder / "a.txt").read_text() == "two\n"
    asked = json.loads((folder / "before").read_text())
    assert (asked["hook_event_name"], asked["tool_name"], asked["cwd"]) == ("PreToolUse", "Edit", str(folder))
    assert not (folder / "after").exists()
    said = acted(folder, "shell", "echo ran > ran")
    assert said == (
        0,
        "claude-code  Bash  echo ran > ran\n  PreToolUse: nothing against it\n  PostToolUse: written down\n",
    )
    told = json.loads((folder / "after").read_text())
    asked = json.loads((folder / "before").read_text())
    assert (told["hook_event_name"], told["tool_use_id"]) == ("PostToolUse", asked["tool_use_id"])


@pytest.mark.parametrize("command", ["echo bad > ran", "echo worse > ran"])
def test_it_obeys(folder: Path, command: str) -> None:
    code, said = acted(folder, "shell", command)
    assert (code, said.splitlines()[-1]) == (0, "  It is not run.")
    assert not (folder / "ran").exists()


def test_it_changes_only_what_is_there_once(folder: Path) -> None:
    code, said = acted(folder, "edit", "a.txt", "three", "four")
    assert (code, said.splitlines()[-1]) == (1, "ValueError: a.txt holds this 0 times: 'three'")
    assert acted(folder, "jump")[0] == 2
