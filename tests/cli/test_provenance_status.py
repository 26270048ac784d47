"""Does the verb show what agents did here that is not committed, and nothing that could act on a terminal?"""

from __future__ import annotations

import json
import time

import pytest

from agent_hands import Agent
from gitbuild import GitRepo
from paraph.cli import provenance_status
from paraph.cli.main import main


def said(repo: GitRepo, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["provenance", "status", "--repo", str(repo.path), *more]) == 0
    return capsys.readouterr().out


def test_nothing_yet(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(git_repo, capsys) == "No uncommitted line here is one that an agent was seen to write.\n"
    assert json.loads(said(git_repo, capsys, "--json")) == {"schema": provenance_status.SCHEMA, "sessions": []}


def test_sessions_files_and_lines(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    git_repo.commit("begin", {"a.py": "x\n"})
    Agent(git_repo.path).edit("a.py", "x\n", "x\ncall(1,2)\ny\n")
    git_repo.write("a.py", "x\ncall(1, 2)\ny\nmine\n")
    now = time.time() + 7300
    monkeypatch.setattr(time, "time", lambda: now)
    assert said(git_repo, capsys).splitlines() == [
        "claude-code (model-1)  session one, seen 2 hours ago", "       1 AI, 1 mixed  a.py",
    ]  # fmt: skip
    (session,) = json.loads(said(git_repo, capsys, "--json"))["sessions"]
    assert session["files"] == [{"path": "a.py", "ai": 1, "mixed": 1}]
    assert (session["tool"], session["session"], session["model"]) == ("claude-code", "one", "model-1")


def test_many_files_and_odd_names(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    agent = Agent(git_repo.path, "codex", "s\x1b[2J")
    for number in range(provenance_status.MOST_SHOWN + 2):
        agent.write(f"{number}\x1b.txt", "x\n")
    text = said(git_repo, capsys)
    assert "\x1b" not in text
    assert text.splitlines()[-1] == "  and 2 more files"


def test_a_damaged_journal_is_told_of_on_stderr(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    Agent(git_repo.path).write("a.txt", "x\n")
    with (git_repo.path / ".git/paraph/capture/journal.jsonl").open("a") as file:
        file.write("{\n")
    assert main(["provenance", "status", "--repo", str(git_repo.path)]) == 0
    assert "1 line of the capture journal cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 seconds"), (1, "1 second"), (60, "1 minute"), (7200, "2 hours"), (90_000, "1 day")]
)
def test_how_long_ago(seconds: int, words: str) -> None:
    assert provenance_status._ago(seconds) == words
