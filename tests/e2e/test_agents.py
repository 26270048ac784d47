"""What is installed is run as an agent runs it, by a shell: it denies, it stays silent, and missing it blocks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.agents.agent_contract import PAYLOADS
from paraph.adapters.agents.setup.agents_found import config_of
from paraph.adapters.agents.setup.install import Target, installing, write
from paraph.adapters.agents.which_agent import NAMES

CALL = "import sys; from paraph.cli.main import run; sys.exit(run())"


def commands(folder: Path, agent: str) -> list[str]:
    """The commands that are installed for before a call, as a shell is given them."""
    target = Target(config_of(agent), str(folder), "paraph")
    write(installing(target))
    if target.config.scripts:
        return [f"{target.file}/PreToolUse"]
    text = Path(target.file).read_text()
    return sorted({line.split(": ", 1)[1].strip(' ,"') for line in text.splitlines() if "|| exit 2" in line})


def run(command: str, folder: Path, sent: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["sh", "-c", command], input=sent, capture_output=True, env=environment, cwd=folder, timeout=60, check=False
    )


def put_program(folder: Path) -> None:
    program = folder / "bin" / "paraph"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\n{CALL}\n")
    program.chmod(0o755)


def is_blocked(done: subprocess.CompletedProcess[bytes]) -> bool:
    if done.returncode == 2:
        return True
    said = json.loads(done.stdout or b"{}")
    inner = said.get("hookSpecificOutput", said)
    words = {inner.get(key) for key in ("permissionDecision", "decision", "permission")}
    return done.returncode == 0 and (bool(words & {"deny", "ask"}) or said.get("cancel") is True)


@pytest.mark.parametrize("agent", NAMES)
def test_a_destroying_command_is_stopped_and_a_missing_program_blocks(tmp_path: Path, agent: str) -> None:
    (command,) = commands(tmp_path, agent)
    sent = (PAYLOADS / agent / "shell_before.json").read_bytes()
    missing = run(command, tmp_path, sent)
    assert is_blocked(missing)
    assert b"paraph" in missing.stderr
    put_program(tmp_path)
    denied = run(command, tmp_path, sent)
    assert is_blocked(denied)
    assert b"terraform" in denied.stdout + denied.stderr
    harmless = run(command, tmp_path, sent.replace(b"terraform destroy -auto-approve", b"ls -la"))
    assert not is_blocked(harmless)
    assert (harmless.returncode, harmless.stderr) == (0, b"")


def test_an_answer_that_nobody_reads_is_a_failure(tmp_path: Path) -> None:
    (command,) = commands(tmp_path, "claude-code")
    put_program(tmp_path)
    sent = (PAYLOADS / "claude-code" / "shell_before.json").read_bytes()
    assert run(f"({command}) >&-", tmp_path, sent).returncode == 2
