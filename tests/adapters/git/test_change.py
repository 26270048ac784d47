"""Does a change hold its files, commits and merge, or raise a doubt about what is not here?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.git.asking import Open, files, marks, read, start
from gitbuild import GitRepo
from paraph.core.errors import InputError, ReadError
from paraph.ports.repository import ChangeRequest


def test_a_fast_forward_shows_its_files_commits_and_tree(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    change, doubts = read(open_repo, git_repo)
    assert files(change) == {"app.py": (2, 1)}
    assert (change.merge, change.tree) == ("fast_forward", git_repo.rev("topic^{tree}"))
    assert change.merge_bases == (change.base,)
    assert [(one.message, one.author.email, one.added_lines, one.deleted_lines) for one in change.commits] == [
        ("work", "ada@example.test", 2, 1)
    ]
    assert (change.target, change.source, doubts) == ("refs/heads/main", "refs/heads/topic", ())


def test_a_clean_merge_is_computed_and_not_shown_as_undoing_the_target(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.commit("elsewhere", {"other.py": "x\n"})
    git_repo.switch("topic")
    change, doubts = read(open_repo, git_repo)
    assert files(change) == {"app.py": (2, 1)}
    git_repo.switch("main")
    git_repo.merge("topic")
    assert (change.merge, change.tree, doubts) == ("clean", git_repo.rev("HEAD^{tree}"), ())


def test_a_conflict_has_no_tree_and_leaves_the_files_in_doubt(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.commit("clash", {"app.py": "one\nzwei\n"})
    git_repo.switch("topic")
    change, doubts = read(open_repo, git_repo)
    assert (change.merge, change.tree) == ("conflict", None)
    assert {one.fact for one in doubts} == {"merge", "files"}
    assert "app.py" in doubts[0].why
    assert "app.py" in files(change)


def test_a_branch_read_at_the_remote_bears_its_own_name(git_repo: GitRepo, open_repo: Open, tmp_path: Path) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.git("branch", "side/one", "topic")
    git_repo.git("clone", "--quiet", str(git_repo.path), "../clone")
    change, _ = read(open_repo, GitRepo(tmp_path / "clone"), "origin/main..origin/side/one")
    assert (change.target, change.source) == ("refs/heads/main", "refs/heads/side/one")
    assert (change.base, change.head) == (git_repo.rev("main"), git_repo.rev("topic"))


def test_work_that_is_already_merged_changes_nothing(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.merge("topic")
    change, doubts = read(open_repo, git_repo, "main..topic")
    assert (change.files, change.commits, change.merge, doubts) == ((), (), "clean", ())
    assert change.tree == git_repo.rev("main^{tree}")


def test_unrelated_histories_are_in_doubt(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    orphan = git_repo.raw_commit(git_repo.rev("topic^{tree}"), "orphan")
    change, doubts = read(open_repo, git_repo, f"main..{orphan}")
    assert (change.merge, change.tree, change.merge_bases) == ("unknown", None, ())
    assert {one.fact for one in doubts} == {"merge", "files"}


def test_several_merge_bases_are_all_told(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {"a": "1\n", "b": "1\n"})
    git_repo.switch("left")
    left = git_repo.commit("left", {"a": "2\n"})
    git_repo.switch("right", "main")
    right = git_repo.commit("right", {"b": "2\n"})
    git_repo.merge("left")
    git_repo.switch("left")
    git_repo.git("merge", "--quiet", "--no-ff", "--message", "criss", right)
    change, doubts = read(open_repo, git_repo, "left..right")
    assert change.merge_bases == tuple(sorted((left, right)))
    assert (change.merge, doubts) == ("clean", ())


def test_an_octopus_merge_is_in_doubt(git_repo: GitRepo, open_repo: Open) -> None:
    base = git_repo.commit("start", {"a": "1\n"})
    tree = git_repo.rev("HEAD^{tree}")
    heads = [git_repo.raw_commit(tree, f"head {count}", base) for count in range(3)]
    git_repo.git("branch", "octopus", git_repo.raw_commit(tree, "octopus", *heads))
    _, doubts = read(open_repo, git_repo, "main..octopus")
    assert [one.fact for one in doubts] == ["merge"]


def test_an_evil_merge_shows_what_it_smuggled_in(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.commit("elsewhere", {"other.py": "x\n"})
    git_repo.git("merge", "--no-ff", "--no-commit", "--quiet", "topic")
    git_repo.commit("Merge branch 'topic'", {"smuggled.py": "evil\n"})
    change, _ = read(open_repo, git_repo, "main")
    assert files(change) == {"app.py": (2, 1), "smuggled.py": (1, 0)}
    assert [one.message.split()[0] for one in change.commits] == ["Merge", "work"]
    assert change.commits[0].added_lines is None


def test_a_file_erased_by_merging_with_ours_is_shown(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.commit("guard", {"guard.py": "safe\n"})
    git_repo.switch("topic")
    git_repo.git("merge", "--quiet", "--strategy=ours", "--message", "update", "main")
    change, _ = read(open_repo, git_repo)
    assert files(change) == {"app.py": (2, 1), "guard.py": (0, 1)}


def test_a_root_commit_is_a_change_from_nothing(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {"a": "1\n2\n"})
    change, doubts = read(open_repo, git_repo, "HEAD")
    assert (change.base, files(change), len(change.commits), doubts) == ("", {"a": (2, 0)}, 1, ())


def test_a_shallow_boundary_within_the_change_is_a_doubt(
    git_repo: GitRepo, make_repo: Callable[..., GitRepo], open_repo: Open, tmp_path: Path
) -> None:
    start(git_repo)
    git_repo.commit("more", {"more.py": "x\n"})
    git_repo.git("clone", "--quiet", "--no-local", "--depth=1", "--no-single-branch", str(git_repo.path), "../shallow")
    reader = open_repo(tmp_path / "shallow")
    change, doubts = reader.change(reader.resolve("origin/main..origin/topic"))
    assert change.merge != "fast_forward"
    assert {"commits", "merge", "files", "provenance"} <= {one.fact for one in doubts}
    with pytest.raises(ReadError, match="missing"):
        reader.change(reader.resolve("origin/topic~0"))


def test_a_shallow_boundary_below_the_change_is_none(git_repo: GitRepo, open_repo: Open, tmp_path: Path) -> None:
    start(git_repo)
    git_repo.commit("more", {"more.py": "x\n"})
    git_repo.git("clone", "--quiet", "--no-local", "--depth=2", "--no-single-branch", str(git_repo.path), "../shallow")
    reader = open_repo(tmp_path / "shallow")
    change, doubts = reader.change(reader.resolve("HEAD"))
    assert (files(change), doubts) == ({"more.py": (1, 0)}, ())


def test_contents_missing_from_a_partial_clone_are_a_doubt_and_never_fetched(
    git_repo: GitRepo, open_repo: Open, tmp_path: Path
) -> None:
    start(git_repo)
    git_repo.git("config", "uploadpack.allowFilter", "true")
    url = f"file://{git_repo.path}"
    git_repo.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", url, "../partial")
    before = len(list((tmp_path / "partial/.git/objects/pack").iterdir()))
    reader = open_repo(tmp_path / "partial")
    change, doubts = reader.change(reader.resolve("origin/main..origin/topic"))
    assert (files(change), [one.fact for one in doubts]) == ({"app.py": (None, None)}, ["files"])
    assert marks(change) == {"app.py": set()}
    assert change.commits[0].added_lines is None
    assert len(list((tmp_path / "partial/.git/objects/pack").iterdir())) == before


def test_trees_missing_from_a_partial_clone_cannot_be_told(git_repo: GitRepo, open_repo: Open, tmp_path: Path) -> None:
    start(git_repo)
    git_repo.git("config", "uploadpack.allowFilter", "true")
    url = f"file://{git_repo.path}"
    git_repo.git("clone", "--quiet", "--no-checkout", "--filter=tree:0", url, "../partial")
    reader = open_repo(tmp_path / "partial")
    with pytest.raises(ReadError):
        reader.change(reader.resolve("origin/main..origin/topic"))


def test_staged_work_is_the_index_and_not_the_work_tree(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.stage({"staged.py": "x\n"})
    git_repo.write("unstaged.py", "x\n")
    before = (git_repo.path / ".git/index").read_bytes()
    reader = open_repo(git_repo.path)
    change, doubts = reader.change(reader.resolve(None, staged=True))
    assert (files(change), change.head, doubts) == ({"staged.py": (1, 0)}, "", ())
    (commit,) = change.commits
    assert (commit.id, commit.author.email, commit.parents) == ("", "ada@example.test", (change.base,))
    assert (commit.added_lines, commit.deleted_lines) == (1, 0)
    assert change.tree == git_repo.git("write-tree")
    assert (git_repo.path / ".git/index").read_bytes()[:12] == before[:12]


def test_nothing_staged_is_no_change(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("c", {"a.py": "x\n"})
    git_repo.write("a.py", "y\n")
    reader = open_repo(git_repo.path)
    with pytest.raises(InputError, match="nothing is staged"):
        reader.change(reader.resolve(None, staged=True))


def test_staged_work_before_the_first_commit(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.stage({"a": "x\n"})
    reader = open_repo(git_repo.path)
    change, _ = reader.change(reader.resolve(None, staged=True))
    assert (change.base, files(change)) == ("", {"a": (1, 0)})


def test_staged_work_of_a_split_index(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.git("update-index", "--split-index")
    git_repo.stage({"staged.py": "x\n"})
    reader = open_repo(git_repo.path)
    assert files(reader.change(reader.resolve(None, staged=True))[0]) == {"staged.py": (1, 0)}


def test_an_unfinished_merge_is_not_staged_work(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.commit("clash", {"app.py": "one\nzwei\n"})
    with pytest.raises(AssertionError):
        git_repo.git("merge", "--quiet", "topic")
    reader = open_repo(git_repo.path)
    with pytest.raises(InputError, match=r"app\.py"):
        reader.change(reader.resolve(None, staged=True))


def test_objects_borrowed_from_another_repository_are_found(git_repo: GitRepo, open_repo: Open, tmp_path: Path) -> None:
    start(git_repo)
    git_repo.git("clone", "--quiet", "--shared", "--no-checkout", str(git_repo.path), "../bor:ro wed")
    reader = open_repo(tmp_path / "bor:ro wed")
    change, doubts = reader.change(reader.resolve("origin/main..origin/topic"))
    assert (files(change), doubts) == ({"app.py": (2, 1)}, ())


def test_sha256_repositories(tmp_path: Path, open_repo: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    repo = GitRepo(tmp_path / "sha256")
    start(repo)
    repo.switch("main")
    repo.commit("elsewhere", {"other.py": "x\n", "Zed/a": "y\n"})
    change, doubts = read(open_repo, repo, "main..topic")
    assert (files(change), change.merge, len(change.head), doubts) == ({"app.py": (2, 1)}, "clean", 64, ())
    assert len(open_repo(repo.path).change(ChangeRequest("commit", "", repo.rev("main~1"), "", ""))[0].files) == 2


def test_many_files_stay_within_bounds(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {"a": "1\n"})
    blob = git_repo.blob("x\n")
    tree = git_repo.tree(*(("100644", blob, f"d{count % 100}/f{count}") for count in range(100_000)))
    head = git_repo.raw_commit(tree, "huge", git_repo.rev("main"))
    change, doubts = read(open_repo, git_repo, f"main..{head}")
    assert (len(change.files), doubts) == (100_001, ())


def test_lines_are_counted_only_of_the_commits_that_are_asked_for(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("first", {"a": "1\n"})
    git_repo.switch("topic")
    git_repo.commit("one", {"a": "1\n2\n"})
    git_repo.commit("two", {"a": "1\n2\n3\n4\n"})
    reader = open_repo(git_repo.path)
    request = reader.resolve("main..topic")
    assert [one.added_lines for one in reader.change(request)[0].commits] == [2, 1]
    some = reader.change(request, counts_lines=lambda commit: commit.message.startswith("two"))[0]
    assert [one.added_lines for one in some.commits] == [2, None]
