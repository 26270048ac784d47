"""What does an agent wait for at each call of a tool? The installed command, a process each time.

What agents do is recorded, the guard has a policy with environments, and its answers go into its journal. Beside it,
in turns, `python -c pass`: what any program in this language costs.
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
POLICY = """\
version: 1
mode: shadow
guard:
  environments:
    - {name: production, match: "*prod*", answer: deny}
    - {name: dev, match: envs/dev, answer: silent}
rules:
  - {name: x, deny: "no"}
"""


def figures(setting: Setting) -> Iterator[Row]:
    """Calls that are clean, an edit before and after it, and commands that are denied or asked about."""
    with tempfile.TemporaryDirectory() as folder:
        works = {LEAST: _running([sys.executable, "-c", "pass"], os.devnull)}
        for name, sent in _messages(_repository(Path(folder))).items():
            file = Path(folder) / f"{len(works)}.json"
            file.write_text(json.dumps(sent), encoding="utf-8")
            works[name] = _running([histories.script(), "hook", "agent", "--from", AGENT], str(file))
        costs = in_turns(works, 5 if setting.quick else RUNS)
        for name in list(works)[1:]:
            over = _over(costs[name].cpu, costs[LEAST].cpu)
            yield within(f"hook: {name}, over {LEAST}, p50, CPU", over, MOST_OVER_NOTHING, "ms")
            over = _over(costs[name].wall, costs[LEAST].wall)
            yield within(f"hook: {name}, over {LEAST}, p50, wall", over, MOST_OVER_NOTHING, "ms")
            yield within(f"hook: {name}, in all, p95, wall", _p95(costs[name].wall), MOST_IN_ALL, "ms")


def _over(ours: Sample, least: Sample) -> Sample:
    return Sample(one - other for one, other in zip(ours, least, strict=True))


def _p95(sample: Sample) -> Sample:
    return Sample((statistics.quantiles(sample, n=20)[-1],))


def _repository(folder: Path) -> Path:
    """A repository in which an agent has been at work for a while."""
    shop = folder / "shop"
    shop.mkdir()
    histories.start(shop)
    (shop / ".paraph").mkdir()
    (shop / ".paraph/policy.yaml").write_text(POLICY, encoding="utf-8")
    (shop / "price.py").write_text("old = 1\n" * 300, encoding="utf-8")
    histories.run(shop, "git", "add", ".")
    histories.run(shop, "git", "commit", "--quiet", "--message=Sell things")
    edit = json.dumps(_edit(shop, "PostToolUse", "warm"))
    for _ in range(20):
        subprocess.run([histories.script(), "hook", "agent"], input=edit, text=True, check=True)
    return shop


def _messages(shop: Path) -> dict[str, dict[str, Any]]:
    return {
        "clean shell call": _shell(shop, "ls -la src | head -20"),
        "git command": _shell(shop, "git status --short && git add -A && git commit -m 'fix: a thing'"),
        "npm command": _shell(shop, "npm test -- --watch=false && npm run build"),
        "edit, before": _edit(shop, "PreToolUse", "1"),
        "edit, after": _edit(shop, "PostToolUse", "1"),
        "denied shell call": _shell(shop, "cd infra && sudo terraform destroy -auto-approve"),
        "asked shell call": _shell(shop, "kubectl delete pod web-1"),
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
