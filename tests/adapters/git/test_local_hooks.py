from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.hook_files import HookFiles
from paraph.adapters.git.local_hooks import HOOKS, local_hooks, script
from paraph.adapters.git.location import locate
from signing_samples import SigningRepo, signing_repo


def hooks(repo: GitRepo) -> HookFiles:
    return local_hooks(locate(str(repo.path)))


@pytest.fixture
def hooked(git_repo: GitRepo) -> GitRepo:
    git_repo.git("config", "paraph.assistance", "assisted")
    git_repo.git("config", "paraph.tools", "claude-code")
    hooks(git_repo).put()
    return git_repo


SET = "AI-assistance: assisted\nAI-tools: claude-code"
SIGNED = "fix\n\nSigned-off-by: A <a@example.test>"
MESSAGES = [
    ("fix", f"fix\n\n{SET}"),
    (SIGNED, f"{SIGNED}\n{SET}"),
    ("fix\n\nAI-assistance: none", "fix\n\nAI-assistance: none"),
    ("fix\n\nai-Assistance: generated", "fix\n\nai-Assistance: generated"),
    ("fix\n\nAssisted-by: Claude", "fix\n\nAssisted-by: Claude"),
    ("fixup! fix", "fixup! fix"),
]


@pytest.mark.parametrize(("given", "kept"), MESSAGES)
def test_a_message_that_declares_nothing_gets_the_setting(hooked: GitRepo, given: str, kept: str) -> None:
    hooked.commit(given, {"a": "1"})
    assert hooked.git("log", "-1", "--format=%B").strip() == kept


def test_the_environment_counts_more_and_none_names_no_tool(hooked: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAPH_ASSISTANCE", "none")
    hooked.commit("fix", {"a": "1"})
    assert hooked.git("log", "-1", "--format=%B").strip() == "fix\n\nAI-assistance: none"


@pytest.mark.parametrize("value", ["", "often", "$(touch evil)"])
def test_what_is_no_value_is_passed_over(git_repo: GitRepo, value: str) -> None:
    git_repo.git("config", "paraph.assistance", value)
    hooks(git_repo).put()
    git_repo.commit("fix", {"a": "1"})
    assert git_repo.git("log", "-1", "--format=%B").strip() == "fix"
    assert not (git_repo.path / "evil").exists()


def test_an_empty_message_stays_empty(hooked: GitRepo) -> None:
    hooked.write("a", "1")
    hooked.git("add", "a")
    environment = {**os.environ, "GIT_EDITOR": "true"}
    done = subprocess.run(["git", "commit"], cwd=hooked.path, env=environment, capture_output=True)
    assert done.returncode != 0
    assert b"empty commit message" in done.stderr


def foreign(repo: GitRepo, name: str, text: str) -> Path:
    path = Path(hooks(repo).folder) / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_a_hook_that_was_there_runs_first_and_comes_back(git_repo: GitRepo) -> None:
    path = foreign(git_repo, "commit-msg", 'echo; echo before >>"$1"')
    hooks(git_repo).put()
    hooks(git_repo).put()
    kept = [(each.state, each.has_kept) for each in hooks(git_repo).states()]
    assert kept == [("current", True), *[("current", False)] * (len(HOOKS) - 1)]
    git_repo.commit("fix", {"a": "1"})
    assert git_repo.git("log", "-1", "--format=%B").strip() == "fixbefore"
    assert hooks(git_repo).take_away() == HOOKS
    assert "echo before" in path.read_text()
    assert hooks(git_repo).take_away() == ()
    assert [each.state for each in hooks(git_repo).states()] == ["foreign", *["absent"] * (len(HOOKS) - 1)]


def test_a_hook_that_refuses_still_refuses(git_repo: GitRepo) -> None:
    foreign(git_repo, "commit-msg", "exit 1")
    hooks(git_repo).put()
    with pytest.raises(AssertionError):
        git_repo.commit("fix", {"a": "1"})


def test_an_older_script_is_renewed(git_repo: GitRepo) -> None:
    hooks(git_repo).put()
    path = Path(hooks(git_repo).folder) / "pre-push"
    path.write_text(path.read_text() + "# more\n")
    assert [each.state for each in hooks(git_repo).states()][:3] == ["current", "outdated", "current"]
    hooks(git_repo).put()
    assert path.read_text() == script("pre-push")
    assert os.access(path, os.X_OK)


@pytest.fixture
def sender(tmp_path: Path, make_repo: Callable[..., GitRepo]) -> SigningRepo:
    place = signing_repo(tmp_path)
    make_repo("origin.git", bare=True)
    place.repo.git("remote", "add", "origin", str(tmp_path / "origin.git"))
    place.repo.git("push", "--quiet", "origin", "main")
    hooks(place.repo).put()
    return place


def push(place: SigningRepo, *words: str) -> tuple[int, str]:
    done = subprocess.run(["git", "push", "--quiet", "origin", *words], cwd=place.folder, capture_output=True)
    return done.returncode, done.stderr.decode()


def test_a_push_tells_in_three_lines_what_would_be_owed(sender: SigningRepo) -> None:
    sender.repo.git("update-ref", "refs/notes/paraph/statements", "main")
    code, said = push(sender, "work")
    assert code == 0
    first, following, last = said.splitlines()
    assert first.startswith("paraph: ◷ wait")
    assert following == "Next: paraph explain origin/main..work"
    assert last == "Statements go along with: git push origin refs/notes/paraph/statements"


@pytest.mark.parametrize("known_by", ["sent", "fetched"])
def test_records_of_lines_that_the_remote_has_not_are_mentioned(sender: SigningRepo, known_by: str) -> None:
    sender.repo.git("update-ref", "refs/notes/ai", "main")
    last = push(sender, "work")[1].splitlines()[-1]
    assert last == "Records of lines go along with: git push origin refs/notes/ai"
    sender.repo.git("update-ref", "refs/notes/paraph/statements", "main")
    assert push(sender, "work")[1] == ""  # nothing moves, so git asks no hook
    sender.repo.git("push", "--quiet", "--no-verify", "origin", ":work")
    last = push(sender, "work")[1].splitlines()[-1]
    both = "refs/notes/paraph/statements refs/notes/ai"
    assert last == f"Statements and records of lines go along with: git push origin {both}"
    if known_by == "sent":
        assert push(sender, "refs/notes/ai")[0] == 0
    else:
        sender.repo.git("update-ref", "refs/notes/ai-remote/origin", "work")  # which comes from ours
    sender.repo.git("push", "--quiet", "--no-verify", "origin", ":work")
    last = push(sender, "work")[1].splitlines()[-1]
    assert last == "Statements go along with: git push origin refs/notes/paraph/statements"


def test_a_push_that_no_policy_governs_is_told_nothing_of_one(
    tmp_path: Path, git_repo: GitRepo, make_repo: Callable[..., GitRepo]
) -> None:
    git_repo.commit("first", {"a": "1\n"})
    make_repo("origin.git", bare=True)
    git_repo.git("remote", "add", "origin", str(tmp_path / "origin.git"))
    git_repo.git("push", "--quiet", "origin", "main")
    git_repo.switch("work")
    git_repo.commit("more", {"a": "2\n"})
    hooks(git_repo).put()
    place = SigningRepo(git_repo, tmp_path)
    assert push(place, "work") == (0, "")
    git_repo.git("config", "paraph.prePush", "enforce")
    git_repo.git("push", "--quiet", "--no-verify", "origin", ":work")
    assert push(place, "work")[0] == 1


def test_a_policy_that_enforces_nothing_is_told_without_saying_it_twice(sender: SigningRepo) -> None:
    policy = sender.repo.git("show", "main:.paraph/policy.yaml").replace("mode: enforce", "mode: shadow")
    sender.repo.switch("main")
    sender.repo.commit("watch only", {".paraph/policy.yaml": policy})
    sender.repo.git("push", "--quiet", "--no-verify", "origin", "main")
    sender.repo.git("rebase", "--quiet", "main", "work")
    assert push(sender, "work")[1].splitlines()[0] == "paraph: Cannot tell: no rule is enforced."


def test_records_of_lines_in_the_same_push_are_not_mentioned(sender: SigningRepo) -> None:
    sender.repo.git("update-ref", "refs/notes/ai", "main")
    assert "go along with" not in push(sender, "work", "refs/notes/ai")[1]


def test_a_push_is_refused_only_where_that_was_chosen(sender: SigningRepo) -> None:
    sender.repo.git("config", "paraph.prePush", "enforce")
    assert push(sender, "work")[0] == 1
    sender.repo.git("config", "paraph.prePush", "off")
    assert push(sender, "work") == (0, "")


@pytest.mark.parametrize("words", [["refs/notes/paraph/statements"], [":gone"], ["v1"]])
def test_what_is_no_branch_is_not_asked_about(sender: SigningRepo, words: list[str]) -> None:
    for ref in ("refs/notes/paraph/statements", "refs/tags/v1"):
        sender.repo.git("update-ref", ref, "main")
    sender.repo.git("push", "--quiet", "--no-verify", "origin", "main:refs/heads/gone")
    sender.repo.git("config", "paraph.prePush", "enforce")
    assert push(sender, *words) == (0, "")


def test_statements_that_were_sent_are_not_mentioned_again(sender: SigningRepo) -> None:
    sender.repo.git("update-ref", "refs/notes/paraph/statements", "main")
    assert push(sender, "refs/notes/paraph/statements") == (0, "")
    assert "Statements go along" not in push(sender, "work")[1]
