"""Does what was captured survive what git and the shell do to files before they are committed?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agent_hands import Agent, gutter
from gitbuild import GitRepo
from paraph.adapters.agents.capture.journal import append_moved
from paraph.core.model.capture import Edit

BASE = "".join(f"line {number}\n" for number in range(1, 13))
BLOCK = "one = first()\ntwo = second(one)\nthree = third(two)\n"


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "work")
    made.commit("begin", {"a.txt": BASE, "b.txt": "b\n"})
    return made


def person(repo: GitRepo, path: str, old: str, new: str) -> None:
    content = (repo.path / path).read_bytes().decode()
    assert content.count(old) == 1
    repo.write(path, content.replace(old, new))


def commit(repo: GitRepo) -> None:
    """What is staged, nothing else."""
    repo.git("commit", "--quiet", "--message", "some")


def test_a_part_now_and_the_rest_later(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.edit("a.txt", "line 2\n", "line 2\nALPHA\n")
    part = (repo.path / "a.txt").read_text()
    agent.edit("a.txt", "line 10\n", "line 10\nOMEGA\n")
    person(repo, "a.txt", "line 11\n", "line 11\nmine\n")
    blob = repo.blob(part)
    repo.git("update-index", "--cacheinfo", f"100644,{blob},a.txt")
    commit(repo)
    assert gutter(repo.path) == {"a.txt": "..A.........."}
    repo.git("add", "a.txt")
    commit(repo)
    assert gutter(repo.path) == {"a.txt": "...........A..."}


def test_a_part_that_was_never_a_whole_file(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.edit("a.txt", "line 2\n", "line 2\nALPHA\n")
    agent.edit("a.txt", "line 10\n", "line 10\nOMEGA\n")
    blob = repo.blob(BASE.replace("line 10\n", "line 10\nOMEGA\n"))
    repo.git("update-index", "--cacheinfo", f"100644,{blob},a.txt")
    commit(repo)
    assert gutter(repo.path) == {"a.txt": "..........A.."}
    repo.git("add", "a.txt")
    commit(repo)
    assert gutter(repo.path) == {"a.txt": "..A..........."}


def test_some_files_now_and_others_later(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.edit("a.txt", "line 2\n", "ALPHA\n")
    agent.write("b.txt", "b\nc\n")
    repo.git("add", "b.txt")
    commit(repo)
    assert gutter(repo.path) == {"b.txt": ".A"}
    repo.git("add", "a.txt")
    commit(repo)
    assert gutter(repo.path) == {"a.txt": "." + "A" + "." * 10}


def test_several_commits_from_one_session(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.edit("a.txt", "line 2\n", "ALPHA\n")
    repo.commit("one")
    assert gutter(repo.path) == {"a.txt": "." + "A" + "." * 10}
    agent.edit("a.txt", "line 3\n", "BETA\n")
    repo.commit("two")
    assert gutter(repo.path) == {"a.txt": "." * 2 + "A" + "." * 9}
    person(repo, "a.txt", "line 4\n", "mine\n")
    repo.commit("three")
    assert gutter(repo.path) == {}


def test_what_was_staged_before_the_agent_went_on(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.edit("a.txt", "line 2\n", "ALPHA\n")
    repo.git("add", "a.txt")
    agent.edit("a.txt", "ALPHA\n", "BETA\n")
    commit(repo)
    assert gutter(repo.path) == {"a.txt": "." + "A" + "." * 10}
    repo.git("add", "a.txt")
    commit(repo)
    assert gutter(repo.path) == {"a.txt": "." + "A" + "." * 10}


def test_what_was_thrown_away_and_typed_by_hand_is_untold(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.txt", "line 2\n", "ALPHA\n")
    repo.git("checkout", "--", "a.txt")
    assert append_moved(str(repo.path)) == ""
    person(repo, "a.txt", "line 2\n", "ALPHA\n")
    repo.commit("mine")
    assert gutter(repo.path) == {}


@pytest.mark.parametrize("by_git", [True, False])
def test_a_file_that_was_moved(repo: GitRepo, by_git: bool) -> None:
    Agent(repo.path).edit("a.txt", "line 2\n", "line 2\nALPHA\n")
    repo.git("mv", "a.txt", "moved.txt") if by_git else (repo.path / "a.txt").rename(repo.path / "moved.txt")
    Agent(repo.path).edit("moved.txt", "line 10\n", "line 10\nOMEGA\n")
    repo.commit("moved")
    assert gutter(repo.path) == {"moved.txt": "..A........A.."}


def test_a_new_file_that_was_moved_twice(repo: GitRepo) -> None:
    Agent(repo.path).write("new.txt", BLOCK)
    (repo.path / "new.txt").rename(repo.path / "newer.txt")
    Agent(repo.path).edit("newer.txt", "one = first()\n", "one = first()\nmore = 1\n")
    (repo.path / "newer.txt").rename(repo.path / "newest.txt")
    person(repo, "newest.txt", "more = 1\n", "more = 1\nmine = 2\n")
    repo.commit("moved")
    assert gutter(repo.path) == {"newest.txt": "AA.AA"}


def test_a_new_file_that_was_moved_while_something_else_was_committed(repo: GitRepo) -> None:
    Agent(repo.path).write("new.txt", BLOCK)
    (repo.path / "new.txt").rename(repo.path / "newer.txt")
    person(repo, "b.txt", "b\n", "bb\n")
    repo.git("add", "b.txt")
    commit(repo)
    assert gutter(repo.path) == {}
    repo.commit("moved")
    assert gutter(repo.path) == {"newer.txt": "AAA"}


def test_a_linked_work_tree_and_a_folder_below(repo: GitRepo) -> None:
    other = repo.path.parent / "other"
    repo.git("worktree", "add", "--quiet", str(other), "-b", "side")
    (other / "below").mkdir()
    Agent(repo.path).edit("a.txt", "line 2\n", "MAIN\n")
    Agent(other / "below").write("deep.txt", "deep\n")
    Agent(other / "below").edit("../a.txt", "line 3\n", "SIDE\n")
    GitRepo.git(repo, "-C", str(other), "add", "--all")
    GitRepo.git(repo, "-C", str(other), "commit", "--quiet", "--message", "side")
    assert gutter(other) == {"a.txt": "..A.........", "below/deep.txt": "A"}
    repo.commit("main")
    assert gutter(repo.path) == {"a.txt": ".A.........."}


def test_a_submodule_has_its_own_journal(repo: GitRepo, tmp_path: Path) -> None:
    inner = GitRepo(tmp_path / "inner")
    inner.commit("begin", {"x.txt": "x\n"})
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "sub")
    repo.commit("with a submodule")
    Agent(repo.path).edit("sub/x.txt", "x\n", "x\ny\n")
    repo.git("-C", "sub", "commit", "--quiet", "--all", "--message", "in it")
    assert gutter(repo.path / "sub") == {"x.txt": ".A"}
    repo.commit("outside")
    assert gutter(repo.path) == {}


def test_lines_that_end_in_cr_and_lf(repo: GitRepo) -> None:
    repo.commit("windows", {"w.txt": BASE.replace("\n", "\r\n")})
    agent = Agent(repo.path)
    content = (repo.path / "w.txt").read_bytes().replace(b"line 2\r\n", b"ALPHA\r\nBETA\r\n")
    agent.act((Edit("w.txt", "line 2\n", "ALPHA\nBETA\n"),), lambda: repo.write("w.txt", content))
    repo.commit("one")
    assert gutter(repo.path) == {"w.txt": "." + "AA" + "." * 10}


def test_no_line_end_at_the_end(repo: GitRepo) -> None:
    repo.commit("bare", {"n.txt": "one\ntwo"})
    Agent(repo.path).edit("n.txt", "two", "two\nthree")
    repo.commit("one")
    assert gutter(repo.path) == {"n.txt": "..A"}


def test_what_is_no_text_has_no_lines(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.write("bin", "a\0b\n")
    (repo.path / "link").symlink_to("a.txt")
    agent.act((Edit("link", "line 2", "ALPHA"),), lambda: person(repo, "a.txt", "line 2\n", "ALPHA\n"))
    repo.commit("one")
    assert gutter(repo.path) == {"a.txt": ".A.........."}


def test_a_link_out_of_the_repository_is_not_followed_into_it(repo: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("o\n")
    (repo.path / "out").symlink_to(tmp_path / "outside.txt")
    Agent(repo.path).edit("out", "o\n", "p\n")
    Agent(repo.path).write(".git/config.d", "x\n")
    repo.commit("one")
    assert not (repo.path / ".git/paraph/capture").exists()


def test_a_deleted_file_and_a_new_one_in_its_place(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.write("c.txt", "agent\n")
    (repo.path / "c.txt").unlink()
    agent.edit("a.txt", "line 2\n", "ALPHA\n")
    repo.write("c.txt", "mine\n")
    repo.commit("one")
    assert gutter(repo.path) == {"a.txt": ".A.........."}


def test_names_and_contents_that_are_no_utf8(repo: GitRepo) -> None:
    name = os.fsdecode(b"caf\xe9 \xff.txt")
    (repo.path / name).write_bytes(b"\xe9\n\xff\n")
    repo.commit("odd")
    (repo.path / "sub").mkdir()
    Agent(repo.path).act((Edit(name),), lambda: (repo.path / name).write_bytes(b"\xe9\n\xfe\xfd\n"))
    repo.commit("one")
    assert list(gutter(repo.path).values()) == [".A"]


def test_in_the_middle_of_a_merge(repo: GitRepo) -> None:
    repo.switch("side")
    repo.commit("theirs", {"a.txt": BASE.replace("line 2\n", "THEIRS\n").replace("line 11\n", "their 11\n")})
    repo.switch("main")
    repo.commit("ours", {"a.txt": BASE.replace("line 2\n", "OURS\n")})
    with pytest.raises(AssertionError):
        repo.merge("side")
    text = (repo.path / "a.txt").read_text()
    conflict = text[text.index("<<<") : text.index("line 3")]
    Agent(repo.path).edit("a.txt", conflict, "OURS\nBOTH OF THEM\n")
    repo.git("add", "a.txt")
    repo.git("commit", "--quiet", "--no-edit")
    assert gutter(repo.path) == {"a.txt": "..A.........."}


def test_what_a_command_writes_to_the_files_that_it_names(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.shell("cat >> a.txt <<'END'\nthirteen > 12\nEND\nsed -i 's/^line 3$/THREE/' a.txt")
    agent.shell("printf 'x\\n' > fresh.txt && echo other")
    repo.commit("one")
    assert gutter(repo.path) == {"a.txt": "..A.........A", "fresh.txt": "A"}


def test_what_changes_while_a_command_runs_that_does_not_name_it_is_untold(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.event("before", "shell", "c", command="pytest tests > log.txt")
    person(repo, "a.txt", "line 2\n", "mine\n")
    agent.event("after", "shell", "c", command="pytest tests > log.txt")
    repo.commit("one")
    assert gutter(repo.path) == {}


def test_what_git_does_in_a_command_is_not_the_agents(repo: GitRepo) -> None:
    repo.switch("side")
    repo.commit("theirs", {"a.txt": BASE + "theirs\n"})
    repo.switch("main")
    Agent(repo.path).shell("git merge --quiet --no-commit --no-ff side > a.log; cat a.log >> a.txt")
    commit(repo)
    assert gutter(repo.path) == {}


def test_after_a_commit_was_taken_back_lines_that_were_told_come_back(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.txt", "line 2\n", "ALPHA\n")
    repo.commit("one")
    gutter(repo.path)
    repo.git("reset", "--quiet", "--soft", "HEAD~")
    assert append_moved(str(repo.path), {"a.txt": [[2, 2, "ai", "claude-code", "one", "model-1"]]}) == ""
    person(repo, "a.txt", "line 3\n", "mine\n")
    repo.commit("again")
    assert gutter(repo.path) == {"a.txt": ".A.........."}
