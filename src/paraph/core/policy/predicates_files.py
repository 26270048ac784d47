"""What do the tests on changed files ask: paths, kinds and marks?"""

from __future__ import annotations

from collections.abc import Callable

from paraph.core.model.policy import TestValue
from paraph.core.policy.context import Context, Outcome, fails, holds, unknown
from paraph.core.policy.globs import compile_path_set
from paraph.core.policy.predicates_words import either, words_of

Run = Callable[[Context], Outcome]


_NONE = fails("no changed file")


def _named(context: Context, mask: int) -> tuple[str, tuple[str, ...]]:
    """A set of at least one file in words (the first, and how many more), and its first few paths."""
    count = mask.bit_count()
    paths = context.paths.named(mask)
    return (paths[0] if count == 1 else f"{paths[0]} and {count - 1} more"), paths


def _some(context: Context, mask: int, doubt: int = 0) -> Outcome:
    if mask:
        return holds(*_named(context, mask))
    if doubt:
        words, paths = _named(context, doubt)
        return unknown(f"nobody said of what kind {words} is", paths)
    return _NONE


def _every(context: Context, mask: int, doubt: int = 0) -> Outcome:
    paths = context.paths
    others = paths.everything & ~mask
    if not paths.everything:
        return fails("nothing is changed")
    if not others:
        return holds("every changed file", paths.named(mask))
    if not others & ~doubt:
        words, few = _named(context, others)
        return unknown(f"nobody said of what kind {words} is", few)
    return fails(f"not {_named(context, others & ~doubt)[0]}")


def paths_test(value: TestValue) -> tuple[str, Run]:
    """`paths`: a changed path is in the set."""
    names = words_of(value)
    patterns = compile_path_set(names)

    def run(context: Context) -> Outcome:
        if context.unreadable and "files" in context.unreadable:
            return unknown(context.why_unreadable("files") or "")
        mask = context.paths.matching(patterns)
        return holds(*_named(context, mask)) if mask else _NONE

    return f"a changed path is in {either(names)}", run


def only_paths_test(value: TestValue) -> tuple[str, Run]:
    """`only_paths`: every changed path is in the set, and there is one."""
    names = words_of(value)
    patterns = compile_path_set(names)
    return f"every changed path is in {either(names)}", _reading(lambda c: _every(c, c.paths.matching(patterns)))


def kinds_test(value: TestValue) -> tuple[str, Run]:
    """`kinds`: a changed file is of one of these kinds."""
    names = words_of(value)

    def run(context: Context) -> Outcome:
        outcome = _some(context, _of_kinds(context, names), context.kinds.unrecognised)
        return _naming(outcome, names, context.kinds.masks)

    return f"a changed file is of kind {either(names)}", _reading(run)


def only_kinds_test(value: TestValue) -> tuple[str, Run]:
    """`only_kinds`: every changed file is of one of these kinds, and there is one."""
    names = words_of(value)
    return f"every changed file is of kind {either(names)}", _reading(
        lambda c: _every(c, _of_kinds(c, names), c.kinds.unrecognised)
    )


def marks_test(value: TestValue) -> tuple[str, Run]:
    """`marks`: a changed file carries one of these marks."""
    names = words_of(value)

    def run(context: Context) -> Outcome:
        mask = 0
        for name in names:
            mask |= context.marks.get(name, 0)
        return _naming(_some(context, mask), names, context.marks)

    return f"a changed file is marked {either(names)}", _reading(run)


def _naming(outcome: Outcome, names: tuple[str, ...], masks: dict[str, int]) -> Outcome:
    """Say which of several names were found, where the question alone does not tell."""
    if not outcome.truth or len(names) == 1:
        return outcome
    return outcome._replace(found=f"{', '.join(name for name in names if masks.get(name))} in {outcome.found}")


def _of_kinds(context: Context, names: tuple[str, ...]) -> int:
    masks, found = context.kinds.masks, 0
    for name in names:
        found |= masks.get(name, 0)
    return found


def _reading(run: Run) -> Run:
    """The same test, unknown where the files could not be read."""

    def guarded(context: Context) -> Outcome:
        unread = context.unreadable and context.why_unreadable("files")
        return unknown(unread) if unread else run(context)

    return guarded


FILE_TESTS: dict[str, Callable[[TestValue], tuple[str, Run]]] = {
    "paths": paths_test,
    "only_paths": only_paths_test,
    "kinds": kinds_test,
    "only_kinds": only_kinds_test,
    "marks": marks_test,
}
