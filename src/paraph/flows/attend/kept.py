"""What was decided of a change, by which facts and policy, with names as far as they are kept?"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any, NamedTuple

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.gate.undecided import undecided
from paraph.core.ledger.entry import read_entry
from paraph.core.model.change import Change
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.noun import changed
from paraph.core.model.policy import Policy
from paraph.flows.attend.change_row import undecided_as
from paraph.flows.attend.office import Office
from paraph.flows.ledger.follow_change import names_kept
from paraph.flows.ledger.pseudonymous import NOWHERE
from paraph.flows.ledger.recorded_movements import landings_of
from paraph.ports.board import ChangeRow
from paraph.ports.documents import SourceText
from paraph.ports.question import Evaluation

MOST_KEPT = 256
KEPT_SECONDS = 60
"""How long what was read may be shown: who has a name erased does not see it again after that."""
_PSEUDONYM = re.compile(rb"(?:p-[0-9a-f]{24}(?:" + re.escape(NOWHERE).encode() + rb")?|t-[0-9a-f]{24})", re.IGNORECASE)
_NO_POLICY = Policy(1, "enforce", (), ())


class _Cached(NamedTuple):
    until: int
    found: Evaluation


class _Memory:
    """The decisions that were read last, each for a while; of any number of logs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[int, int, str], _Cached] = OrderedDict()

    def get(self, key: tuple[int, int, str], now: int) -> Evaluation | None:
        """One that is still fresh."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or not now < found.until <= now + KEPT_SECONDS:
                return None
            self._kept.move_to_end(key)
            return found.found

    def put(self, key: tuple[int, int, str], now: int, found: Evaluation) -> None:
        """Keep one, and forget the one that nobody asked for the longest."""
        with self._lock:
            self._kept[key] = _Cached(now + KEPT_SECONDS, found)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


_MEMORY = _Memory()


def kept(office: Office, row: ChangeRow) -> Evaluation:
    """The decision that a row names, with what it was made of; one that cannot tell where nothing was decided.

    Raises ReadError (P1205) where what the entry names is not there any more, or is something else.
    """
    if row.entry is None or not row.decision:
        return _undecided(office, row)
    key, now = (id(office.log), row.entry, row.decision), office.clock()
    found = _MEMORY.get(key, now)
    if found is None:
        found = _read(office, row, row.entry)
        _MEMORY.put(key, now, found)
    return found._replace(decision=undecided_as(found.decision, row))


def forget() -> None:
    """Read everything anew from here on: somebody was erased."""
    global _MEMORY  # noqa: PLW0603 - one memory a process
    _MEMORY = _Memory()


def _read(office: Office, row: ChangeRow, index: int) -> Evaluation:
    fields = _fields(office, row, index)
    names = names_kept(office.log, fields)
    facts = office.forms.read_facts(_named(_content(office, fields.get("facts")), names))
    decision = office.forms.read_decision(_named(_content(office, row.decision), names))
    title = facts.change.title or row.title
    return Evaluation(
        decision, changed(facts, change=changed(facts.change, title=title)), *_policy(office, fields)
    )  # fmt: skip


def _fields(office: Office, row: ChangeRow, index: int) -> Mapping[str, Any]:
    """The members of the entry, or of that of its landings, that name this decision."""
    said = read_entry(next(iter(office.log.entries(index, index + 1)), b""))
    for each in (said, *landings_of(said)):
        if each.get("decision") == row.decision:
            return each
    raise _lost(f"entry {index} does not name the decision of {row.repository}#{row.number}")


def _content(office: Office, digest: object) -> bytes:
    blob = office.log.blob(digest) if isinstance(digest, str) else None
    if blob is None:
        raise _lost(f"the bytes of {str(digest)[:12]} are not kept")
    return blob.content


def _named(document: bytes, names: Mapping[str, str]) -> bytes:
    """A document of JSON with names in the place of pseudonyms, as far as nobody's are erased."""

    def name(found: re.Match[bytes]) -> bytes:
        value = names.get(found[0].decode("ascii"))
        return found[0] if value is None else json.dumps(value)[1:-1].encode("ascii")

    return _PSEUDONYM.sub(name, document)


def _policy(office: Office, fields: Mapping[str, Any]) -> tuple[Policy, tuple[SourceText, ...]]:
    """The policy that was in force: the one of the kept texts that has its digest."""
    texts = tuple(SourceText(str(each["file"]), _content(office, each["digest"])) for each in fields["sources"])
    contents = [each.content for each in texts]
    ways: list[tuple[bytes | None, bytes | None]] = []
    if len(contents) == 1:
        ways = [(contents[0], None), (None, contents[0])]
    elif len(contents) == 2:
        ways = [(contents[0], contents[1])]
    for way in ways:
        try:
            found = office.forms.policy(*way)
        except InputError:
            continue
        if found is not None and found.digest == fields.get("policy"):
            return found, texts
    raise _lost("none of the policy texts that are kept is the one that was in force")


def _lost(why: str) -> ReadError:
    return ReadError(Problem("P1205", f"a decision cannot be read again: {why}", "restore the database from a copy"))


def _undecided(office: Office, row: ChangeRow) -> Evaluation:
    why = row.summary.removeprefix("Cannot tell: ") or "it has not been looked at yet"
    change = Change(row.base, row.head, row.target, row.source, title=row.title, opener=row.author or None)
    found = undecided(row.base, row.head, [Problem("P1206", why, "it is looked at again by itself")])
    decision = changed(found, target=row.target, summary=row.summary or found.summary, at=row.decided_at)
    return Evaluation(decision, Facts(Repository(row.repository), change, office.clock()), _NO_POLICY, ())
