"""Is a person's line ever shown as an agent's, because it came into a file while the agent ran a command?"""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_hands import Agent, gutter
from gitbuild import GitRepo

THEIRS = "person one\nperson two\n"


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "work")
    made.commit("begin", {"a.txt": "line 1\nline 2\nline 3\n", "theirs.txt": THEIRS})
    return made


@pytest.mark.parametrize(
    "command",
    [
        "sed -i -e '1r theirs.txt' a.txt",
        "sed -i -e '$r theirs.txt' -e 's/nothing//' a.txt",
        "printf '' >> a.txt; python3 -c \"open('a.txt', 'a').write(open('theirs.txt').read())\"",
        "perl -i -ne 'print; if (eof) { open F, \"theirs.txt\"; print <F> }' a.txt",
        'printf "%s\\n" "$(cat theirs.txt)" >> a.txt',
        "python3 - <<'E'\nfrom shutil import copy\ncopy('theirs.txt', 'a.txt')  # write\nE",
    ],
)
def test_what_a_command_copies_it_did_not_write(repo: GitRepo, command: str) -> None:
    Agent(repo.path).shell(command)
    assert "person two" in (repo.path / "a.txt").read_text()
    repo.commit("one")
    assert gutter(repo.path) == {}


def test_what_a_person_saves_while_a_command_writes_is_not_the_agents(repo: GitRepo) -> None:
    agent, command = Agent(repo.path), "cat >> a.txt <<'E'\nALPHA = \"x\\ty\"\nE"
    agent.event("before", "shell", "c", command=command)
    repo.write("a.txt", 'mine\nline 1\nline 2\nline 3\nALPHA = "x\\ty"\n')
    agent.event("after", "shell", "c", command=command)
    repo.commit("one")
    assert gutter(repo.path) == {"a.txt": "....A"}


def test_what_a_command_changes_in_a_line_is_said_by_it(repo: GitRepo) -> None:
    Agent(repo.path).shell("sed -i -e 's/line 2/changed/' -e 's/e 3/e three/' a.txt")
    repo.commit("one")
    assert gutter(repo.path) == {"a.txt": ".AA"}
