"""What do the tests on AI-written lines ask: where they stand, how well that is known, and who can explain them?"""

from __future__ import annotations

from collections.abc import Callable

from paraph.core.model.policy import TestValue
from paraph.core.model.provenance import AI_VALUES, LineEvidence
from paraph.core.policy.context import Context, Outcome, fails, holds, unknown
from paraph.core.policy.globs import compile_path_set
from paraph.core.policy.predicates_words import either, flag_of, words_of

Run = Callable[[Context], Outcome]
_NOTHING = LineEvidence()


def ai_paths_test(value: TestValue) -> tuple[str, Run]:
    """`ai_paths`: a line that AI wrote, or had a hand in, is added in the set."""
    names = words_of(value)
    patterns = compile_path_set(names)

    def run(context: Context) -> Outcome:
        unread = context.why_unreadable("provenance", "files")
        if unread:
            return unknown(unread)
        provenance = context.facts.provenance
        lines = provenance.lines or _NOTHING
        mask = context.paths.matching(patterns)
        found = [each for each in lines.paths if context.paths.bit(each.path) & mask]
        if found:
            count = sum(each.ai + each.mixed for each in found)
            return holds(f"{_lines(count)} in {_files([each.path for each in found])}", tuple(
                each.path for each in found[:3]))  # fmt: skip
        return _placed(context, mask, lines.unplaced if provenance.lines else provenance.ai_lines, lines.more_paths)

    return f"AI-written lines are in {either(names)}", run


def _placed(context: Context, mask: int, unplaced: int, more: int) -> Outcome:
    """Whether lines of which nobody knows the place stand in a set of files."""
    inside = [each for each in context.change.files if context.paths.bit(each.path) & mask and each.added_lines != 0]
    if not inside or not (unplaced or more):
        return fails("no AI-written line there")
    elsewhere = context.lines.added - sum(each.added_lines or 0 for each in inside)
    if unplaced > elsewhere:
        return holds(f"at least {_lines(unplaced - elsewhere)} in {_files([each.path for each in inside])}")
    return unknown("in which files AI wrote is not known")


def provenance_test(value: TestValue) -> tuple[str, Run]:
    """`provenance`: the strength of the best evidence of who wrote it."""
    names = words_of(value)
    wanted = frozenset(names)

    def run(context: Context) -> Outcome:
        unread = context.why_unreadable("provenance")
        if unread:
            return unknown(unread)
        strength = context.assistance.strength
        return Outcome(strength in wanted, "nobody says anything" if strength == "none" else strength)

    return f"the best evidence of who wrote it is {either(names)}", run


def owner_missing_test(value: TestValue) -> tuple[str, Run]:
    """`owner_missing`: AI wrote lines, and nobody who is here is named who can explain them."""
    wanted = flag_of(value)

    def run(context: Context) -> Outcome:
        unread = context.why_unreadable("provenance")
        if unread:
            return unknown(unread)
        if not context.assistance.ai_lines and context.assistance.value not in AI_VALUES:
            return Outcome(not wanted, "nothing is known to be by AI")
        unread = context.why_unreadable("people", "signoffs")
        if unread:
            return unknown(unread)
        flaw = owner_flaw(context)
        return Outcome(bool(flaw) is wanted, flaw or f"{context.facts.owner} owns it")

    return f"AI-written code has {'no' if wanted else 'an'} owner who is here", run


def owner_flaw(context: Context) -> str:
    """Why nobody can explain the AI-written code, in words; empty where somebody can."""
    named = context.facts.owner
    if not named:
        return "nobody is named as its owner"
    person = context.people.by_id.get(named) or context.people.person_of(named)
    if person is None:
        return f"its owner {named} is nobody in the directory"
    return f"its owner {person.name or person.id} has left" if person.has_left else ""


def _lines(count: int) -> str:
    return f"{count:,} {'line' if count == 1 else 'lines'}"


def _files(paths: list[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"


PROVENANCE_TESTS: dict[str, Callable[[TestValue], tuple[str, Run]]] = {
    "ai_paths": ai_paths_test,
    "provenance": provenance_test,
    "owner_missing": owner_missing_test,
}
