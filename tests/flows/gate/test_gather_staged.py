"""What agents' hooks saw of staged lines counts before there is a commit."""

from __future__ import annotations

from agent_hands import Agent
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.read import provenance_of
from paraph.core.errors import Problem, ReadError
from paraph.core.model.attribution import FileLines
from paraph.core.model.change import Change
from paraph.core.model.provenance import PathLines
from paraph.flows.gate.gather_lines import Gathered
from paraph.flows.gate.gather_staged import gather_staged
from paraph.ports.attribution import NO_RECORDS, LineSource
from paraph.wiring.line_records import line_source


def gathered(repo: GitRepo, source: LineSource | None = None) -> Gathered:
    with GitRepository(str(repo.path)) as reader:
        change, _ = reader.change(reader.resolve(None, staged=True))
        with line_source(reader) as own:
            return gather_staged(source or own, change, provenance_of(change, own=NO_ROWS))


def test_staged_lines_of_an_agent_count(git_repo: GitRepo) -> None:
    git_repo.commit("first", {"a.py": "a = 1\n"})
    Agent(git_repo.path).edit("a.py", "a = 1\n", "a = 1\nb = 2\nc = 3\n")
    git_repo.stage({"own.py": "mine = 1\n"})
    found = gathered(git_repo).provenance
    assert (found.ai_lines, found.added_lines, found.claimed_lines) == (2, 3, 0)
    assert found.lines
    assert (found.lines.ai, found.lines.unknown, found.lines.recorded) == (2, 1, 2)
    assert (found.lines.tools, found.lines.paths) == (("claude-code",), (PathLines("a.py", ai=2),))


def test_what_is_not_staged_does_not_count(git_repo: GitRepo) -> None:
    git_repo.commit("first", {"a.py": "a = 1\n"})
    git_repo.stage({"own.py": "mine = 1\n"})
    Agent(git_repo.path).edit("a.py", "a = 1\n", "a = 1\nb = 2\n")
    assert gathered(git_repo).provenance.ai_lines == 0


def test_a_journal_that_cannot_be_read_is_told(git_repo: GitRepo) -> None:
    def broken(_: Change) -> tuple[FileLines, ...]:
        raise ReadError(Problem("P1042", "the capture journal cannot be read", "see to it"))

    git_repo.stage({"own.py": "mine = 1\n"})
    found = gathered(git_repo, LineSource(lambda: False, lambda: NO_RECORDS, staged=broken))
    assert [each.fact for each in found.unread] == ["provenance"]
