from __future__ import annotations

from collections.abc import Iterable

import pytest

from paraph.core.model.change import Change, ChangedFile, Commit
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.person import Identity
from paraph.core.model.provenance import Assistance, Declaration, Provenance, Signal
from paraph.flows.signing.show_change import shown_files

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
    glyphs = {"ai": "●", "both": "◐", "person": "○", "unknown": "?"}
    assert "".join(glyphs[each.writer] for each in found) == marks
