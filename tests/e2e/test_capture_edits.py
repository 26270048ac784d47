"""Do the lines that an agent edits in become the commit's record, and a person's beside them not?"""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_hands import Agent, gutter
from gitbuild import GitRepo
from paraph.core.model.capture import Edit

BASE = "def a():\n    return 1\n\n\ndef b():\n    return 2\n"


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "work")
    made.commit("begin", {"a.py": BASE})
    return made


def person(repo: GitRepo, path: str, old: str, new: str) -> None:
    content = (repo.path / path).read_bytes().decode()
    assert content.count(old) == 1
    repo.write(path, content.replace(old, new))


def test_what_an_agent_edits_in_is_its(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.py", "    return 1\n", "    x = 1\n    return x\n")
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".AA...."}


def test_a_line_typed_beside_it_is_untold(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.py", "    return 1\n", "    x = 1\n    return x\n")
    person(repo, "a.py", "    x = 1\n", "    x = 1\n    y = 3\n")
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".A.A...."}


def test_a_person_only_leaves_no_record(repo: GitRepo) -> None:
    person(repo, "a.py", "return 1", "return 3")
    repo.commit("one")
    assert gutter(repo.path) == {}


def test_a_line_that_an_agent_wrote_again_is_not_taken(repo: GitRepo) -> None:
    person(repo, "a.py", "return 2", "return 22")
    Agent(repo.path).write("a.py", "import os\n" + (repo.path / "a.py").read_text() + "print(a())\n")
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": "A......A"}


def test_what_was_typed_before_the_agent_came_is_untold(repo: GitRepo) -> None:
    person(repo, "a.py", "return 2", "return 22")
    Agent(repo.path).edit("a.py", "return 1", "return 11")
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".A...."}


def test_what_is_typed_while_the_agent_waits_for_leave_is_untold(repo: GitRepo) -> None:
    def both() -> None:
        person(repo, "a.py", "return 2", "return 22")
        person(repo, "a.py", "return 1", "return 11")

    Agent(repo.path).act((Edit("a.py", "return 1", "return 11"),), both)
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".A...."}


def test_an_edit_that_does_not_do_what_it_tells_attributes_nothing(repo: GitRepo) -> None:
    Agent(repo.path).act((Edit("a.py", "nowhere", "elsewhere"),), lambda: person(repo, "a.py", "return 1", "return 9"))
    repo.commit("one")
    assert gutter(repo.path) == {}


def test_an_edit_that_tells_nothing_is_told_by_the_file(repo: GitRepo) -> None:
    Agent(repo.path).act((Edit("a.py"),), lambda: person(repo, "a.py", "return 1", "return 9"))
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".A...."}


def test_an_agent_that_only_tells_afterwards(repo: GitRepo) -> None:
    agent = Agent(repo.path, "cursor", tells_only_after=True)
    person(repo, "a.py", "return 2", "return 22")
    agent.edit("a.py", "    return 1\n", "    x = 1\n    return x\n")
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".AA...."}


def test_an_agent_that_tells_afterwards_of_text_that_stands_twice_leaves_a_gap(repo: GitRepo) -> None:
    agent = Agent(repo.path, "cursor", tells_only_after=True)
    agent.act((Edit("a.py", "return 1", "return 2"),), lambda: person(repo, "a.py", "return 1", "return 2"))
    repo.commit("one")
    assert gutter(repo.path) == {}


def test_a_replacement_everywhere(repo: GitRepo) -> None:
    agent = Agent(repo.path, "cursor", tells_only_after=True)
    content = BASE.replace("return", "yield")
    agent.act((Edit("a.py", "return", "yield", is_everywhere=True),), lambda: repo.write("a.py", content))
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".A...A"}


def test_the_same_event_twice_counts_once(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    edits = (Edit("a.py", "return 1", "return 11"),)
    agent.event("before", "edit", "c", edits)
    agent.event("before", "edit", "c", edits)
    person(repo, "a.py", "return 1", "return 11")
    agent.event("after", "edit", "c", edits)
    person(repo, "a.py", "return 2", "return 22")
    agent.event("after", "edit", "c", edits)
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".A...."}


def test_sessions_stay_apart(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.py", "return 1", "return 11")
    Agent(repo.path, "codex", "two").edit("a.py", "return 2", "return 22")
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".A...t"}


def test_two_agents_at_once(repo: GitRepo) -> None:
    one, two = Agent(repo.path), Agent(repo.path, "codex", "two")
    first, second = (Edit("a.py", "return 1", "return 11"),), (Edit("a.py", "return 2", "return 22"),)
    one.event("before", "edit", "x", first)
    two.event("before", "edit", "y", second)
    person(repo, "a.py", "return 1", "return 11")
    one.event("after", "edit", "x", first)
    person(repo, "a.py", "return 2", "return 22")
    two.event("after", "edit", "y", second)
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".A...t"}


def test_two_agents_at_once_that_tell_nothing_leave_a_gap(repo: GitRepo) -> None:
    one, two = Agent(repo.path), Agent(repo.path, "codex", "two")
    one.event("before", "edit", "x", (Edit("a.py"),))
    two.event("before", "edit", "y", (Edit("a.py"),))
    person(repo, "a.py", "return 1", "return 11")
    one.event("after", "edit", "x", (Edit("a.py"),))
    person(repo, "a.py", "return 2", "return 22")
    two.event("after", "edit", "y", (Edit("a.py"),))
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".....t"}


def test_what_an_agent_took_away_and_a_person_typed_again_is_untold(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.edit("a.py", "    return 2\n", "    return 2\n\nx = 1\n")
    agent.edit("a.py", "\nx = 1\n", "")
    person(repo, "a.py", "    return 2\n", "    return 2\n\nx = 1\n")
    agent.edit("a.py", "return 1", "return 11")
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".A......"}


def test_a_formatter_makes_an_agents_line_mixed(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.py", "    return 1\n", "    value = call('one',2)\n    return value\n")
    formatted = '    value = call(\n        "one",\n        2,\n    )\n'
    person(repo, "a.py", "    value = call('one',2)\n", formatted)
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".MMMMA...."}


def test_a_formatter_at_the_end_of_the_call(repo: GitRepo) -> None:
    def both() -> None:
        person(repo, "a.py", "return 1", 'return  "1"')

    Agent(repo.path).act((Edit("a.py", "return 1", "return '1'"),), both)
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".M...."}


def test_an_agent_that_only_indents_a_persons_line_had_a_hand_in_it(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.py", "    return 1\n", "    if True:\n        return 1\n")
    repo.commit("one")
    assert gutter(repo.path) == {"a.py": ".AM...."}


def test_a_block_that_an_agent_moves_is_not_taken(repo: GitRepo) -> None:
    repo.commit("more", {"a.py": BASE + "\n\nclass C:\n    one = 1\n    two = 2\n    three = 3\n"})
    block = "class C:\n    one = 1\n    two = 2\n    three = 3\n"
    agent = Agent(repo.path)
    agent.write("c.py", "import x\n\n\n" + block)
    agent.edit("a.py", "\n\n" + block, "")
    repo.commit("one")
    assert gutter(repo.path) == {"c.py": "A......"}


def test_a_block_of_the_agents_that_a_person_moves_stays_the_agents(repo: GitRepo) -> None:
    block = "class C:\n    one = 1\n    two = 2\n    three = 3\n"
    Agent(repo.path).edit("a.py", "    return 2\n", "    return 2\n" + block)
    person(repo, "a.py", block, "")
    repo.write("c.py", "# moved\n" + block)
    repo.commit("one")
    assert gutter(repo.path) == {"c.py": ".AAAA"}
