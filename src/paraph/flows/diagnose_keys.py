"""Whose keys do not count, or soon will not?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from paraph.core.attest.validity import why_not
from paraph.core.errors import InputError
from paraph.core.model.person import Directory, Person, Robot
from paraph.flows.diagnose import Diagnosis
from paraph.ports.signing import SignatureChecker

DAYS_AHEAD = 14
_MOST = 5


def diagnose_keys(directory: Directory, checker: SignatureChecker, day: str) -> Iterator[Diagnosis]:
    """A line on each weak key and each holder left without one that counts; one line where all is well, and none
    where nobody holds a key. `day` is today, ISO 8601."""
    holders: list[Person | Robot] = [each for each in directory.people if each.keys and not each.has_left]
    holders += [each for each in directory.robots if each.keys]
    if not holders:
        return
    found = [line for holder in holders for line in _of_holder(holder, checker, day)]
    yield from found[:_MOST]
    if len(found) > _MOST:
        yield Diagnosis("keys", "warn", f"and {len(found) - _MOST} more", "paraph key list")
    if not found:
        number = sum(len(holder.keys) for holder in holders)
        yield Diagnosis("keys", "good", f"{number} keys of {len(holders)} people and robots")


def _of_holder(holder: Person | Robot, checker: SignatureChecker, day: str) -> Iterator[Diagnosis]:
    strong = []
    for key in holder.keys:
        try:
            checker.fingerprint(key.public)
        except InputError as error:
            yield Diagnosis("keys", "warn", f"{holder.id}: {error.problems[0].what}", "delete it, and add another")
            continue
        strong.append(key)
    add = f"paraph key add --{'robot' if isinstance(holder, Robot) else 'person'} {holder.id}"
    soon = (date.fromisoformat(day) + timedelta(days=DAYS_AHEAD)).isoformat()
    if all(why_not(key, (day,)) for key in strong):
        yield Diagnosis("keys", "warn", f"{holder.id} has no key that counts today", add)
    elif all(why_not(key, (soon,)) for key in strong):
        yield Diagnosis("keys", "warn", f"{holder.id} has no key that counts in {DAYS_AHEAD} days", add)
