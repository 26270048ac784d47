from __future__ import annotations

from paraph.core.model.attribution import Attribution, FileLines, NoteOddity, Span
from paraph.flows.provenance.export_notes import export_notes
from paraph.flows.provenance.show_notes import Shown
from paraph.ports.repository import CommitRecord


def commit(id_: str, at: int) -> CommitRecord:
    return CommitRecord(id_, "t", (), "", "", "", "", at, at, "m")


def test_each_record_leaves_with_the_time_of_its_commit() -> None:
    record = Attribution("c", (FileLines("a", (Span(1, 1, "ai"),)),))
    shown = [Shown(commit("c", 1_767_225_600), record), Shown(commit("d", 0), None), Shown(commit("e", -5), record),
             Shown(commit("f", 0), Attribution("f"))]  # fmt: skip
    odd = NoteOddity("path_not_carried", "x")
    found = list(export_notes(shown, lambda one, at: f"{one.commit} {at}".encode(), lambda _: (odd,)))
    assert found == [("c", b"c 2026-01-01T00:00:00Z", (odd,)), ("e", b"c 1970-01-01T00:00:00Z", (odd,))]
