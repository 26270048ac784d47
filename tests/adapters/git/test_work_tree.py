from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.work_tree import GitWorkTree


def tree(repo: GitRepo, *paths: str) -> list[str]:
    made = GitWorkTree(locate(str(repo.path))).tree(paths)
    return repo.git("ls-tree", "-r", "--name-only", made).split("\n")


def test_named_paths_are_as_they_are_now_and_the_index_stays(git_repo: GitRepo) -> None:
    git_repo.commit("one", {"a": "1\n", "b": "1\n", "c": "1\n"})
    git_repo.write("a", "2\n")
    git_repo.write("new", "n\n")
    git_repo.write("b", None)
    before = git_repo.git("status", "--porcelain")
    made = GitWorkTree(locate(str(git_repo.path))).tree(["a", "b", "new", "never"])
    assert git_repo.git("ls-tree", "-r", "--name-only", made).split("\n") == ["a", "c", "new"]
    assert git_repo.git("show", f"{made}:a") == "2"
    assert git_repo.git("status", "--porcelain") == before


def test_what_is_no_file_is_passed_over(git_repo: GitRepo) -> None:
    git_repo.commit("one", {"a": "1\n", "folder/b": "1\n"})
    (git_repo.path / "link").symlink_to("/etc/hostname")
    (git_repo.path / "way").symlink_to("folder")
    assert tree(git_repo, "link", "folder", "way/b") == ["a", "folder/b"]


def test_before_the_first_commit(git_repo: GitRepo) -> None:
    git_repo.write("a", "1\n")
    assert tree(git_repo, "a") == ["a"]


def test_the_stash_that_a_word_names(git_repo: GitRepo) -> None:
    work = GitWorkTree(locate(str(git_repo.path)))
    first = git_repo.commit("one", {"a": "1\n"})
    assert (work.head(), work.is_clean(), work.stash("")) == (first, True, ())
    git_repo.write("a", "2\n")
    git_repo.git("stash", "push", "--quiet")
    git_repo.write("new", "n\n")
    assert not work.is_clean()
    git_repo.git("stash", "push", "--quiet", "--include-untracked")
    last, before = git_repo.rev("stash@{0}"), git_repo.rev("stash@{1}")
    assert work.stash("--index") == work.stash("") == (last, git_repo.rev("stash^3"))
    assert work.stash("1") == work.stash("stash@{1}") == work.stash(before) == (before,)
    alone = work.alone(before)
    assert git_repo.git("rev-parse", f"{alone}^@", f"{alone}^{{tree}}").split() == [
        first,
        git_repo.rev(f"{before}^{{tree}}"),
    ]


def test_word_is_left_once(git_repo: GitRepo) -> None:
    git_repo.commit("one", {"a": "1\n"})
    work = GitWorkTree(locate(str(git_repo.path)))
    (git_repo.path / ".git" / "paraph").mkdir(exist_ok=True)
    work.take_up_later(["1" * 40, "2" * 40])
    assert (work.taken_up(), work.taken_up()) == (("1" * 40, "2" * 40), ())
    assert (work.lacks(["a"]), work.lacks(["a", "b"]), work.near("never")) == (False, True, "")


def test_commits_by_what_they_say(git_repo: GitRepo) -> None:
    ids = [git_repo.commit(each, {"a": each}) for each in ("fix (a.*)", "other", "more\n\nfix (a.*)")]
    work = GitWorkTree(locate(str(git_repo.path)))
    assert work.commits_saying("fix (a.*)") == (ids[2], ids[0])
    assert work.commits_saying("") == work.commits_saying("never") == ()
