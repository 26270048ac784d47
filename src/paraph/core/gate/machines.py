"""Did only approved tools take part, and not further than a ceiling?"""

from __future__ import annotations

from paraph.core.gate.case import Case
from paraph.core.gate.words import leaf, listed, unreadable
from paraph.core.model.decision import Node, State
from paraph.core.model.policy import AutonomyNeed, Position, ToolsNeed
from paraph.core.policy.globs import compile_path_set
from paraph.core.policy.grammar import CEILINGS

MINUTES = 1
MINUTES_TO_REDO = 60


def tools(need: ToolsNeed, case: Case, rule: str) -> Node:
    """Every tool that took part is approved. Where nobody knows whether one did, nobody can tell."""
    approved = need.approved or case.context.policy.policy.approved_tools
    title = f"only approved tools: {listed(approved)}"
    left_out = _out_of_scope("tools", title, need.paths, case, rule, need.position)
    if left_out:
        return left_out
    assistance = case.context.assistance
    folded = {name.casefold() for name in approved}
    others = [tool for tool in assistance.tools if tool.casefold() not in folded]
    if others:
        found = f"not approved: {listed(others)}"
        owed = case.author_owes("a change made without them", found, rule, MINUTES_TO_REDO)
        return leaf("tools", title, State.DENIED, found, need.position, (owed,))
    if assistance.value == "unknown" or (assistance.value != "none" and not assistance.tools):
        found = "nobody has said which tools took part, if any"
        owed = case.author_owes("a declaration of the tools that took part", found, rule, MINUTES)
        return leaf("tools", title, State.CANNOT_TELL, found, need.position, (owed,))
    found = listed(assistance.tools) if assistance.tools else "none took part"
    return leaf("tools", title, State.SATISFIED, found, need.position)


def autonomy(need: AutonomyNeed, case: Case, rule: str) -> Node:
    """The assistance goes at most as far as the ceiling. Unknown assistance may have gone further."""
    title = f"the assistance is at most {need.ceiling}"
    left_out = _out_of_scope("autonomy", title, need.paths, case, rule, need.position)
    if left_out:
        return left_out
    value = case.context.assistance.value
    if value in CEILINGS and need.ceiling in CEILINGS:
        if CEILINGS.index(value) <= CEILINGS.index(need.ceiling):
            return leaf("autonomy", title, State.SATISFIED, value, need.position)
        owed = case.author_owes("a change with more of a person's own work", value, rule, MINUTES_TO_REDO)
        return leaf("autonomy", title, State.DENIED, value, need.position, (owed,))
    if need.ceiling == CEILINGS[-1]:
        return leaf("autonomy", title, State.SATISFIED, "no ceiling", need.position)
    owed = case.author_owes("a declaration of the AI assistance", f"the assistance is {value}", rule, MINUTES)
    return leaf("autonomy", title, State.CANNOT_TELL, value, need.position, (owed,))


def _out_of_scope(
    kind: str, title: str, patterns: tuple[str, ...], case: Case, rule: str, position: Position
) -> Node | None:
    unread = case.unread("provenance", "files") if patterns else case.unread("provenance")
    if unread:
        return unreadable(kind, title, unread, rule, position)
    if patterns and not case.context.paths.matching(compile_path_set(patterns)):
        return leaf(kind, title, State.SKIPPED, f"no changed file is in {listed(patterns)}", position)
    return None
