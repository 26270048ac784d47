"""What happened to one change, in order, and what proves each line of it?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from paraph.core.attest.predicates import Statement
from paraph.core.attest.timestamps import day_of
from paraph.core.attest.trust import Check, Signed, signed_by
from paraph.core.errors import InputError
from paraph.core.ledger.merkle import leaf_hash
from paraph.core.model.decision import Decision
from paraph.core.model.facts import Facts
from paraph.core.model.person import Directory
from paraph.core.model.policy import Policy
from paraph.core.pipeline import decide
from paraph.flows.ledger.find_change import Meant
from paraph.flows.ledger.pseudonymous import NOWHERE
from paraph.flows.ledger.recorded_movements import Recorded, landings_of
from paraph.flows.ledger.story import Line
from paraph.flows.ledger.story_lines import decision_lines, record_lines, said_lines, writing_lines
from paraph.flows.ledger.story_records import put_down_lines
from paraph.flows.statements.filed_statements import Kept, file_statements
from paraph.ports.documents import SourceText
from paraph.ports.ledger import KeptStatement, Ledger

ERASED = "(erased)"
_PSEUDONYM = re.compile(rf"(?:p-[0-9a-f]{{24}}(?:{re.escape(NOWHERE)})?|t-[0-9a-f]{{24}})", re.IGNORECASE)


class Story(NamedTuple):
    """One change from its first commit to where it landed. `origin` and `size` are the log's, empty and 0 where there
    is none here; `recomputed` is the verdict that the kept facts give today, empty where none are kept."""

    title: str
    target: str
    base: str
    head: str
    lines: tuple[Line, ...]
    origin: str = ""
    size: int = 0
    recorded: str = ""
    recomputed: str = ""
    is_erased: bool = False


class Told(NamedTuple):
    """A decision with the facts and names that it was told with, and the entry that keeps them."""

    decision: Decision
    facts: Facts
    names: Mapping[str, str]
    entry: int | None = None
    landing: Mapping[str, Any] = {}


class Reading(NamedTuple):
    """How documents are read: facts, and a policy from the repository's and the organisation's."""

    facts: Callable[[bytes], Facts]
    policy: Callable[[SourceText | None, SourceText | None], Policy | None]


def told_again(ledger: Ledger, meant: Meant, reading: Reading) -> Told | None:
    """The decision made again from what the ledger keeps of it; None where it keeps nothing.

    Raises InputError where a kept document cannot be read any more.
    """
    record = meant.decided
    landing = _landing(record, meant) if record else None
    if record is None or record.decision is None or landing is None:
        return None
    facts = _content(ledger, landing.get("facts"))
    sources = [
        (str(each.get("file")), _content(ledger, each.get("digest"))) for each in landing.get("sources") or ()
    ]  # fmt: skip
    texts = tuple(SourceText(file, content) for file, content in sources if content is not None)
    policy = _policy(texts, landing.get("policy"), reading) if len(texts) == len(sources) else None
    if facts is None or policy is None:
        return None
    read = reading.facts(facts)
    return Told(decide(policy, read), read, names_kept(ledger, landing), record.decision.entry, landing)


def _policy(texts: tuple[SourceText, ...], digest: object, reading: Reading) -> Policy | None:
    """The policy that was in force: the one of these texts that has its digest."""
    ways = ((texts[0], None), (None, texts[0])) if len(texts) == 1 else (texts[:2],) if len(texts) == 2 else ()
    for own, organisation in ways:
        try:
            found = reading.policy(own, organisation)
        except InputError:
            continue
        if found is not None and found.digest == digest:
            return found
    return None


def names_kept(ledger: Ledger, landing: Mapping[str, Any]) -> dict[str, str]:
    """What the pseudonyms of one decision stand for, as far as nobody's are erased."""
    names: dict[str, str] = {}
    for each in landing.get("personal") or ():
        content = _content(ledger, each.get("digest"))
        if content is not None:
            names.update(json.loads(content)["values"])
    return names


def follow_change(
    meant: Meant,
    told: Told,
    statements: Iterable[Kept],
    directory: Directory,
    check: Check,
    ledger: Ledger | None,
    title: str = "",
) -> Story:
    """The story of a change. `statements` are those about it; `directory` and `check` say who signed them; `title` is
    for a change that has none of its own."""
    kept = list(statements)
    places = {each.id: each.entry for each in kept if isinstance(each, KeptStatement)}
    signed = [
        (filed.statement, signed_by(filed.statement, filed.envelope, directory, check, day_of(told.facts.now)))
        for filed in file_statements(kept).filed
    ]  # fmt: skip
    lines = [
        *writing_lines(told.decision, told.facts, told.entry),
        *(put_down_lines(ledger, told.facts) if ledger else ()),
        *decision_lines(told.decision, told.entry),
        *_said(signed, places),
        *(line for record in meant.records for line in record_lines(record)),
    ]
    change = told.facts.change
    shown, is_erased = _named(lines, told.names)
    size = ledger.head().size if ledger else 0
    proven = tuple(with_leaves(shown, ledger)) if ledger else tuple(shown)
    title = _plain(told.facts.change.title, told.names)[0] or title
    recorded = str(told.landing.get("verdict") or "") if told.entry is not None else ""
    recomputed = told.decision.verdict.value if told.entry is not None else ""
    return Story(
        title, change.target, change.base, change.head, proven, _origin(ledger), size, recorded, recomputed, is_erased
    )


def _said(signed: list[tuple[Statement, Signed]], places: Mapping[str, int]) -> Iterator[Line]:
    for statement, by in signed:
        yield from said_lines(statement, by, places.get(statement.id))


def _landing(record: Recorded, meant: Meant) -> dict[str, Any] | None:
    landings = landings_of(record.decision_entry)
    same = [each for each in landings if each["change"].get("head") == meant.head]
    return next(reversed(same or landings), None)


def _content(ledger: Ledger, digest: object) -> bytes | None:
    blob = ledger.blob(digest) if isinstance(digest, str) else None
    return blob.content if blob else None


def _origin(ledger: Ledger | None) -> str:
    return ledger.checkpoint().partition("\n")[0] if ledger else ""


def _named(lines: list[Line], names: Mapping[str, str]) -> tuple[list[Line], bool]:
    """The lines with names in the place of pseudonyms, and whether somebody's are erased."""
    found, is_erased = [], False
    for line in lines:
        text, gone = _plain(line.text, names)
        more = [_plain(each, names) for each in line.more]
        is_erased = is_erased or gone or any(each[1] for each in more)
        found.append(line._replace(text=text, more=tuple(each[0] for each in more)))
    return found, is_erased


def _plain(text: str, names: Mapping[str, str]) -> tuple[str, bool]:
    gone = False

    def name(found: re.Match[str]) -> str:
        nonlocal gone
        gone = gone or found[0] not in names
        return names.get(found[0], ERASED)

    return _PSEUDONYM.sub(name, text), gone


def with_leaves(lines: Iterable[Line], ledger: Ledger) -> Iterator[Line]:
    """The lines with the RFC 6962 leaf hash of the entry that proves each of them."""
    hashes: dict[int, str] = {}
    for line in lines:
        if line.entry is None:
            yield line
            continue
        if line.entry not in hashes:
            hashes[line.entry] = leaf_hash(next(iter(ledger.entries(line.entry, line.entry + 1)))).hex()
        yield line._replace(leaf=hashes[line.entry])
