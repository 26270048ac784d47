from __future__ import annotations

import json

import pytest

from gitbuild import GitRepo
from line_story import wrote
from paraph.adapters.git.reader import GitRepository
from paraph.cli.main import main
from paraph.wiring.line_records import attribution_records


@pytest.fixture
def squashed(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("base", {"f": "base\n"})
    git_repo.switch("work")
    with GitRepository(str(git_repo.path)) as reader, attribution_records(reader) as records:
        wrote(git_repo, records, "one", {"f": "s1 a\nbase\n"})
        wrote(git_repo, records, "two", {"f": "s1 a\nbase\ns2 b\nmine\n"})
    git_repo.git("branch", "squash", git_repo.raw_commit(git_repo.rev("work^{tree}"), "all", git_repo.rev("main")))
    return git_repo


def carry(repo: GitRepo, *words: str) -> int:
    return main(["provenance", "carry", *words, "--repo", str(repo.path)])


def test_what_is_carried_is_told(squashed: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    new = squashed.rev("squash")
    assert carry(squashed, "work", "squash", "--dry-run") == 0
    expected = f"{new[:12]}  2 AI\n1 commit would get what was known of its lines.\n"
    assert capsys.readouterr().out == expected
    assert carry(squashed, "work", "squash") == 0
    assert "1 commit got what was known of its lines." in capsys.readouterr().out
    assert carry(squashed, "work", "squash", "--base", "main") == 0
    assert capsys.readouterr().out.startswith("Nothing to carry")


def test_as_data(squashed: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert carry(squashed, "work", "squash", "--json", "--dry-run") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["old"], found["new"], found["written"]) == (
        "paraph/provenance-carry/v1", squashed.rev("work"), squashed.rev("squash"), False,
    )  # fmt: skip
    (commit,) = found["commits"]
    assert commit["lines"] == {"ai": 2, "human_attested": 0, "mixed": 0, "unknown": 0}
    assert [(each["path"], each["first"], each["last"], each["kind"], each["session"]) for each in commit["files"]] == [
        ("f", 1, 1, "ai", "s1"), ("f", 3, 3, "ai", "s2"),
    ]  # fmt: skip


def test_names_that_lead_nowhere(squashed: GitRepo) -> None:
    assert carry(squashed, "never", "squash") == 2
