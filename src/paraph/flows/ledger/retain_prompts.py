"""How is what was said to a tool kept, so that it can be proven, read by who has the key, and erased?"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from paraph.core.attest.canonical import canonical
from paraph.core.detect.lines.conversation import Conversation
from paraph.core.ledger.entry import digests_in, entry
from paraph.core.model.redaction import redacted
from paraph.flows.ledger.keep_facts import TABLE_SCHEMA, personal
from paraph.ports.ledger import Ledger, Row

MOST_CHARACTERS = 4_000_000
MOST_AT_ONCE = 500
VALUE = "prompts"


class Means(NamedTuple):
    """What it takes: a ledger, what encrypts (content, what it is about), fresh random bytes, and the time in epoch
    seconds."""

    ledger: Ledger
    seal: Callable[[bytes, bytes], bytes]
    random: Callable[[int], bytes]
    now: int


class Retained(NamedTuple):
    """Conversations that were kept, those that were too large to be, and secrets that were taken out."""

    kept: int
    too_large: int
    secrets: int


def retain_prompts(means: Means, commit: str, conversations: Iterable[Conversation]) -> Retained:
    """Keep the conversations of one commit's record, each redacted, encrypted, and behind a salted commitment.

    Who prompted holds them: `paraph log expunge --address` finds them, and `--entry` does.
    """
    rows: list[Row] = []
    too_large = secrets = 0
    for each in conversations:
        if len(each.text) > MOST_CHARACTERS:
            too_large += 1
            continue
        clean = redacted(each.text)
        secrets += clean.secrets
        sealed = means.seal(clean.text.encode("utf-8", "backslashreplace"), about(commit, each.key))
        values = {VALUE: base64.b64encode(sealed).decode("ascii")}
        table = {"schema": TABLE_SCHEMA, "holder": _holder(each.person), "values": values, "about": each.key}
        rows.append(Row(personal(canonical(table), means.random(32)), 0))
    for start in range(0, len(rows), MOST_AT_ONCE):
        part = rows[start : start + MOST_AT_ONCE]
        digests = [row.value.digest for row in part]  # type: ignore[union-attr]
        means.ledger.record([entry("prompts", means.now, commit=commit, kept=digests)], rows=part)
    return Retained(len(rows), too_large, secrets)


class Read(NamedTuple):
    """One retained conversation: the entry that commits to it, its key in the record, who holds it (an account, empty
    where nobody is known), and its text, None where it was erased."""

    entry: int
    key: str
    holder: str
    text: str | None


def retained_prompts(ledger: Ledger, commit: str, unseal: Callable[[bytes, bytes], bytes]) -> Iterator[Read]:
    """What is kept of the conversations of a commit's record, in the order of the log, all of which is read.

    Raises InputError where the key is another one.
    """
    for index, content in enumerate(ledger.entries()):
        if b'"kind":"prompts"' not in content or commit.encode() not in content:
            continue
        for digest in digests_in(content):
            blob = ledger.blob(digest)
            if blob is None:
                yield Read(index, "", "", None)
                continue
            table = json.loads(blob.content)
            sealed = base64.b64decode(table["values"][VALUE])
            text = unseal(sealed, about(commit, table["about"])).decode("utf-8", "replace")
            yield Read(index, table["about"], table["holder"], text)


def about(commit: str, key: str) -> bytes:
    """What binds an encrypted conversation to its place."""
    return f"{commit}:{key}".encode("utf-8", "backslashreplace")


def _holder(person: str) -> str:
    address = person.rpartition("<")[2].partition(">")[0].strip().lower()
    return f"email:{address}" if "@" in address else ""
