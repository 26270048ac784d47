from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import BEN, GitRepo
from paraph.adapters.git.blame import BlameRequest, abbreviation, blame
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError


@pytest.fixture
def repo(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("first", {"a.py": "one\ntwo\nthree\n", ".mailmap": "Benedict <ben@example.test>\n"})
    git_repo.commit("second", {"a.py": "one\n  two\nthree\nfour\n"}, author=BEN)
    return git_repo


def origins(repo: GitRepo, *revisions: str, path: str = "a.py", words: tuple[str, ...] = ()) -> list[str]:
    with GitRepository(str(repo.path)) as reader:
        found = blame(reader, BlameRequest(path, revisions, words))
        return [found.heads[entry.commit].author for entry in found.entries]


def code_of(repo: GitRepo, request: BlameRequest) -> str:
    with GitRepository(str(repo.path)) as reader, pytest.raises(InputError) as caught:
        blame(reader, request)
    return caught.value.problems[0].code


def test_each_line_has_its_commit_with_the_names_of_the_mailmap(repo: GitRepo) -> None:
    assert origins(repo) == ["Ada Sample", "Benedict", "Ada Sample", "Benedict"]
    assert origins(repo, words=("-w",)) == ["Ada Sample", "Ada Sample", "Ada Sample", "Benedict"]
    assert origins(repo, "HEAD~1") == ["Ada Sample"] * 3


def test_a_range_stops_at_its_start(repo: GitRepo) -> None:
    with GitRepository(str(repo.path)) as reader:
        for revisions in (("HEAD~1..HEAD",), ("HEAD", "^HEAD~1"), ("HEAD~1..",)):
            found = blame(reader, BlameRequest("a.py", revisions))
            assert found.heads[repo.rev("HEAD~1")].is_boundary
            assert not found.heads[repo.rev("HEAD")].is_boundary


def test_what_is_not_committed_is_told_apart(repo: GitRepo) -> None:
    repo.write("a.py", "one\n  two\nnew\nfour\n")
    assert origins(repo)[2] == "Not Committed Yet"
    repo.write("a.py", "one\r\n  two\r\nthree\r\nfour\r\n")
    assert origins(repo) == ["Ada Sample", "Benedict", "Ada Sample", "Benedict"]


def test_a_file_that_was_only_added_to_the_index(repo: GitRepo) -> None:
    repo.stage({"new.py": "x\n"})
    assert origins(repo, path="new.py") == ["Not Committed Yet"]


def test_no_filter_of_the_repository_runs(repo: GitRepo, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    repo.git("config", "filter.evil.clean", f"touch {trace}; cat")
    repo.write(".gitattributes", "*.py filter=evil\n")
    repo.write("a.py", "changed\n")
    assert origins(repo) == ["Not Committed Yet"]
    assert not trace.exists()


def test_the_settings_that_say_to_whom_lines_are_laid_count(repo: GitRepo) -> None:
    repo.write("skip", f"{repo.rev('HEAD')}\n")
    assert origins(repo, words=(f"--ignore-rev={repo.rev('HEAD')}",))[1] == "Ada Sample"
    repo.git("config", "blame.ignoreRevsFile", "skip")
    assert origins(repo)[1] == "Ada Sample"
    assert origins(repo, words=("--no-ignore-revs-file",))[1] == "Benedict"


def test_another_content_is_read_in_its_place(repo: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("one\nelse\n")
    with GitRepository(str(repo.path)) as reader:
        found = blame(reader, BlameRequest("a.py", contents=str(tmp_path / "other")))
    assert [entry.commit.strip("0") != "" for entry in found.entries] == [True, False]
    assert found.is_changed


@pytest.mark.parametrize(
    ("path", "revisions", "words", "code"),
    [
        ("absent.py", ("HEAD",), (), "P1172"),
        ("absent.py", (), (), "P1175"),
        ("folder", (), (), "P1176"),
        (".", (), (), "P1176"),
        ("link", ("HEAD",), (), "P1176"),
        ("binary", (), (), "P1176"),
        ("../outside", (), (), "P1174"),
        ("a.py", ("nowhere",), (), "P0502"),
        ("a.py", ("^HEAD",), (), "P1171"),
        ("a.py", (), ("-L900,901",), "P1173"),
        ("a.py", (), ("--ignore-rev=nowhere",), "P0502"),
        ("a.py", (), ("--ignore-revs-file=nowhere",), "P1173"),
        ("untracked", (), (), "P1173"),
    ],
)
def test_what_has_no_lines_to_tell_of(
    repo: GitRepo, path: str, revisions: tuple[str, ...], words: tuple[str, ...], code: str
) -> None:
    (repo.path / "link").symlink_to("a.py")
    repo.commit("more", {"folder/b.py": "b\n", "binary": b"\0\1"})
    repo.write("untracked", "x\n")
    assert code_of(repo, BlameRequest(path, revisions, words)) == code


@pytest.mark.parametrize(("word", "said"), [("-Lx", "-Lx cannot be read"), ("-L0", "-L invalid line number")])
def test_a_range_that_git_cannot_read_is_named_with_the_forms(repo: GitRepo, word: str, said: str) -> None:
    with GitRepository(str(repo.path)) as reader, pytest.raises(InputError, match=said) as caught:
        blame(reader, BlameRequest("a.py", (), (word,)))
    problem = caught.value.problems[0]
    assert (problem.code, "-L 5,9" in problem.fix) == ("P1173", True)


def test_commits_are_shortened_as_far_as_git_does(repo: GitRepo) -> None:
    with GitRepository(str(repo.path)) as reader:
        assert abbreviation(reader, [repo.rev("HEAD")]) == len(repo.git("rev-parse", "--short", "HEAD"))
        assert abbreviation(reader, []) == 7


def test_a_bare_repository_is_asked_from_its_root(repo: GitRepo, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    with GitRepository(str(tmp_path / "bare.git")) as reader:
        assert len(blame(reader, BlameRequest("a.py")).entries) == 4
