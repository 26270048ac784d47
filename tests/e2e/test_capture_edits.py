"""Do the lines that an agent edits in become the commit's record, and a person's beside them not?"""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_hands import Agent, gutter
from gitbuild import GitRepo

BASE = "def a():\n    return 1\n\n\ndef b():\n    return 2\n"


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "work")
    made.commit("begin", {"a.py": BASE})
    return made


def test_what_an_agent_edits_in_is_its(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.py", "    return 1\n", "    x = 1\n    return x\n")
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".AA...."}


def test_a_line_typed_beside_it_is_untold(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.py", "    return 1\n", "    x = 1\n    return x\n")
    repo.write("a.py", (repo.path / "a.py").read_text().replace("    x = 1\n", "    x = 1\n    y = 3\n"))
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".A.A...."}
