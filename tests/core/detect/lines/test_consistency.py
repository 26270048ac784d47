from __future__ import annotations

import pytest

from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.lines.consistency import oddity_findings, record_findings
from paraph.core.detect.lines.note_oddities import NOTE_ODDITIES
from paraph.core.detect.read import read_commit
from paraph.core.model.attribution import Attribution, FileLines, NoteOddity, Span
from paraph.core.model.decision import Finding


def record(*files: tuple[str, int, int]) -> Attribution:
    return Attribution("c1", tuple(FileLines(path, (Span(first, last, "ai"),)) for path, first, last in files))


def test_lines_that_the_commit_added_are_in_order() -> None:
    assert list(record_findings(record(("a", 2, 3), ("b", 1, 1)), {"a": ((1, 4),), "b": ((1, 1), (4, 4))})) == []


def test_lines_that_it_did_not_add_are_counted_and_named() -> None:
    (found,) = record_findings(record(("a", 2, 9), ("b", 1, 1)), {"a": ((1, 4), (6, 6))})
    text = "tells of 5 lines that the commit did not add, in a, b"
    assert found == Finding("note_unadded_lines", text, path="a", commit="c1")
    (found,) = record_findings(record(("a", 1, 1)), {})
    assert found.text == "tells of 1 line that the commit did not add, in a"
    (found,) = record_findings(record(*((name, 1, 2) for name in "abcde")), {})
    assert found.text == "tells of 10 lines that the commit did not add, in a, b, c and 2 more"


@pytest.mark.parametrize(
    ("oddity", "kind"),
    [
        ("foreign_base", "note_foreign"),
        ("not_json", "note_unreadable"),
        ("too_large", "note_unreadable"),
        ("schema_unknown", "note_unreadable"),
        ("legacy_key", "legacy_key"),
    ],
)
def test_what_the_reader_found_is_passed_on(oddity: str, kind: str) -> None:
    given = Attribution("c1", oddities=(NoteOddity(oddity, NOTE_ODDITIES[oddity], "c1", "a"),))
    assert list(record_findings(given, {})) == [Finding(kind, NOTE_ODDITIES[oddity], path="a", commit="c1")]


def test_a_kind_that_comes_often_is_told_once() -> None:
    odd = [NoteOddity("indent", "text", "c1", "a", 1), NoteOddity("indent", "text", "c1", "b", 2, count=8)]
    assert list(oddity_findings(odd)) == [Finding("indent", "text (9 times)", path="a", commit="c1")]


@pytest.mark.parametrize(
    ("message", "kinds"),
    [
        ("x\n\nAI-Assistance: none", ["contradiction"]),
        ("x\n\nAI-Assistance: assisted", []),
        ("x", []),
    ],
)
def test_a_record_against_what_its_commit_declares(message: str, kinds: list[str]) -> None:
    reading = read_commit("Ada", "ada@example.test", "Ada", "ada@example.test", message, 1, "c1", own=NO_ROWS)
    found = list(record_findings(record(("a", 2, 3)), {"a": ((1, 4),)}, reading))
    assert [each.kind for each in found] == kinds
    if found:
        assert found[0].commit == "c1"
        assert "declared none" in found[0].text
        assert "2 lines that an AI" in found[0].text


def test_a_record_of_people_contradicts_nobody() -> None:
    people = Attribution("c1", (FileLines("a", (Span(1, 2, "human_attested"),)),))
    reading = read_commit(
        "Ada", "ada@example.test", "Ada", "ada@example.test", "x\n\nAI-Assistance: none", 1, "c1", own=NO_ROWS
    )
    assert list(record_findings(people, {"a": ((1, 2),)}, reading)) == []
