from __future__ import annotations

from paraph.core.detect.lines.spans import Ranges
from paraph.core.model.attribution import FileChange, Hunk, Span, Spans, TreeChange
from paraph.flows.provenance.line_state import State, Step, carry, follow


def ai(first: int, last: int, commit: str = "c") -> Span:
    return Span(first, last, "ai", None, commit)


def own(path: str, ranges: Ranges) -> Spans:
    return tuple(ai(first, last, f"own {path}") for first, last in ranges)


def change(*files: FileChange) -> TreeChange:
    return TreeChange("old", "new", files)


def test_two_files_may_change_places() -> None:
    state = {"a": (ai(1, 1),), "b": (ai(2, 2),)}
    assert carry(state, change(FileChange("a", "b"), FileChange("b", "a"))) == {"a": (ai(2, 2),), "b": (ai(1, 1),)}
    assert state == {"a": (ai(1, 1),), "b": (ai(2, 2),)}


def test_what_is_removed_or_no_text_is_forgotten() -> None:
    state = {"a": (ai(1, 1),), "b": (ai(1, 1),), "c": (ai(1, 1),)}
    gone = change(FileChange("a", "", (Hunk(1, 1, 1, 0),)), FileChange("b", "b", (), is_binary=True))
    assert carry(state, gone) == {"c": (ai(1, 1),)}


def test_a_commits_own_lines_are_told_and_laid_in() -> None:
    state: State = {"a": (ai(1, 4),)}
    files = (FileChange("a", "a", (Hunk(3, 1, 3, 2),)), FileChange("", "n", (Hunk(1, 0, 1, 1),)))
    assert follow(Step((state,), (change(*files),)), own) == {"a": ((3, 4),), "n": ((1, 1),)}
    assert state == {"a": (ai(1, 2), ai(3, 4, "own a"), ai(5, 5)), "n": (ai(1, 1, "own n"),)}


def test_a_file_that_is_as_in_one_parent_is_known_as_there() -> None:
    first: State = {"a": (ai(1, 1, "first"),), "b": (ai(1, 1, "kept"),)}
    second: State = {"a": (ai(2, 2, "second"),)}
    step = Step((first, second), (change(FileChange("a", "a", (Hunk(1, 1, 1, 2),))), change()))
    assert follow(step, own) == {}
    assert first == {"a": (ai(2, 2, "second"),), "b": (ai(1, 1, "kept"),)}
    assert second == {"a": (ai(2, 2, "second"),)}


def test_of_a_merged_file_the_first_parent_that_knows_is_believed() -> None:
    first: State = {"old": (ai(1, 2, "first"),)}
    second: State = {"a": (ai(1, 4, "second"),)}
    step = Step(
        (first, second),
        (
            change(FileChange("old", "a", (Hunk(3, 1, 3, 3),))),
            change(FileChange("a", "a", (Hunk(4, 1, 4, 1), Hunk(6, 0, 6, 1)))),
        ),
    )
    assert follow(step, own) == {"a": ((4, 4),)}
    assert first == {"a": (ai(1, 2, "first"), ai(3, 3, "second"), ai(4, 4, "own a"))}


def test_a_merge_of_text_with_what_was_binary_owns_its_lines() -> None:
    binary = change(FileChange("a", "a", (), is_binary=True))
    state: State = {"a": (ai(1, 1),)}
    text = change(FileChange("a", "a", (Hunk(2, 0, 2, 1),)))
    assert follow(Step((state, {"a": (ai(1, 1, "text"),)}), (binary, text)), own) == {"a": ((2, 2),)}
    assert state == {"a": (ai(1, 1, "text"), ai(2, 2, "own a"))}
    assert follow(Step(({}, {}), (binary, binary)), own) == {}
