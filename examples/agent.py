"""How does a coding agent ask its hooks before it acts, and tell them what it did? `agent.py edit FILE OLD NEW`.

It stands in for Claude Code where there is none: no model, only what that agent does with the hooks that
`.claude/settings.json` names. Messages: code.claude.com/docs/en/hooks.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

SECONDS = 60
Run = Callable[[str, str], tuple[int, str]]
"""Runs a command with a text on its stdin; its exit code and all it said."""


class Agent:
    """Asks the hooks of a folder before each call of a tool, obeys, and tells them afterwards."""

    def __init__(self, folder: Path, run: Run, session: str = "demo") -> None:
        self._folder, self._run, self._session = folder, run, session
        settings = (folder / ".claude" / "settings.json").read_text(encoding="utf-8")
        self._hooks = json.loads(settings)["hooks"]

    def edit(self, path: str, old: str, new: str) -> bool:
        """Replace a text that a file holds once; whether no hook stopped it. Raises ValueError where it does not."""
        file = self._folder / path
        text = file.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise ValueError(f"{path} holds this {text.count(old)} times: {old!r}")
        given = {"file_path": str(file), "old_string": old, "new_string": new, "replace_all": False}
        return self._call("Edit", given, path, lambda: file.write_text(text.replace(old, new), encoding="utf-8"))

    def shell(self, command: str) -> bool:
        """Run a command; whether no hook stopped it."""
        return self._call("Bash", {"command": command}, command, lambda: self._run(command, ""))

    def _call(self, tool: str, given: dict[str, Any], what: str, work: Callable[[], object]) -> bool:
        print(f"claude-code  {tool}  {what}")
        message = {
            "session_id": self._session, "transcript_path": "", "cwd": str(self._folder), "permission_mode": "default",
            "tool_name": tool, "tool_input": given, "tool_use_id": f"toolu_{uuid4().hex}",
        }  # fmt: skip
        if self._is_stopped("PreToolUse", message):
            return False
        work()
        self._is_stopped("PostToolUse", message | {"tool_response": {"success": True}})
        return True

    def _is_stopped(self, event: str, message: dict[str, Any]) -> bool:
        """Run the hooks of an event with its message, and say what they answer; whether one stops the call."""
        sent = json.dumps(message | {"hook_event_name": event})
        of_tool = (group for group in self._hooks[event] if re.search(group["matcher"], message["tool_name"]))
        for hook in (hook for group in of_tool for hook in group["hooks"]):
            code, said = self._run(hook["command"], sent)
            print(f"  {event}: {said.strip() or 'nothing against it' * (event == 'PreToolUse') or 'written down'}")
            if code == 2 or _decision(said) == "deny":
                print("  It is not run.")
                return True
        return False


def _decision(said: str) -> str:
    try:
        return str(json.loads(said)["hookSpecificOutput"]["permissionDecision"])
    except (ValueError, KeyError, TypeError):
        return ""


def main(words: list[str]) -> int:
    """Act here as the words say, and go on where a hook stops that, as agents do: 0, or 2 where the words are wrong."""
    match words:
        case ["edit", path, old, new]:
            Agent(Path.cwd(), _run).edit(path, old, new)
        case ["shell", command]:
            Agent(Path.cwd(), _run).shell(command)
        case _:
            print("usage: agent.py edit FILE OLD NEW | agent.py shell COMMAND", file=sys.stderr)
            return 2
    return 0


def _run(command: str, given: str) -> tuple[int, str]:
    done = subprocess.run(
        ["sh", "-c", command], input=given.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=SECONDS, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
