from __future__ import annotations

from agent_hands import Agent
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.flows.facts.recorded_tools import recorded_tools
from paraph.ports.question import Question
from paraph.wiring import answer
from paraph.wiring.capture import note_commit
from paraph.wiring.line_records import line_source


def worked(repo: GitRepo) -> str:
    """A commit with the recorded lines of an agent, on top of one without."""
    repo.commit("begin", {"a.py": "a = 1\n"})
    Agent(repo.path).edit("a.py", "a = 1\n", "a = 1\nb = 2\n")
    head = repo.commit("more")
    assert note_commit(str(repo.path), head)[0]
    return head


def found(repo: GitRepo, base: str, *wanted: str) -> tuple[str, ...]:
    with GitRepository(str(repo.path)) as reader, line_source(reader) as source:
        return recorded_tools(reader, source, base, wanted)


def test_what_was_put_down_below_makes_a_tool_known(git_repo: GitRepo) -> None:
    head = worked(git_repo)
    assert found(git_repo, head, "Claude-Code", "cursor") == ("Claude-Code",)
    assert found(git_repo, head, "cursor") == ()
    assert found(git_repo, f"{head}^", "claude-code") == ()
    assert found(git_repo, head) == found(git_repo, "", "claude-code") == ()


def test_a_note_that_is_not_what_was_put_down_makes_nothing_known(git_repo: GitRepo) -> None:
    head = worked(git_repo)
    note = git_repo.git("notes", "--ref=ai", "show", head)
    git_repo.git("notes", "--ref=ai", "add", "-f", "-m", note.replace("model-1", "model-2"), head)
    assert found(git_repo, head, "claude-code") == ()


def test_the_gate_calls_no_tool_new_that_was_recorded_before(git_repo: GitRepo) -> None:
    base = worked(git_repo)
    git_repo.switch("work", "main")
    Agent(git_repo.path).edit("a.py", "b = 2\n", "b = 2\nc = 3\n")
    note_commit(str(git_repo.path), git_repo.commit("again"))
    kinds = [
        [each.kind for each in answer(Question(str(git_repo.path), f"{start}..work")).decision.findings]
        for start in (base, f"{base}^")
    ]
    assert ["new_tool" in each for each in kinds] == [False, True]
