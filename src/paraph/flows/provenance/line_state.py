"""What is known of every line that a range of commits introduced, at each commit in turn?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import NamedTuple

from paraph.core.detect.lines.spans import Ranges, added_ranges, carried, laid
from paraph.core.model.attribution import FileChange, Spans, TreeChange

State = dict[str, Spans]
"""By path; a path without a line of the range does not stand in it."""
Own = Callable[[str, Ranges], Spans]
"""What is known of the lines of a file that a commit itself added."""


class Step(NamedTuple):
    """A commit after some parents: what is known at each, and the difference from each to it."""

    states: tuple[State, ...]
    changes: tuple[TreeChange, ...]


def follow(step: Step, own: Own) -> dict[str, Ranges]:
    """Carry what is known at the first parent to the commit, in place, with what other parents know and its own lines.

    Of a merge, a file that is the same in one of its parents is known as it is there, the first such parent before the
    others, as `git blame` has it. Elsewhere a line is known as in the first parent that has it and knows of it, and a
    line that no parent has is the merge's own. Returns the commit's own lines, by path.
    """
    state, change = step.states[0], step.changes[0]
    before = {file.old_path: state.pop(file.old_path, ()) for file in change.files if file.old_path}
    others = [{file.new_path: file for file in other.files} for other in step.changes[1:]]
    after: State = {}
    added: dict[str, Ranges] = {}
    for file in change.files:
        path = file.new_path
        if not path:
            continue
        same = next((at for at, names in enumerate(others, 1) if path not in names), None)
        if same is not None:
            after[path] = step.states[same].get(path, ())
            continue
        sides = [(before.get(file.old_path, ()), file)]
        sides += [(step.states[at].get(each[path].old_path, ()), each[path]) for at, each in enumerate(others, 1)]
        after[path] = _known(sides)
        mine = _everywhere([side for _, side in sides])
        if mine:
            added[path] = mine
            after[path] = laid(after[path], own(path, mine))
    state.update((path, spans) for path, spans in after.items() if spans)
    return added


def carry(state: Mapping[str, Spans], change: TreeChange) -> State:
    """What is known of the lines of one tree, at another one; what only the other one has is not known."""
    after = dict(state)
    follow(Step((after,), (change,)), lambda _, __: ())
    return after


def _known(sides: list[tuple[Spans, FileChange]]) -> Spans:
    kept = [carried(spans, file.hunks) for spans, file in sides if spans and not file.is_binary]
    return reduce(lambda over, under: laid(under, over), kept, ())


def _everywhere(files: list[FileChange]) -> Ranges:
    """The lines that are new beside every parent; a parent whose file is binary has no lines."""
    lines = [added_ranges(file.hunks) for file in files if not file.is_binary]
    return reduce(_shared, lines) if lines else ()


def _shared(left: Ranges, right: Ranges) -> Ranges:
    return tuple(_intersections(left, right)) if left and right else ()


def _intersections(left: Ranges, right: Ranges) -> Iterator[tuple[int, int]]:
    one = other = 0
    while one < len(left) and other < len(right):
        first, last = max(left[one][0], right[other][0]), min(left[one][1], right[other][1])
        if first <= last:
            yield first, last
        if left[one][1] < right[other][1]:
            one += 1
        else:
            other += 1
