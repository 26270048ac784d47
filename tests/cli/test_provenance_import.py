from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from provenance_samples import put, sample


def run(repo: GitRepo, *words: str) -> int:
    return main(["provenance", "import", "--repo", str(repo.path), *words])


def answered(repo: GitRepo, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert run(repo, "--json", *words) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_dry_run_counts_and_writes_nothing(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    _, two = sample(git_repo)
    put(git_repo, two, "", ref="empty")
    tip = git_repo.rev("refs/notes/ai")
    found = answered(git_repo, capsys, "--dry-run")
    assert git_repo.rev("refs/notes/ai") == tip
    assert found["notes"] | {"bytes": 0, "largest_bytes": 0} == {
        "all": 2, "reachable": 2, "unreachable": 0, "missing_commits": 0, "empty": 0, "unreadable": 0, "files": 3,
        "bytes": 0, "largest_bytes": 0,
    }  # fmt: skip
    assert found["lines"] == {
        "attested": {"ai": 4, "human_attested": 1, "mixed": 0, "unknown": 1},
        "stated": {"ai": 5, "human_attested": 1, "mixed": 0, "unknown": 1},
    }
    assert found["tools"] == {"claude": {"lines": 2, "notes": 1}, "cursor": {"lines": 2, "notes": 1}}
    assert {kind: each["count"] for kind, each in found["oddities"].items()} == {
        "dangling_prompt": 1, "legacy_key": 1, "odd_key": 1, "prompt_messages": 1, "range_disorder": 1,
    }  # fmt: skip
    assert found["oddities"]["odd_key"]["first"][0]["line"] == 3
    assert (found["written"], found["is_dry_run"], found["messages"]["met"]) == (0, True, 1)
    assert answered(git_repo, capsys, "--dry-run", "empty")["notes"]["empty"] == 1


def test_an_import_writes_strictly_and_drops_prompts(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    _, two = sample(git_repo)
    assert run(git_repo) == 0
    out = capsys.readouterr().out
    assert "2 records written into refs/notes/ai" in out
    assert "still stands in the older commits of refs/notes/ai" in out
    assert "1 prompt or session carries what was said to a tool" in out
    note = git_repo.git("notes", "--ref=ai", "show", two)
    assert "secret" not in note
    assert note.startswith("a.py\n  s_")
    assert " 3-4\n---\n" in note
    again = answered(git_repo, capsys, "--dry-run")
    assert again["oddities"] == {}
    assert again["lines"]["attested"] == {"ai": 4, "human_attested": 1, "mixed": 0, "unknown": 0}


def test_another_ref_joins_ours(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    one, _ = sample(git_repo)
    put(git_repo, one, "a.py\n  s_ffffffffffffff::t_0123456789abcd 3\n", ref="theirs",
        sessions={"s_ffffffffffffff": {"agent_id": {"tool": "codex", "id": "x", "model": "m"}}})  # fmt: skip
    found = answered(git_repo, capsys, "refs/notes/theirs")
    assert (found["written"], found["source"]) == (1, "refs/notes/theirs")
    tools = answered(git_repo, capsys, "--dry-run")["tools"]
    assert {name: each["lines"] for name, each in tools.items()} == {"claude": 2, "cursor": 2, "codex": 1}


def test_a_file_of_traces(git_repo: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = sample(git_repo)
    talk = {"contributor": {"type": "ai"}, "ranges": [{"start_line": 4, "end_line": 4}]}
    record = {
        "version": "0.1.0", "id": "x", "timestamp": "t", "tool": {"name": "windsurf"},
        "files": [{"path": "a.py", "conversations": [talk]}],
    }  # fmt: skip
    before = record | {"vcs": {"type": "git", "revision": one}, "version": "1.0"}
    lost = record | {"vcs": {"type": "git", "revision": "9" * 40}}
    traces = tmp_path / "traces.jsonl"
    traces.write_text("\n".join(map(json.dumps, (before, lost))))
    found = answered(git_repo, capsys, "--dry-run", str(traces))
    assert (found["format"], found["notes"]["all"], found["homeless_traces"]) == ("agent-trace", 1, 1)
    assert found["oddities"]["trace_version"]["count"] == 1
    assert run(git_repo, str(traces)) == 0
    assert "1 of 2 traces speak of no commit" in capsys.readouterr().out
    assert main(["provenance", "show", two, "--repo", str(git_repo.path)]) == 0
    # what stood there is at least as sure
    assert "windsurf" not in capsys.readouterr().out


def test_what_is_neither_ref_nor_file(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.commit("one", {"a": "1\n"})
    assert run(git_repo, "nothing") == 2
    assert "P1023" in capsys.readouterr().err


def test_a_note_of_another_version_is_left_alone(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    one, _ = sample(git_repo)
    put(git_repo, one, "a.py\n  x 1\n", schema_version="authorship/9")
    assert run(git_repo) == 0
    assert "1 note could not be read whole, and was left alone" in capsys.readouterr().out
    assert "authorship/9" in git_repo.git("notes", "--ref=ai", "show", one)


@pytest.mark.parametrize("words", [("HEAD",), ("HEAD~1..HEAD",), ("--format", "agent-trace", "HEAD")])
def test_what_was_exported_comes_back(
    git_repo: GitRepo, tmp_path: Path, capfd: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    sample(git_repo)
    assert run(git_repo) == 0
    capfd.readouterr()
    git_repo.git("update-ref", "refs/notes/kept", "refs/notes/ai")
    assert main(["provenance", "export", "--repo", str(git_repo.path), *words]) == 0
    file = tmp_path / "exported"
    file.write_text(capfd.readouterr().out)
    git_repo.git("update-ref", "-d", "refs/notes/ai")
    assert answered(git_repo, capfd, str(file))["written"] == 1
    assert git_repo.git("notes", "--ref=ai", "show") == git_repo.git("notes", "--ref=kept", "show")


def test_a_file_of_which_nothing_can_be_read_is_refused(
    git_repo: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample(git_repo)
    (tmp_path / "x").write_text("hello\nworld\n")
    assert run(git_repo, str(tmp_path / "x")) == 2
    assert "P1029" in capsys.readouterr().err


def test_two_people_push_records_after_each_other(
    git_repo: GitRepo, make_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = sample(git_repo)
    make_repo("server.git", bare=True)
    git_repo.git("remote", "add", "origin", "../server.git")
    git_repo.git("update-ref", "refs/notes/start", "refs/notes/ai")
    put(git_repo, one, "a.py\n  h_ffffffffffffff 3\n")
    git_repo.git("push", "--quiet", "origin", "refs/notes/ai")
    theirs = git_repo.git("rev-parse", "refs/notes/ai")
    git_repo.git("update-ref", "refs/notes/ai", "refs/notes/start")
    put(git_repo, two, "a.py\n  human 1\n")
    ours = git_repo.git("rev-parse", "refs/notes/ai")
    with pytest.raises(AssertionError):
        git_repo.git("push", "--quiet", "origin", "refs/notes/ai")
    git_repo.git("fetch", "--quiet", "origin", "+refs/notes/ai:refs/notes/ai-remote/origin")
    assert run(git_repo, "--dry-run", "refs/notes/ai-remote/origin") == 0
    assert git_repo.rev("refs/notes/ai") == ours
    assert run(git_repo, "refs/notes/ai-remote/origin") == 0
    assert "The history of refs/notes/ai-remote/origin is part of refs/notes/ai now" in capsys.readouterr().out
    for tip in (ours, theirs):
        git_repo.git("merge-base", "--is-ancestor", tip, "refs/notes/ai")
    git_repo.git("push", "--quiet", "origin", "refs/notes/ai")
    assert answered(git_repo, capsys, "refs/notes/ai-remote/origin")["history"] == "within"


def test_records_of_a_remote_are_ours_where_we_have_none(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    sample(git_repo)
    assert run(git_repo) == 0
    capsys.readouterr()
    git_repo.git("update-ref", "refs/notes/ai-remote/origin", "refs/notes/ai")
    git_repo.git("update-ref", "-d", "refs/notes/ai")
    assert answered(git_repo, capsys, "ai-remote/origin")["history"] == "forward"
    assert git_repo.rev("refs/notes/ai") == git_repo.rev("refs/notes/ai-remote/origin")


def test_the_history_of_any_other_ref_stays_apart(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    one, _ = sample(git_repo)
    put(git_repo, one, "a.py\n  h_ffffffffffffff 3\n", ref="theirs")
    assert answered(git_repo, capsys, "theirs")["history"] is None
    with pytest.raises(AssertionError):
        git_repo.git("merge-base", "--is-ancestor", "refs/notes/theirs", "refs/notes/ai")


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("refs/notes/ai", "there are no records of lines here yet"),
        ("refs/notes/ai-remote/upstream", "there is no ref refs/notes/ai-remote/upstream"),
        ("refs/heads/gone", "there is no ref 'refs/heads/gone'"),
        ("gone.json", "there is neither a ref 'refs/notes/gone.json' nor a file 'gone.json'"),
        ("refs/heads/main", "refs/heads/main holds files, and no notes"),
        ("refs/notes/commits", "refs/notes/commits holds notes (2) of another kind"),
    ],
)
def test_what_cannot_be_imported_is_told_with_the_fix(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str], source: str, what: str
) -> None:
    for name in ("one", "two"):
        git_repo.git("notes", "add", "-m", "Reviewed by Ben", git_repo.commit(name, {"a": f"{name}\n"}))
    assert run(git_repo, source) == 2
    said = capsys.readouterr().err
    assert what in said
    assert "fix: " in said
    if "ai-remote" in source:
        assert "git fetch upstream '+refs/notes/ai:refs/notes/ai-remote/upstream'" in said


def test_a_ref_without_notes_and_a_file_without_records_have_nothing(
    git_repo: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, _ = sample(git_repo)
    put(git_repo, one, "", ref="ai-remote/origin")
    git_repo.git("notes", "--ref=ai-remote/origin", "remove", one)
    assert run(git_repo, "ai-remote/origin") == 0
    out = capsys.readouterr().out
    assert "refs/notes/ai-remote/origin holds no note: there is nothing to import." in out
    assert "git fetch origin '+refs/notes/ai:refs/notes/ai-remote/origin'" in out
    (tmp_path / "x").write_text("")
    assert run(git_repo, str(tmp_path / "x")) == 0
    assert "x holds no record: there is nothing to import." in capsys.readouterr().out


def test_records_that_were_known_are_not_told_as_new(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = sample(git_repo)
    put(git_repo, one, "a.py\n  h_0123456789abcd 1\n", ref="more")
    git_repo.git("notes", "--ref=ai", "remove", one)
    assert (found := answered(git_repo, capsys, "more"))["new"] == found["written"] == 1
    put(git_repo, two, "a.py\n  h_0123456789abcd 1\n", ref="more")
    git_repo.git("notes", "--ref=ai", "remove", one)
    assert run(git_repo, "more") == 0
    assert "2 records written into refs/notes/ai (1 new), sorted" in capsys.readouterr().out
    assert run(git_repo, "more") == 0
    assert "2 records written into refs/notes/ai (none new), sorted" in capsys.readouterr().out
    assert (answered(git_repo, capsys)["new"], answered(git_repo, capsys, "--dry-run", "more")["new"]) == (0, 0)
