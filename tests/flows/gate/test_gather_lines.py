"""What records and claims of real commits come to at the gate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from attribution_samples import RECORDS, note, record, rewrite
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.read import provenance_of
from paraph.core.errors import Problem, ReadError
from paraph.core.model.attribution import Attribution
from paraph.core.model.provenance import PathLines, Provenance
from paraph.flows.gate.gather_lines import Gathered, gather_lines
from paraph.ports.attribution import NO_RECORDS, LineSource
from paraph.ports.ledger import Attributed
from paraph.wiring.line_records import line_source

TWO = "a = 1\nb = 2\n"
CLAIM = "more\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n"


@pytest.fixture
def reader(git_repo: GitRepo) -> Iterator[GitRepository]:
    git_repo.commit("first", {"z.txt": "z\n"})
    git_repo.switch("work", "main")
    with GitRepository(str(git_repo.path)) as opened:
        yield opened


def gathered(reader: GitRepository, source: LineSource | None = None, revision: str = "main..work") -> Gathered:
    change, _ = reader.change(reader.resolve(revision))
    with line_source(reader) as own:
        return gather_lines(reader, source or own, change, provenance_of(change, own=NO_ROWS))


class Broken:
    """Records that nobody can read."""

    def attributions(self, _: Any = None) -> Iterator[Attribution]:
        raise ReadError(Problem("P0750", "the disk is gone", "put it back"))

    def add(self, _: Any) -> None:
        raise NotImplementedError


def test_without_records_and_claims_nothing_is_read(reader: GitRepository, git_repo: GitRepo) -> None:
    git_repo.commit("plain", {"a.py": TWO})
    assert gathered(reader) == (Provenance(added_lines=2), ())


def test_a_record_adds_lines_where_its_commit_claims_nothing(reader: GitRepository, git_repo: GitRepo) -> None:
    git_repo.commit("plain", {"a.py": TWO, "b.py": "c = 3\n"})
    head = note(git_repo, "work", {"a.py": (1, 2)})
    found = gathered(reader).provenance
    assert (found.ai_lines, found.claimed_lines, found.lines_by_claims) == (2, 0, 0)
    lines = found.lines
    assert lines is not None
    assert (lines.ai, lines.unknown, lines.recorded, lines.sure, lines.unclaimed) == (2, 1, 2, 2, 2)
    assert lines.paths == (PathLines("a.py", ai=2),)
    assert (lines.tools, lines.commits) == (("claude-code",), (head,))
    assert (lines.strongest, lines.weakest) == ("strong", "strong")
    assert len(lines.digest) == 64


def test_a_record_lowers_nothing_that_its_commit_claims(reader: GitRepository, git_repo: GitRepo) -> None:
    git_repo.commit(CLAIM, {"a.py": TWO})
    note(git_repo, "work", {"a.py": (1, 2)}, "human_attested")
    found = gathered(reader).provenance
    assert (found.ai_lines, found.claimed_lines) == (2, 2)
    assert found.lines is not None
    assert (found.lines.ai, found.lines.human_attested) == (0, 2)
    assert found.lines.paths == found.claimed_paths == (PathLines("a.py", ai=2),)


def test_records_come_on_top_of_claims_of_other_commits(reader: GitRepository, git_repo: GitRepo) -> None:
    git_repo.commit(CLAIM, {"a.py": TWO})
    git_repo.commit("plain", {"b.py": TWO})
    note(git_repo, "work", {"b.py": (2, 2)})
    found = gathered(reader).provenance
    assert (found.ai_lines, found.claimed_lines, found.added_lines) == (3, 2, 4)
    assert found.claimed_paths == (PathLines("a.py", ai=2),)
    assert {each.path for each in found.lines.paths} == {"a.py", "b.py"} if found.lines else False


def test_claims_alone_are_placed_too(reader: GitRepository, git_repo: GitRepo) -> None:
    git_repo.commit(CLAIM, {"a.py": TWO})
    found = gathered(reader).provenance
    assert (found.ai_lines, found.claimed_lines) == (2, 2)
    assert found.lines is not None
    assert (found.lines.recorded, found.lines.paths) == (0, (PathLines("a.py", ai=2),))


def test_a_tampered_record_is_a_finding_and_its_commit_counts_as_it_claims(
    reader: GitRepository, git_repo: GitRepo
) -> None:
    git_repo.commit(CLAIM, {"a.py": TWO})
    head = git_repo.rev("work")
    rewrite(git_repo, "work", b"\xff\x00 nothing\n")
    found = gathered(reader)
    assert found.unread == ()
    assert found.provenance.ai_lines == 2
    assert [(each.kind, each.commit) for each in found.provenance.oddities] == [("note_unreadable", head)]


def test_lines_that_the_commit_did_not_add_are_a_finding(reader: GitRepository, git_repo: GitRepo) -> None:
    git_repo.commit("plain", {"a.py": TWO})
    note(git_repo, "work", {"a.py": (1, 90)})
    found = gathered(reader).provenance
    assert found.ai_lines == 2
    assert [(each.kind, each.path) for each in found.oddities] == [("note_unadded_lines", "a.py")]


def test_records_that_cannot_be_read_make_the_provenance_unreadable(reader: GitRepository, git_repo: GitRepo) -> None:
    git_repo.commit(CLAIM, {"a.py": TWO})
    found = gathered(reader, LineSource(lambda: True, Broken))
    (gap,) = found.unread
    assert gap.fact == "provenance"
    assert "the disk is gone (fix: put it back)" in gap.why
    assert found.provenance.ai_lines == 2


def test_a_ref_that_leads_to_no_notes_is_unreadable(reader: GitRepository, git_repo: GitRepo) -> None:
    git_repo.commit("plain", {"a.py": TWO})
    git_repo.git("update-ref", RECORDS, git_repo.git("hash-object", "-w", "--stdin"))
    assert [each.fact for each in gathered(reader).unread] == ["provenance"]


def test_what_was_put_down_is_proof_while_it_stands_and_a_finding_once_it_changed(
    reader: GitRepository, git_repo: GitRepo
) -> None:
    git_repo.commit("plain", {"a.py": TWO})
    head = note(git_repo, "work", {"a.py": (1, 2)})
    with line_source(reader) as own:
        records = own.records()
        assert records is not None
        (stored,) = records.attributions([head])
        same = LineSource(own.is_there, own.records, lambda _: {head: Attributed(head, stored.digest, 1)})
        found = gathered(reader, same).provenance
        assert found.lines is not None
        assert (found.lines.strongest, found.oddities) == ("proof", ())
        other = LineSource(own.is_there, own.records, lambda _: {head: Attributed(head, "0" * 64, 1)})
        assert [each.kind for each in gathered(reader, other).provenance.oddities] == ["note_changed"]
        gone = LineSource(own.is_there, lambda: NO_RECORDS, lambda _: {head: Attributed(head, stored.digest, 1, 2)})
        stripped = gathered(reader, gone).provenance
        assert [each.kind for each in stripped.oddities] == ["note_stripped"]
        assert (stripped.ai_lines, stripped.claimed_lines) == (2, 0)
        assert stripped.lines is not None
        assert (stripped.lines.unplaced, stripped.lines.recorded) == (2, 0)


def test_an_edited_record_makes_nothing_less(reader: GitRepository, git_repo: GitRepo) -> None:
    git_repo.commit("plain", {"a.py": TWO, "b.py": "c = 3\n"})
    head = note(git_repo, "work", {"a.py": (1, 1)})
    with line_source(reader) as own:
        was = LineSource(own.is_there, own.records, lambda _: {head: Attributed(head, "0" * 64, 1, 3)})
        found = gathered(reader, was).provenance
        assert (found.ai_lines, found.lines and found.lines.unplaced) == (3, 2)
        most = LineSource(own.is_there, own.records, lambda _: {head: Attributed(head, "0" * 64, 1, 99)})
        assert gathered(reader, most).provenance.ai_lines == 3


def test_very_many_files_are_counted_and_not_all_named(reader: GitRepository, git_repo: GitRepo) -> None:
    git_repo.commit(CLAIM, {f"f{number:03}.py": "x\n" for number in range(210)})
    lines = gathered(reader).provenance.lines
    assert lines is not None
    assert (lines.ai, len(lines.paths), lines.more_paths) == (210, 200, 10)


def test_samples_name_a_tool() -> None:
    claim = record("a" * 40, {"a.py": (1, 2)}).files[0].spans[0].claim
    assert claim is not None
    assert claim.tool == "claude-code"
