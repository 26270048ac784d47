from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import BEN, GitRepo
from paraph.cli.main import main

FILES = [".paraph/policy.yaml", ".paraph/people.yaml", ".paraph/absence.yaml"]
TEMPLATE = ".github/pull_request_template.md"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def init(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str, place: Path | None = None) -> tuple[int, str, str]:
        code = main(["init", *words, "--repo", str(place or git_repo.path)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def written(repo: GitRepo) -> list[str]:
    paths = [*repo.path.glob(".paraph/*"), *repo.path.glob(".github/*"), *repo.path.glob(".gitlab/*/*")]
    return sorted(path.relative_to(repo.path).as_posix() for path in paths)


def test_before_the_first_commit(git_repo: GitRepo, init: Run) -> None:
    code, out, err = init("--yes")
    assert (code, written(git_repo)) == (0, sorted([*FILES, TEMPLATE]))
    assert out.startswith("Nothing was committed yet: this is the plain default.")
    assert "Wrote 4 files." in err
    assert "Next: paraph gate <branch>" in err


def test_nothing_is_written_without_a_yes(git_repo: GitRepo, init: Run) -> None:
    code, out, err = init()
    assert (code, written(git_repo)) == (0, [])
    assert "write  .paraph/policy.yaml" in out
    assert err == "Nothing was written. Add --yes to write these files, --dry-run to print them.\n"


def test_a_young_history_and_the_same_again(git_repo: GitRepo, init: Run) -> None:
    for number in range(5):
        git_repo.commit(f"step {number}", {"a.py": f"{number}\n"}, author=BEN)
    code, out, _ = init("--yes")
    assert (code, out.splitlines()[0]) == (0, "Only 5 landed changes to learn from; 1 person found.")
    assert "  ben-sample               senior (assumed)" in out
    assert "With one person nobody is independent: what ben-sample changes, nobody can" in out
    before = {path: (git_repo.path / path).read_bytes() for path in written(git_repo)}
    (git_repo.path / ".paraph/policy.yaml").write_text("mine\n")
    code, out, err = init("--yes")
    assert (code, err) == (0, "")
    assert out.count("it is there already") == 4
    assert (git_repo.path / ".paraph/policy.yaml").read_text() == "mine\n"
    (git_repo.path / ".paraph/policy.yaml").unlink()
    init("--yes")
    after = {path: (git_repo.path / path).read_bytes() for path in written(git_repo)}
    drawn = [re.findall(rb'^identity: "([0-9a-f]{32})"', each[".paraph/policy.yaml"], re.M) for each in (before, after)]
    assert [len(each) for each in drawn] == [1, 1]
    assert drawn[0] != drawn[1]
    after[".paraph/policy.yaml"] = after[".paraph/policy.yaml"].replace(drawn[1][0], drawn[0][0])
    assert after == before


def test_what_was_drafted_judges_at_once_in_shadow(
    git_repo: GitRepo, init: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    for author in ("Ada Sample <ada@example.test>", BEN):
        for number in range(3):
            git_repo.commit(f"step {number}", {"src/a.py": f"{author}{number}\n"}, author=author)
    init("--yes")
    git_repo.commit("let us begin")
    git_repo.switch("work")
    git_repo.commit("work", {"src/a.py": "x\n"})
    assert main(["gate", "--repo", str(git_repo.path)]) == 4
    assert "The policy is in shadow: it would wait for a sign-off by one person; ask ben-sample first." in " ".join(
        capsys.readouterr().out.split()
    )


def test_a_dry_run_prints_the_files_even_of_a_bare_repository(
    git_repo: GitRepo, init: Run, make_repo: Callable[..., GitRepo], tmp_path: Path
) -> None:
    code, out, _ = init("--dry-run")
    assert (code, written(git_repo)) == (0, [])
    assert [line for line in out.splitlines() if line.startswith("--- ")] == [
        f"--- {file}" for file in [*FILES, TEMPLATE]
    ]
    bare = make_repo("bare.git", bare=True).path
    assert init("--dry-run", place=bare)[0] == 0
    code, out, err = init(place=bare)
    assert (code, out) == (2, "")
    assert "a bare repository has no files to write" in err


def test_json_tells_what_would_be_written_and_writes_on_request_only(git_repo: GitRepo, init: Run) -> None:
    git_repo.commit("begin", {"a.py": "x\n"})
    code, out, _ = init("--json")
    found = json.loads(out)
    assert (code, written(git_repo)) == (0, [])
    assert (found["schema"], found["changes"], found["people"], found["keep"]) == ("paraph/init/v1", 1, 1, [])
    assert [each["path"] for each in found["write"]] == [*FILES, TEMPLATE]
    assert init("--json", "--yes")[0] == 0
    assert json.loads(init("--json")[1])["keep"] == [*FILES, TEMPLATE]


def test_gitlab_looks_for_its_template_elsewhere(git_repo: GitRepo, init: Run) -> None:
    git_repo.commit("begin", {".gitlab-ci.yml": "x: {}\n"})
    init("--yes")
    assert ".gitlab/merge_request_templates/Default.md" in written(git_repo)
    assert not (git_repo.path / ".github").exists()


def test_a_template_that_was_there_stays_and_its_missing_field_is_printed(git_repo: GitRepo, init: Run) -> None:
    git_repo.commit("begin", {".github/PULL_REQUEST_TEMPLATE.md": "What and why?\n"})
    _, out, _ = init("--yes")
    assert "--dry-run prints the AI-usage field that it lacks" in out
    assert written(git_repo) == sorted([*FILES, ".github/PULL_REQUEST_TEMPLATE.md"])
    assert "## AI assistance" in init("--dry-run")[1]
    (git_repo.path / ".github/PULL_REQUEST_TEMPLATE.md").write_text("## AI assistance\n")
    assert "lacks" not in init()[1]


def test_owners_answer_for_critical_paths_where_there_are_some(git_repo: GitRepo, init: Run) -> None:
    git_repo.commit("begin", {"CODEOWNERS": "* @ben\n"})
    init("--yes")
    assert "owners of critical paths" in (git_repo.path / ".paraph/policy.yaml").read_text()


def test_a_dirty_work_tree_and_odd_names(git_repo: GitRepo, init: Run) -> None:
    odd = "Bj\u00f6rn \u202eS <bj@example.test>"
    git_repo.commit("begin", {"a.py": "x\n"}, author=odd)
    (git_repo.path / "a.py").write_text("changed\n")
    (git_repo.path / "new.py").write_text("new\n")
    raw = f"tree {git_repo.rev('HEAD^{tree}')}\nparent {git_repo.rev('HEAD')}\n".encode()
    for role in (b"author", b"committer"):
        raw += role + b" J\xf6rg <j\xf6rg@example.test> 1767225600 +0000\n"
    raw += b"\nx\n"
    head = git_repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw)
    git_repo.git("update-ref", "refs/heads/main", head)
    code, _, _ = init("--yes")
    assert code == 0
    text = (git_repo.path / ".paraph/people.yaml").read_text()
    assert "Björn S" in text
    assert "\u202e" not in text
    assert (git_repo.path / "a.py").read_text() == "changed\n"


def test_a_link_out_of_the_repository_is_not_followed(git_repo: GitRepo, init: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (git_repo.path / ".paraph").symlink_to(tmp_path / "elsewhere")
    code, _, err = init("--yes")
    assert (code, [*(tmp_path / "elsewhere").iterdir()]) == (2, [])
    assert "outside the repository" in err


def test_a_file_that_is_a_dangling_link_stays(git_repo: GitRepo, init: Run) -> None:
    (git_repo.path / ".paraph").mkdir()
    (git_repo.path / ".paraph/policy.yaml").symlink_to("nowhere")
    code, out, _ = init("--yes")
    assert code == 0
    assert "keep   .paraph/policy.yaml" in out


def test_what_stands_already_is_not_told_as_if_it_were_drafted(git_repo: GitRepo, init: Run) -> None:
    git_repo.commit("begin", {"a.py": "x\n", ".paraph/people.yaml": "people: []\n", ".paraph/policy.yaml": "mine\n"})
    _, out, err = init("--yes")
    assert "assumed" not in out.partition("write")[0]
    assert "critical" not in out
    assert "found" not in out
    assert "Wrote 2 files. Read them, commit them." in err
    (git_repo.path / ".paraph/absence.yaml").unlink()
    assert "Wrote 1 file. Read it, commit it." in init("--yes")[2]


@pytest.mark.parametrize(("days", "span", "words"), [(0, 90, "last"), (29, 90, "last"), (200, 290, "newest")])
def test_the_replay_that_it_advises_finds_something(
    git_repo: GitRepo, init: Run, capsys: pytest.CaptureFixture[str], days: int, span: int, words: str
) -> None:
    git_repo.now = int(time.time()) - days * 86_400
    git_repo.commit("begin", {"a.py": "x\n"})
    assert (
        f"Next: paraph replay --since {span}d   (what this policy would have asked of the {words}" in init("--yes")[2]
    )
    assert main(["replay", "--since", f"{span}d", "--repo", str(git_repo.path)]) == 0
    assert "1 change landed" in capsys.readouterr().out


@pytest.mark.parametrize(("said", "is_written"), [("y\n", True), ("Yes\n", True), ("n\n", False), ("", False)])
def test_a_yes_through_a_pipe_is_a_yes(
    git_repo: GitRepo, init: Run, monkeypatch: pytest.MonkeyPatch, said: str, is_written: bool
) -> None:
    ours, theirs = os.pipe()
    os.write(theirs, said.encode())
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        monkeypatch.setattr("sys.stdin", pipe)
        code, _, err = init()
    assert (code, bool(written(git_repo))) == (0, is_written)
    assert ("Nothing was written." in err) is not is_written


def test_a_pipe_that_stays_silent_is_not_waited_for(
    git_repo: GitRepo, init: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paraph.cli.init.PATIENCE_SECONDS", 0.01)
    ours, theirs = os.pipe()
    with os.fdopen(ours) as pipe:
        monkeypatch.setattr("sys.stdin", pipe)
        assert init()[0] == 0
    os.close(theirs)
    assert written(git_repo) == []


def test_each_tier_stands_once(git_repo: GitRepo, init: Run) -> None:
    git_repo.commit("begin", {"a.py": "x\n"})
    tiers = [
        line.split()[0] for line in init()[1].splitlines() if line.startswith(("  critical", "  high", "  medium"))
    ]
    assert tiers == ["critical", "high"]


def test_a_draft_for_two_passes_its_own_check(git_repo: GitRepo, init: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for author in ("Ada Sample <ada@example.test>", BEN):
        for number in range(6):
            git_repo.commit(f"step {number}", {"a.py": f"{author}{number}\n"}, author=author)
    assert "nobody is independent" not in init("--yes")[1]
    assert main(["policy", "check", "--repo", str(git_repo.path)]) == 0
    assert "nothing to mend" in "".join(capsys.readouterr())
