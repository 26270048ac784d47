from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import ADA, BEN, CLEO, GitRepo
from paraph.cli.main import main
from paraph.core.gate.case import READING

REVIEW = "version: 1\nmode: shadow\nrules:\n  - {name: review, require: [{signoff: {count: 1, proof: review}}]}\n"
LIGHT = (
    "version: 1\nmode: shadow\ntiers: {low: {only_kinds: docs}}\nrules:\n"
    "  - {name: review, when: {not: {only_kinds: docs}}, require: [{signoff: {count: 1, proof: review}}]}\n"
    "  - {name: pages, when: {only_kinds: docs}, require: [{declaration: true}]}\n"
)
PEOPLE = """\
people:
  - {id: ada, name: Ada Sample, teams: [web], accounts: ["email:ada@example.test"]}
  - {id: ben, name: Ben Sample, teams: [web, data], accounts: ["email:ben@example.test"]}
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def replay(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        code = main(["replay", *words, "--repo", str(git_repo.path)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def history(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("begin", {"a.py": "x\n", ".paraph/people.yaml": PEOPLE, ".paraph/policy.yaml": REVIEW})
    git_repo.commit("a page\n\nai-assistance: none\n", {"docs/a.md": "x\n"})
    git_repo.switch("work")
    git_repo.commit("code", {"b.py": "x\n"}, author=CLEO)
    git_repo.switch("main")
    git_repo.merge("work", by=BEN)
    return git_repo


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_repositorys_own_policy(history: GitRepo, replay: Run) -> None:
    code, out, err = replay("--all")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "3 changes landed from 2026-01-01 to 2026-01-01 (1 merge, 2 single commits)"
    said = plain(out)
    assert "sign-offs a week, by team, if asked evenly" in said
    assert READING in said
    assert f"Dependents, owners and people are those of {history.rev('HEAD')[:12]}" in said
    assert "people are drafted" not in said
    assert "2 changes landed with nobody independent in the history" in said


def test_only_what_landed_lately(history: GitRepo, replay: Run) -> None:
    code, out, _ = replay("--since", "1d")
    assert (code, out) == (
        0, "No change landed in this span, so there is nothing to replay. Try a longer --since, or --all.\n",
    )  # fmt: skip
    code, out, _ = replay("--since", "1d", "--json")
    found = json.loads(out)
    assert (code, found["changes"], found["weeks"], found["policies"][0]["signoffs_a_week"]) == (0, 0, 0.0, 0.0)


def test_a_branch_is_named(history: GitRepo, replay: Run) -> None:
    out = replay("work", "--all", "--json")[1]
    assert json.loads(out)["changes"] == 3
    assert json.loads(replay("main", "--all", "--json")[1])["merges"] == 1
    code, _, err = replay("nowhere", "--all")
    assert code == 2
    assert "nowhere" in err


def test_without_files_all_is_drafted_and_says_so(git_repo: GitRepo, replay: Run) -> None:
    for author in (ADA, BEN):
        git_repo.commit("work", {"a.py": author}, author=author)
    code, out, _ = replay("--all")
    assert code == 0
    assert "No policy has landed: this is what `paraph init` would draft. --policy FILE takes yours." in plain(out)
    assert "people are drafted from the history, their levels assumed" in plain(out)


def test_two_policies_and_an_organisation(history: GitRepo, replay: Run, tmp_path: Path) -> None:
    for name, text in (("old.yaml", REVIEW), ("new.yaml", LIGHT), ("org.yaml", REVIEW.replace("review,", "all,"))):
        (tmp_path / name).write_text(text)
    old, new = str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")
    code, out, _ = replay("--all", "--policy", old, "--policy", new)
    assert code == 0
    assert "old.yaml → new.yaml: 1 change judged differently" in out
    assert "wait → allow: 1" in out
    assert "− review: a sign-off by one person" in out
    found = json.loads(replay("--all", "--policy", old, "--org-policy", str(tmp_path / "org.yaml"), "--json")[1])
    assert found["policies"][0]["rules"] == {"org/all": 3, "repo/review": 3}


def test_other_people_can_be_named(history: GitRepo, replay: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("people: [{id: eve, accounts: ['email:eve@example.test']}]\n")
    found = json.loads(replay("--all", "--json", "--directory", str(tmp_path / "p.yaml"))[1])
    assert found["policies"][0]["by_person"] == {"eve": 3.0}
    assert found["policies"][0]["verdicts"] == {"cannot_tell": 3}


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("version: 1\nmode: shadow\nruels: []\n", (), "p.yaml:3:1"),
        (REVIEW, ("--policy", "/nowhere"), "P0604"),
        (REVIEW, ("--policy", "x") * 4, "P0612"),
        (REVIEW, ("--since", "soon"), "P0611"),
    ],
)
def test_bad_input_is_told_with_its_place(
    history: GitRepo, replay: Run, tmp_path: Path, text: str, words: tuple[str, ...], says: str
) -> None:
    (tmp_path / "p.yaml").write_text(text)
    code, out, err = replay("--policy", str(tmp_path / "p.yaml"), *words)
    assert (code, out) == (2, "")
    assert says in err


def test_an_empty_repository_has_nothing_to_replay(git_repo: GitRepo, replay: Run) -> None:
    code, out, err = replay()
    assert (code, out) == (2, "")
    assert "error[P05" in err
