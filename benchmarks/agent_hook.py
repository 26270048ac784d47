"""What does an agent wait for at each call of a tool? The installed command, a process each time, guard and journal on.

Beside it, in turns, `python -c pass`: what any program in this language costs.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import histories
from benchmarks.row import Row, Setting, within
from benchmarks.timing import NOT_PASSED_ON, Sample, in_turns

MOST_OVER_NOTHING = 30
MOST_IN_ALL = 100
LEAST = "python -c pass"
RUNS = 61
AGENT = "claude-code"


def figures(setting: Setting) -> Iterator[Row]:
    """A shell call that is clean, an edit before and after it, and a command that is denied or asked about."""
    with tempfile.TemporaryDirectory() as folder:
        works = {LEAST: _running([sys.executable, "-c", "pass"], os.devnull)}
        for name, sent in _messages(_repository(Path(folder))).items():
            file = Path(folder) / f"{len(works)}.json"
            file.write_text(json.dumps(sent), encoding="utf-8")
            works[name] = _running([histories.script(), "hook", "agent", "--from", AGENT], str(file))
        costs = in_turns(works, 5 if setting.quick else RUNS)
        for name in list(works)[1:]:
            over = Sample(ours - least for ours, least in zip(costs[name].wall, costs[LEAST].wall, strict=True))
            yield within(f"hook: {name}, over {LEAST}, p50", over, MOST_OVER_NOTHING, "ms")
            yield within(f"hook: {name}, in all, p95", _p95(costs[name].wall), MOST_IN_ALL, "ms")


def _p95(sample: Sample) -> Sample:
    return Sample((statistics.quantiles(sample, n=20)[-1],))


def _repository(folder: Path) -> Path:
    """A repository in which an agent has been at work for a while."""
    shop = folder / "shop"
    subprocess.run(["git", "init", "--quiet", shop], check=True)
    (shop / "price.py").write_text("old = 1\n" * 300, encoding="utf-8")
    edit = json.dumps(_edit(shop, "PostToolUse", "warm"))
    for _ in range(20):
        subprocess.run([histories.script(), "hook", "agent"], input=edit, text=True, check=True)
    return shop


def _messages(shop: Path) -> dict[str, dict[str, Any]]:
    return {
        "clean shell call": _shell(shop, "git status --short && ls -la src | head -20"),
        "edit, before": _edit(shop, "PreToolUse", "1"),
        "edit, after": _edit(shop, "PostToolUse", "1"),
        "denied shell call": _shell(shop, "cd infra && sudo terraform destroy -auto-approve"),
    }


def _call(shop: Path, event: str, call: str) -> dict[str, Any]:
    return {
        "session_id": "sample", "transcript_path": "", "cwd": str(shop), "hook_event_name": event, "tool_use_id": call,
    }  # fmt: skip


def _shell(shop: Path, command: str) -> dict[str, Any]:
    return _call(shop, "PreToolUse", "1") | {"tool_name": "Bash", "tool_input": {"command": command}}


def _edit(shop: Path, event: str, call: str) -> dict[str, Any]:
    given = {"file_path": str(shop / "price.py"), "old_string": "old = 1", "new_string": "new = 2"}
    return _call(shop, event, call) | {"tool_name": "Edit", "tool_input": given}


def _running(command: list[str], sent: str) -> Callable[[], None]:
    """One process that reads a file as its stdin and whose output is thrown away."""
    environment = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    files = [(os.POSIX_SPAWN_OPEN, 0, sent, os.O_RDONLY, 0)]
    files += [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    program = shutil.which(command[0]) or command[0]

    def run() -> None:
        _, status = os.waitpid(os.posix_spawn(program, command, environment, file_actions=files), 0)
        if code := os.waitstatus_to_exitcode(status):
            raise RuntimeError(f"{' '.join(command)} ended with {code}")

    return run
