"""Which Paraph policy asks what a CODEOWNERS file asks?"""

from __future__ import annotations

from typing import Any

from paraph.core.model import places
from paraph.core.policy.foreign.notes import Carried, Imported, Note
from paraph.core.policy.foreign.requires import NOTHING_OWED
from paraph.core.policy.foreign.write import WrittenRule, write_policy
from paraph.core.policy.owners import CodeOwners

MAX_PATTERNS = 300

_RULE: dict[str, Any] = {
    "name": "code owners",
    "description": "Every path that CODEOWNERS gives an owner needs one of its owners.",
    "require": [{"signoff": {"owners": "touched", "binding": "owned", "proof": "review"}}],
}


def import_codeowners(owners: CodeOwners) -> Imported:
    """One rule that asks the owners of what is touched; the file itself stays where it is and says who they are.

    A GitHub file of moderate length names the paths in the rule, so that other changes owe nothing. A line that
    the forge skips, and what a section of GitLab asks, gets a note.
    """
    header = (
        f"Imported from {owners.file} ({owners.flavour}), which stays in force: it is read from the base.",
        f"Owners are looked up in {places.PEOPLE}. To try it without effect, write `mode: shadow`.",
    )
    named = [rule for rule in owners.rules if rule.owners]
    comment = f"{len(named)} lines of {owners.file} name owners"
    patterns = list(dict.fromkeys(rule.pattern for rule in named))
    rules: tuple[WrittenRule, ...] = (WrittenRule(comment, _RULE),)
    if owners.flavour == "github" and 0 < len(patterns) <= MAX_PATTERNS:
        touched = {"paths": patterns}
        bound = {key: value for name in _RULE for key, value in _placed(name, touched).items()}
        rest = {"name": "paths without owners", "when": {"not": touched}, "require": [NOTHING_OWED]}
        rules = (WrittenRule(comment, bound), WrittenRule("no line names an owner; met by every change", rest))
    return Imported(write_policy(header, "enforce", rules), tuple(_notes(owners)))


def _placed(key: str, when: dict[str, Any]) -> dict[str, Any]:
    """One key of the rule, the condition before what it requires."""
    return {"when": when, key: _RULE[key]} if key == "require" else {key: _RULE[key]}


def _notes(owners: CodeOwners) -> list[Note]:
    independence = "whoever had a hand in the change stays out, also an owner; on the forge only its opener does"
    binding = "an answer falls when what it covers changes; the forge may keep it"
    unowned = "of a change that touches an owned path, the paths without an owner owe a sign-off too"
    notes = [
        _note("paths without owners", 1, "stricter", unowned),
        _note("independence", 1, "stricter", independence),
        _note("binding", 1, "stricter", binding),
    ]
    for rule in owners.rules:
        if rule.is_exclusion:
            notes.append(_note(rule.pattern, rule.line, "equal", "excluded from its section, as the forge does"))
        elif not rule.owners:
            notes.append(
                _note(rule.pattern, rule.line, "stricter", "takes ownership away; any person answers instead of nobody")
            )
    for section in owners.sections:
        if section.name:
            demand = "optional: shown, not owed" if section.is_optional else f"{section.count} of its owners"
            notes.append(_note(f"[{section.name}]", section.line, "equal", demand))
    for problem in owners.problems:
        line = problem.position.line if problem.position else 1
        notes.append(_note(f"line {line}", line, "no", problem.what))
    return notes


def _note(construct: str, line: int, carried: Carried, why: str) -> Note:
    return Note(construct, construct, line, carried, why)
