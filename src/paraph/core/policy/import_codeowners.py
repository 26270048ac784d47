"""Which Paraph policy asks what a CODEOWNERS file asks?"""

from __future__ import annotations

from paraph.core.policy.import_notes import Carried, Imported, Note
from paraph.core.policy.import_write import WrittenRule, write_policy
from paraph.core.policy.owners import CodeOwners

_RULE = {
    "name": "code owners",
    "description": "Every path that CODEOWNERS gives an owner needs one of its owners.",
    "require": [{"signoff": {"owners": "touched", "binding": "owned", "proof": "review"}}],
}


def import_codeowners(owners: CodeOwners) -> Imported:
    """One rule that asks the owners of what is touched; the file itself stays where it is and says who they are.

    A line that the forge skips, and what a section of GitLab asks, gets a note.
    """
    header = (
        f"Imported from {owners.file} ({owners.flavour}), which stays in force: it is read from the base.",
        "A change that touches no owned path owes this rule nothing; add rules for such changes.",
        "Owners are looked up in .paraph/people.yaml. To try it without effect, write `mode: shadow`.",
    )
    named = sum(1 for rule in owners.rules if rule.owners)
    text = write_policy(header, "enforce", (WrittenRule(f"{named} lines of {owners.file} name owners", _RULE),))
    return Imported(text, tuple(_notes(owners)))


def _notes(owners: CodeOwners) -> list[Note]:
    independence = "whoever had a hand in the change stays out, also an owner; on the forge only its opener does"
    binding = "an answer falls when what it covers changes; the forge may keep it"
    notes = [
        _note("independence", 1, "stricter", independence),
        _note("binding", 1, "stricter", binding),
    ]
    for rule in owners.rules:
        if rule.is_exclusion:
            notes.append(_note(rule.pattern, rule.line, "equal", "excluded from its section, as the forge does"))
        elif not rule.owners:
            notes.append(_note(rule.pattern, rule.line, "equal", "takes ownership away, as the forge does"))
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
