from __future__ import annotations

from collections.abc import Iterable

import pytest

from attribution_samples import note
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.lines.digest import attribution_digest
from paraph.core.detect.read import provenance_of
from paraph.core.model.attribution import FileLines, LineKind, Span
from paraph.core.model.change import Change, ChangedFile, Commit
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.noun import changed
from paraph.core.model.person import Identity
from paraph.core.model.provenance import Assistance, Declaration, Provenance, Signal
from paraph.flows.gate.gather_lines import gather_lines
from paraph.flows.signing.show_change import lines_of, shown_files
from paraph.ports.attribution import NO_RECORDS
from paraph.wiring.line_records import line_source

ADA = Identity("Ada", "ada@example.test")
PATHS = {"one": frozenset({"a", "both"}), "two": frozenset({"b", "both"})}


class Reader:
    """Knows the paths of two commits."""

    def touched(self, commits: Iterable[str]) -> dict[str, frozenset[str]]:
        return {each: PATHS[each] for each in commits}


def signal(commit: str | None, role: str = "wrote") -> Signal:
    return Signal("claude-code", role, "strong", "trailer", "r", "t", commit)  # type: ignore[arg-type]


def declared(value: Assistance, commit: str | None = None) -> Declaration:
    return Declaration(value, "trailer", "t", commit=commit)


CASES = [
    ((), (), "????"),
    ((signal("one"),), (), "●?◐?"),
    ((signal("one"), signal("two")), (), "●●●?"),
    ((signal("one"),), (declared(Assistance.NONE, "two"),), "●○◐?"),
    ((), (declared(Assistance.NONE),), "○○○?"),
    ((), (declared(Assistance.ASSISTED),), "●●●●"),
    ((signal("two"),), (declared(Assistance.GENERATED),), "?●◐?"),
    ((), (declared(Assistance.ASSISTED, "one"), declared(Assistance.NONE, "two")), "●○◐?"),
    ((signal("one", "committed_for_human"),), (), "????"),
    ((), (declared(Assistance.NONE), declared(Assistance.ASSISTED, "one")), "●○◐?"),
]


@pytest.mark.parametrize(("signals", "declarations", "marks"), CASES)
def test_who_wrote_a_file_is_told_by_whole_commits(
    signals: tuple[Signal, ...], declarations: tuple[Declaration, ...], marks: str
) -> None:
    files = tuple(ChangedFile(path) for path in ("a", "b", "both", "merged"))
    commits = tuple(Commit(id_, ADA, ADA) for id_ in PATHS)
    change = Change("0", "two", files=files, commits=commits)
    facts = Facts(Repository("x"), change, 0, provenance=Provenance(signals, declarations))
    found = shown_files(Reader(), facts)  # type: ignore[arg-type]
    glyphs = {"ai": "●", "mixed": "◐", "human_attested": "○", "unknown": "?"}
    assert "".join(glyphs[each.kind] for each in found) == marks


def span(first: int, last: int, kind: LineKind) -> Span:
    return Span(first, last, kind)


LINES = {
    "a": (span(1, 2, "ai"),),
    "b": (span(1, 1, "ai"), span(2, 2, "unknown")),
    "both": (span(1, 1, "human_attested"),),
    "mixed": (span(1, 1, "mixed"),),
}


def test_who_wrote_a_file_is_told_by_its_lines_where_they_are_known() -> None:
    files = tuple(ChangedFile(path) for path in ("a", "b", "both", "mixed", "merged"))
    facts = Facts(Repository("x"), Change("0", "two", files=files), 0)
    found = shown_files(Reader(), facts, LINES)  # type: ignore[arg-type]
    assert [each.kind for each in found] == ["ai", "mixed", "human_attested", "mixed", "unknown"]
    assert [each.lines for each in found] == [*LINES.values(), ()]


def test_lines_are_shown_as_they_were_counted(git_repo: GitRepo) -> None:
    git_repo.commit("first", {"z": "z\n"})
    git_repo.switch("work", "main")
    git_repo.commit("plain", {"a.py": "a\nb\n"})
    note(git_repo, "work", {"a.py": (2, 2)})
    with GitRepository(str(git_repo.path)) as reader, line_source(reader) as source:
        change, _ = reader.change(reader.resolve("main..work"))
        plain = Facts(Repository("x"), change, 0)
        assert lines_of(reader, source.records(), plain) is None
        told = gather_lines(reader, source, change, provenance_of(change, own=NO_ROWS)).provenance
        found = lines_of(reader, source.records(), changed(plain, provenance=told))
        assert found is not None
        assert told.lines is not None
        assert [(each.first, each.last, each.kind) for each in found["a.py"]] == [(1, 1, "unknown"), (2, 2, "ai")]
        assert attribution_digest(FileLines(*each) for each in found.items()) == told.lines.digest
        silent = lines_of(reader, NO_RECORDS, changed(plain, provenance=told))
        assert silent is not None
        assert {each.kind for each in silent["a.py"]} == {"unknown"}
