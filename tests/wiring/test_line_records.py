from __future__ import annotations

from agent_hands import Agent
from attribution_samples import note
from gitbuild import GitRepo
from paraph.adapters.agents.capture.recorded_notes import record_digests
from paraph.adapters.git.reader import GitRepository
from paraph.ports.attribution import NO_RECORDS
from paraph.ports.question import Question
from paraph.wiring import answer
from paraph.wiring.line_records import attribution_records, has_records, line_source, opened_records, recorded_commits
from provenance_samples import put, sample


def test_a_repository_without_records_opens_none(git_repo: GitRepo) -> None:
    head = git_repo.commit("first", {"a.py": "a\n"})
    with GitRepository(str(git_repo.path)) as reader, line_source(reader) as source:
        assert not source.is_there()
        assert source.records() is NO_RECORDS
        assert source.recorded([head]) == {}


def test_records_are_opened_once_and_beside_what_this_clone_put_down(git_repo: GitRepo) -> None:
    head = note(git_repo, git_repo.commit("first", {"a.py": "a\n"}), {"a.py": (1, 1)})
    with GitRepository(str(git_repo.path)) as reader:
        record_digests(reader.private_area(), {head: "a" * 64, "b" * 40: "c" * 64})
        with line_source(reader) as source:
            assert source.is_there()
            records = source.records()
            assert records is source.records() is not NO_RECORDS
            assert [each.commit for each in records.attributions([head])] == [head] if records else False
            assert {name: each.digest for name, each in source.recorded([head]).items()} == {head: "a" * 64}


def test_records_that_were_taken_away_are_missed(git_repo: GitRepo) -> None:
    head = git_repo.commit("first", {"a.py": "a\n"})
    with GitRepository(str(git_repo.path)) as reader:
        record_digests(reader.private_area(), {head: "a" * 64})
        with line_source(reader) as source:
            assert source.is_there()
            assert source.records() is NO_RECORDS
        with opened_records(reader) as records:
            assert records.get() is NO_RECORDS
        assert not has_records(reader)


def test_commits_with_records_are_named_without_reading_them(git_repo: GitRepo) -> None:
    head = git_repo.commit("first", {"a.py": "a\n"})
    with GitRepository(str(git_repo.path)) as reader:
        assert recorded_commits(reader) == frozenset()
        git_repo.git("notes", "--ref=ai", "add", "-m", "no record at all", head)
        assert recorded_commits(reader) == {head}


def test_records_are_read_from_the_refs_that_are_asked_for(git_repo: GitRepo) -> None:
    one, two = sample(git_repo)
    put(git_repo, one, "", ref="other")
    with GitRepository(str(git_repo.path)) as reader:
        with attribution_records(reader) as records:
            assert {each.commit for each in records.attributions()} == {one, two}
        with attribution_records(reader, ("refs/notes/other",)) as records:
            assert [each.commit for each in records.attributions()] == [one]


def test_staged_lines_of_agents_are_known_at_the_gate(git_repo: GitRepo) -> None:
    git_repo.commit("first", {"a.py": "a = 1\n"})
    Agent(git_repo.path).write("a.py", "a = 1\n" + "b = 2\n" * 60)
    git_repo.git("add", "--all")
    found = answer(Question(str(git_repo.path), is_staged=True)).decision.assistance
    assert (found.value, found.ai_lines, found.recorded_lines) == ("generated", 60, 60)
