"""Which record of lines did a commit have when somebody signed?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from paraph.core.errors import ReadError
from paraph.core.ledger.entry import read_entry
from paraph.core.model.attribution import Attribution
from paraph.flows.server.serving import Desk
from paraph.ports.attribution import Held
from paraph.ports.ledger import Attributed

_KIND = b'"kind":"attributed"'
MOST_TIPS = 16


def held_records(desk: Desk, firsts: Iterable[Attributed], last: int) -> Mapping[str, Held]:
    """The records that were in force at the entry `last` of the ledger, of commits whose first ones are known.

    They are read where they lie, in the commit of notes that brought them, as long as git has it; of at most 16 such.
    Only a change with records that were edited after they had been put down pays for this.
    """
    names = {each.commit.encode("ascii"): each.entry for each in firsts if each.entry <= last}
    if not names:
        return {}
    found: dict[str, dict[str, Any]] = {}
    for content in desk.ledger.entries(min(names.values()), last + 1):
        if _KIND in content and (said := read_entry(content)).get("commit", "").encode("ascii") in names:
            found[said["commit"]] = said
    tips = dict.fromkeys([said["notes"] for said in reversed(found.values()) if said.get("notes")])
    readable = frozenset(list(tips)[:MOST_TIPS])
    return {commit: _held(desk, commit, said, readable) for commit, said in found.items()}


def _held(desk: Desk, commit: str, said: Mapping[str, Any], readable: frozenset[str]) -> Held:
    lines = said.get("lines", {})
    tip = said.get("notes", "")
    read = partial(_read, desk, tip if tip in readable else "", commit)
    return Held(said.get("digest", ""), lines.get("ai", 0) + lines.get("mixed", 0), read)


def _read(desk: Desk, tip: str, commit: str) -> Attribution | None:
    if not tip or desk.records is None:
        return None
    try:
        return next(iter(desk.records.at(tip).attributions([commit])), None)
    except ReadError:
        return None  # what a forced push left behind is gone by now
