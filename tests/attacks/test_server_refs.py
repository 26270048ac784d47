"""Threats 7, 12, 13 and 25 at a server: does a name, a new branch or a tag get in what nobody let in?"""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from serverside import MAIN, NOTES, POLICY, RULES, Server, write

LOOSE = POLICY.replace("mode: enforce", "mode: advise")


@pytest.fixture
def work(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n", "docs/a.md": "a\n"})
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(work, "--protect", "main", "--protect", "release/*", "--protect", "refs/tags/v*")
    return made


def through(work: GitRepo) -> tuple[str, str]:
    """A branch `tour` whose end differs from main by a document alone, and that passes by evil; both commits."""
    work.switch("tour", "main")
    evil = work.commit("evil", {"src/a.py": "evil = 1\n"})
    end = work.commit("and back", {"src/a.py": "a = 1\n", "docs/a.md": "b\n"})
    write(work, "declaration", "ada", "tour")
    return evil, end


@pytest.mark.parametrize("ref", ["refs/heads/release/1", "refs/tags/v1"])
def test_what_a_landing_only_passed_by_is_nowhere_let_in(server: Server, work: GitRepo, ref: str) -> None:
    evil, end = through(work)
    done = server.ask(work, ("tour", MAIN), (NOTES, NOTES))
    assert done.code == 0, done.said
    assert server.value(MAIN) == end
    refused = server.ask(work, (evil, ref))
    assert refused.code == 1, refused.said


@pytest.mark.parametrize("ref", ["refs/heads/release/1", "refs/tags/v1"])
def test_what_a_landing_only_passes_by_is_nowhere_let_in_with_it(server: Server, work: GitRepo, ref: str) -> None:
    evil, _ = through(work)
    done = server.ask(work, ("tour", MAIN), (NOTES, NOTES), (evil, ref), lands=False)
    assert done.code == 1, done.said


@pytest.mark.parametrize("ref", ["refs/heads/release/2", "refs/tags/v1"])
def test_what_moved_past_the_hooks_is_nowhere_let_in(server: Server, work: GitRepo, ref: str) -> None:
    work.switch("sly", "main")
    sly = server.take(work, work.commit("sly", {"src/sly.py": "1\n"}), "refs/heads/release/1")
    refused = server.ask(work, (sly, ref))
    assert refused.code == 1, refused.said


def test_what_landed_without_its_record_can_be_begun_at(server: Server, work: GitRepo) -> None:
    work.switch("work", "main")
    head = work.commit("change", {"src/a.py": "a = 2\n"})
    write(work, "signoff", "ben", "work")
    assert server.ask(work, ("work", MAIN), (NOTES, NOTES), lands=False).code == 0
    server.take(work, "work", MAIN)
    assert server.entries("landed") == []
    assert server.ask(work, (head, "refs/heads/release/1"), (head, "refs/tags/v1")).code == 0
    assert [each["ref"] for each in server.entries("landed")] == [MAIN, "refs/heads/release/1", "refs/tags/v1"]


@pytest.mark.parametrize(
    "alias",
    [
        "refs/tags/refs/heads/main",
        "refs/heads/refs/heads/main",
        "refs/refs/heads/main",
        "refs/remotes/refs/heads/main",
        "refs/remotes/refs/heads/main/HEAD",
    ],
)
def test_no_other_ref_is_taken_for_the_policy_ref_that_is_not_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo, alias: str
) -> None:
    server = Server(tmp_path / "empty.git", monkeypatch)
    (tmp_path / "policy.yaml").write_text(POLICY)
    server.install("--policy", str(tmp_path / "policy.yaml"), "--protect", "main", "--protect", "release/*")
    work.switch("loose", "main")
    work.commit("loose", {".paraph/policy.yaml": LOOSE})
    server.ask(work, ("loose", alias))
    refused = server.ask(work, ("loose", "refs/heads/release/1"))
    assert refused.code == 1, refused.said


@pytest.mark.parametrize("ref", [
    "refs/heads/Main", "refs/heads/MAIN", "refs/Heads/main", "refs/heads/Release/1",
    "refs/heads/relea\u017fe/1", "refs/Replace/x", "refs/notes/Paraph/statements", "refs/notes/paraph",
    "refs/Paraph/heads/x", "refs/replace", "refs/notes/paraph/other", "refs/tags/V1",
])  # fmt: skip
def test_no_other_spelling_is_taken_for_a_guarded_ref(server: Server, work: GitRepo, ref: str) -> None:
    work.switch("work", "main")
    head = work.commit("change", {"src/a.py": "a = 2\n"})
    objects = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": str(work.path / ".git/objects")}
    done = server.call("pre-receive", [("0" * 40, head, ref)], env={"REMOTE_USER": "ada", **objects})
    assert done.code == 1, done.said
