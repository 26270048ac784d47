"""Which keys are there, whose are they, and does what they sign count today?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.attest.validity import why_not
from paraph.core.errors import InputError
from paraph.core.model.person import Directory, Key, Person
from paraph.flows.keys.edit_keys import HeldKey, held_keys
from paraph.ports.people_file import PeopleEditor
from paraph.ports.signing import SignatureChecker


class KeyLine(NamedTuple):
    """One key as it is told. `counts` is whether a signature of today would count; `state` says why, or why not."""

    fingerprint: str
    holder: str
    is_robot: bool
    kind: str
    key: Key
    counts: bool
    state: str


def list_keys(
    editor: PeopleEditor, checker: SignatureChecker, shown: Directory, in_force: Directory, day: str
) -> list[KeyLine]:
    """A line for each key of `shown`, and for those of `in_force` that it lacks.

    `in_force` is the directory at the policy ref, by which changes are judged; `day` is today, ISO 8601.
    """
    ruling = {held.key.public: held for held in held_keys(in_force)}
    wanted = {held.key.public: held for held in held_keys(shown)}
    lines = []
    for public, held in (wanted | {public: held for public, held in ruling.items() if public not in wanted}).items():
        counts, state = _state(checker, held, ruling.get(public), is_kept=public in wanted, day=day)
        kind = public.partition(" ")[0]
        fingerprint = editor.fingerprint(public)
        lines.append(KeyLine(fingerprint, held.holder.id, held.is_robot, kind, held.key, counts, state))
    return lines


def _state(
    checker: SignatureChecker, held: HeldKey, ruling: HeldKey | None, *, is_kept: bool, day: str
) -> tuple[bool, str]:
    try:
        checker.fingerprint(held.key.public)
    except InputError as error:
        return False, error.problems[0].what
    if ruling is None or ruling.holder.id != held.holder.id:
        return False, "has not landed"
    counts, state = validity(ruling, day)
    if not is_kept:
        return counts, f"{state}, until its removal lands"
    if ruling.key != held.key:
        return counts, f"{state}, until an edit lands that says: {validity(held, day)[1]}"
    return counts, state


def validity(held: HeldKey, day: str) -> tuple[bool, str]:
    """Whether what a key signs counts on a day, and in words why."""
    key, holder = held.key, held.holder
    if not why_not(key, (day,)):
        has_left = isinstance(holder, Person) and holder.has_left
        return not has_left, "its holder has left" if has_left else "counts"
    if key.revoked and key.revoked <= day:
        return False, f"revoked from {key.revoked} on"
    return False, f"counts from {key.start} on" if key.start > day else f"expired after {key.end}"
