from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.formats.git_ai_form import GitAiForm
from paraph.adapters.formats.git_ai_note import write_git_ai_note
from paraph.adapters.git.attribution_notes import AttributionNotes
from paraph.core.errors import InputError
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span
from paraph.core.model.refs import ATTRIBUTION_REF, REMOTE_ATTRIBUTION_SPACE


def notes(repo: GitRepo, refs: tuple[str, ...] = (ATTRIBUTION_REF, REMOTE_ATTRIBUTION_SPACE)) -> AttributionNotes:
    return AttributionNotes(str(repo.path), form=GitAiForm(), refs=refs)


def record(commit: str, tool: str, first: int = 1, last: int = 3) -> Attribution:
    return Attribution(commit, (FileLines("a", (Span(first, last, "ai", Claim("ai", tool, "m", "s")),)),))


def told(repo: GitRepo, commits: list[str] | None = None) -> dict[str, list[tuple[int, int, str]]]:
    with notes(repo) as held:
        return {
            each.commit: [
                (span.first, span.last, span.claim.tool if span.claim else "")
                for _, spans in each.files
                for span in spans
            ]
            for each in held.attributions(commits)
        }


def add(repo: GitRepo, *records: Attribution) -> None:
    with notes(repo) as held:
        held.add(records)


def test_what_is_added_joins_what_stands_there(git_repo: GitRepo) -> None:
    one, two = (git_repo.commit(name, {"a": f"{name}\n"}) for name in ("one", "two"))
    assert told(git_repo) == {}
    add(git_repo, record(one, "claude"), record(one, "codex", 9, 9), record(two, "claude"))
    add(git_repo, record(one, "cursor", 2, 4))
    assert told(git_repo) == {one: [(1, 1, "claude"), (2, 4, "cursor"), (9, 9, "codex")], two: [(1, 3, "claude")]}
    assert list(told(git_repo, [two])) == [two]
    tip = git_repo.rev("refs/notes/ai")
    add(git_repo, record(two, "claude"))
    assert git_repo.rev("refs/notes/ai") == tip


def test_which_commits_have_a_record(git_repo: GitRepo) -> None:
    one, two, _ = (git_repo.commit(name, {"a": f"{name}\n"}) for name in ("one", "two", "three"))
    with notes(git_repo, refs=("refs/notes/ai-remote/origin",)) as theirs:
        theirs.add([record(two, "cursor")])
    add(git_repo, record(one, "claude"))
    with notes(git_repo) as held, notes(git_repo, refs=(ATTRIBUTION_REF,)) as ours:
        assert (set(held.commits()), set(ours.commits())) == ({one, two}, {one})


def test_another_history_becomes_part_of_ours(git_repo: GitRepo) -> None:
    one, two = (git_repo.commit(name, {"a": f"{name}\n"}) for name in ("one", "two"))
    with notes(git_repo, refs=("refs/notes/ai-remote/origin",)) as theirs:
        theirs.add([record(two, "cursor")])
    add(git_repo, record(one, "claude"))
    with notes(git_repo) as held:
        assert held.join(git_repo.rev("refs/notes/ai-remote/origin")) == "joined"
        held.add([record(two, "codex", 9, 9)])
    assert told(git_repo) == {one: [(1, 3, "claude")], two: [(1, 3, "cursor"), (9, 9, "codex")]}
    assert git_repo.git("merge-base", "refs/notes/ai-remote/origin", "refs/notes/ai") == git_repo.rev(
        "refs/notes/ai-remote/origin"
    )


def test_notes_of_a_remote_are_read_where_there_is_none_here_and_joined_when_written(git_repo: GitRepo) -> None:
    one, two = (git_repo.commit(name, {"a": f"{name}\n"}) for name in ("one", "two"))
    with notes(git_repo, refs=("refs/notes/ai-remote/origin",)) as theirs:
        theirs.add([record(one, "cursor", 7, 8), record(two, "cursor")])
    add(git_repo, record(two, "claude", 5, 5))
    git_repo.git("notes", "--ref=ai", "remove", two)
    git_repo.git("notes", "--ref=ai", "add", "-F", "-", two, stdin=write_git_ai_note(record(two, "claude", 5, 5)))
    assert told(git_repo) == {one: [(7, 8, "cursor")], two: [(5, 5, "claude")]}
    add(git_repo, record(one, "claude"))
    assert told(git_repo, [one]) == {one: [(1, 3, "claude"), (7, 8, "cursor")]}


def test_folders_of_any_depth(git_repo: GitRepo) -> None:
    commits = [git_repo.commit(f"c{each}", {"a": f"{each}\n"}) for each in range(3)]
    blob = git_repo.blob(write_git_ai_note(record(commits[0], "claude")))
    paths = [(commits[0], 0), (commits[1], 2), (commits[2], 4)]
    index = {"GIT_INDEX_FILE": str(git_repo.path / "other-index")}
    for commit, cut in paths:
        path = "/".join([*(commit[at : at + 2] for at in range(0, cut, 2)), commit[cut:]])
        git_repo.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", env=index)
    tree = git_repo.git("write-tree", env=index)
    git_repo.git("update-ref", "refs/notes/ai", git_repo.git("commit-tree", tree, "-m", "x"))
    assert set(told(git_repo)) == set(commits)
    add(git_repo, *(record(commit, "cursor", 9, 9) for commit in commits))
    assert {each[-1] for each in told(git_repo).values()} == {(9, 9, "cursor")}
    assert len(git_repo.git("ls-tree", "-r", "--name-only", "refs/notes/ai").splitlines()) == 3


def test_two_notes_at_one_commit_are_told(git_repo: GitRepo) -> None:
    one = git_repo.commit("one", {"a": "1\n"})
    index = {"GIT_INDEX_FILE": str(git_repo.path / "other-index")}
    for tool, path in (("claude", one), ("cursor", f"{one[:2]}/{one[2:]}")):
        blob = git_repo.blob(write_git_ai_note(record(one, tool)))
        git_repo.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", env=index)
    tree = git_repo.git("write-tree", env=index)
    git_repo.git("update-ref", "refs/notes/ai", git_repo.git("commit-tree", tree, "-m", "x"))
    with notes(git_repo) as held:
        assert [each.oddities[0].kind for each in held.attributions()] == ["note_twice"]


def test_a_note_that_cannot_be_joined_is_left_alone_and_the_others_are_written(git_repo: GitRepo) -> None:
    one, two = (git_repo.commit(name, {"a": f"{name}\n"}) for name in ("one", "two"))
    foreign = '---\n{"schema_version": "authorship/9.0.0"}\n'
    git_repo.git("notes", "--ref=ai", "add", "-F", "-", one, stdin=foreign)
    with pytest.raises(InputError, match="cannot be read whole"):
        add(git_repo, record(one, "claude"), record(two, "claude"))
    assert git_repo.git("notes", "--ref=ai", "show", one) + "\n" == foreign
    assert told(git_repo)[two] == [(1, 3, "claude")]
    with pytest.raises(InputError, match="not a full commit id"):
        add(git_repo, record(one[:7], "claude"))


def test_writers_at_once_lose_nothing(git_repo: GitRepo) -> None:
    commits = [git_repo.commit(f"c{each}", {"a": f"{each}\n"}) for each in range(4)]
    threads = [threading.Thread(target=add, args=(git_repo, record(commit, "claude"))) for commit in commits]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert set(told(git_repo)) == set(commits)


def test_a_bare_repository_has_notes_too(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "bare", bare=True)
    add(repo, record("a" * 40, "claude"))
    assert told(repo) == {"a" * 40: [(1, 3, "claude")]}
