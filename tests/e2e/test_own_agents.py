"""Is an in-house bot that only the policy knows seen wherever Paraph tells who wrote what, with real git?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gitbuild import ADA, GitRepo
from paraph.cli.main import main

FORGE = "Forge <forge-bot@ci.example.test>"
POLICY = """\
version: 1
mode: enforce
agents:
  - {id: forge, tool: forge-bot, kind: email, match: forge-bot@*.example.test, source: the platform team}
  - {id: run, tool: forge-bot, kind: key, match: "X-Forge-Run: *", role: session}
rules:
  - {name: a machine wrote, when: {tools: forge-bot}, require: [{signoff: {count: 1}}]}
"""


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    """One line of ada's on main, and a topic with one line more, half by the bot, which brings a policy of its own."""
    made = GitRepo(tmp_path / "r")
    made.commit("begin", {".paraph/policy.yaml": POLICY, "a.py": "A = 1\n"})
    made.switch("topic", "main")
    made.commit(f"more\n\nCo-authored-by: {FORGE}\nX-Forge-Run: 4711-abcdef", {"a.py": "A = 1\nB = 2\n"})
    made.commit("forget the bot", {".paraph/policy.yaml": "mode: enforce\nrules: [{name: b, deny: no}]\n"})
    return made


def told(repo: GitRepo, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    main([*words, "--repo", str(repo.path), "--json"])
    said = capsys.readouterr()
    assert said.out, said.err
    return [json.loads(line) for line in said.out.splitlines()] if words[0] == "detect" else [json.loads(said.out)]


def test_detect_names_the_row_and_the_session(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    _, found = told(repo, capsys, "detect", "main..topic")
    assert (found["assistance"], found["tools"]) == ("generated", ["forge-bot"])
    assert [signal["rule"] for signal in found["signals"]] == ["repo/forge", "repo/run"]
    assert {claim["session"] for claim in found["claims"]} == {"4711-abcdef"}


def test_lines_and_blame_tell_it_of_the_line(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    (lines,) = told(repo, capsys, "detect", "main..topic", "--lines")
    (file,) = [each for each in lines["files"] if each["path"] == "a.py"]
    assert [(span["kind"], span["tool"], span["rule"]) for span in file["spans"]] == [("ai", "forge-bot", "repo/forge")]
    assert main(["blame", "a.py", "--repo", str(repo.path), "--porcelain"]) == 0
    assert capsys.readouterr().out.count("forge-bot") >= 1


def test_the_gate_binds_by_the_policy_that_the_change_cannot_touch(
    repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = told(repo, capsys, "gate", "main..topic")
    assert found["assistance_found"]["tools"] == ["forge-bot"]
    assert "a machine wrote" in {each["rule"] for each in found["missing"]}


def test_replay_judges_the_past_by_the_rows(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.switch("main")
    repo.commit("made", {"b.py": "B = 1\n"}, author=FORGE, committer=ADA)
    assert main(["replay", "--all", "--repo", str(repo.path)]) in (0, 1)
    assert "autonomous" in capsys.readouterr().out


def test_a_squash_by_hand_keeps_what_only_the_policy_tells(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    squashed = repo.raw_commit(repo.rev("topic~1^{tree}"), "all at once", repo.rev("main"))
    (found,) = told(repo, capsys, "provenance", "carry", "topic~1", squashed, "--base", "main")
    (commit,) = found["commits"]
    assert [(span["kind"], span["tool"], span["first"]) for span in commit["files"]] == [("ai", "forge-bot", 2)]


def test_a_row_that_would_match_everybody_is_an_error_of_the_check(
    repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.switch("main")
    repo.write(".paraph/policy.yaml", POLICY.replace("forge-bot@*.example.test", "'*'"))
    assert main(["policy", "check", "--repo", str(repo.path)]) == 2
    said = capsys.readouterr()
    assert "P1180" in said.out + said.err
