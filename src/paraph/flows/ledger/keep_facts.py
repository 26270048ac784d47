"""What does the ledger keep of a decision, so that anybody can make it again and every person in it can be erased?"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from typing import NamedTuple

from paraph.core.attest.canonical import canonical
from paraph.core.detect.agent_rows import agent_rows
from paraph.core.model.digest import sha256_hex
from paraph.core.model.facts import Facts
from paraph.core.model.policy import Policy
from paraph.core.policy.walk import all_tests
from paraph.flows.ledger.pseudonymous import Erasable, pseudonymous
from paraph.ports.documents import SourceText
from paraph.ports.ledger import KeptBlob

TABLE_SCHEMA = "paraph/names/v1"
SALT_BYTES = 32
_TEXTS = {"title", "body"}


class Kept(NamedTuple):
    """The members of a `decided` entry that name what it was made from, and the blobs behind them.

    Write the blobs as rows of the same record (`Row(blob)`), and `fields` into the entry as they stand.
    """

    fields: dict[str, object]
    blobs: tuple[KeptBlob, ...]


def kept(
    facts: Facts, policy: Policy, sources: Iterable[SourceText], salt: bytes, write: Callable[[Facts], bytes]
) -> Kept:
    """What to keep of the decision on these facts by this policy.

    `salt` are 32 fresh random bytes for this one decision: nothing here keeps them, throw them away. `write` makes
    a facts document (`adapters.formats.documents.facts_file`). `fields` are `facts`, the SHA-256 of the pseudonymous
    document; `policy`, the policy's own digest; `sources`, file and SHA-256 of each policy file; `personal`, one
    salted digest for each person who occurs, with the directory id in `of` where there is one.
    """
    keeps_texts = any(test.name in _TEXTS for test in all_tests(policy))
    masked = pseudonymous(facts, salt, agent_rows(policy.agents), keeps_texts=keeps_texts)
    document = _plain(write(masked.facts))
    texts = [(source.file, _plain(source.content)) for source in sources]
    tables = [(holder, _table(holder, values, salt)) for holder, values in _by_holder(masked.values)]
    fields: dict[str, object] = {
        "facts": document.digest,
        "policy": policy.digest,
        "sources": [{"file": file, "digest": blob.digest} for file, blob in texts],
        "personal": [{"of": _id(holder), "digest": blob.digest} for holder, blob in tables],
    }
    return Kept(fields, (document, *(blob for _, blob in texts), *(blob for _, blob in tables)))


def personal(content: bytes, salt: bytes) -> KeptBlob:
    """Personal bytes behind their commitment: HMAC-SHA256 (RFC 2104) under a salt that is erased with them."""
    return KeptBlob(hmac.digest(salt, content, "sha256").hex(), content, salt)


def _plain(content: bytes) -> KeptBlob:
    return KeptBlob(sha256_hex(content), content)


def _by_holder(values: Iterable[Erasable]) -> list[tuple[str, dict[str, str]]]:
    found: dict[str, dict[str, str]] = {}
    for each in values:
        found.setdefault(each.holder, {})[each.pseudonym] = each.value
    return sorted(found.items())


def _table(holder: str, values: dict[str, str], salt: bytes) -> KeptBlob:
    visible = {name: value.encode("utf-8", "backslashreplace").decode() for name, value in values.items()}
    content = canonical({"schema": TABLE_SCHEMA, "holder": holder, "values": visible})
    # one-way from the document's salt, so that what one person's blob holds says nothing of another's
    return personal(content, hmac.digest(salt, b"blob\0" + holder.encode("utf-8", "backslashreplace"), "sha256"))


def _id(holder: str) -> str:
    return "" if holder.partition(":")[0] == "email" or "@" in holder else holder
