"""Which personal words does the ledger keep of somebody, and how are they taken out as a logged act?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import digests_in, entry
from paraph.core.policy.lookup import fold, normal_account
from paraph.flows.ledger.keep_facts import TABLE_SCHEMA
from paraph.ports.ledger import KeptBlob, Ledger, Receipt, Row

MOST_DIGESTS = 500


class Whose(NamedTuple):
    """Of whom the words are sought: a directory id, accounts (`email:…`, `unix:…`), or single entries of the log."""

    person: str = ""
    accounts: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()


class Personal(NamedTuple):
    """One personal blob that is still there, the first entry that commits to it, and the values in it."""

    digest: str
    entry: int
    values: tuple[str, ...]


def personal_of(ledger: Ledger, whose: Whose) -> list[Personal]:
    """Every personal blob of somebody that is still kept, in the order of the entries; the whole log is read."""
    accounts = frozenset(normal_account(each) for each in whose.accounts)
    found: dict[str, Personal] = {}
    for index, digest in _commitments(ledger, whose.entries):
        blob = ledger.blob(digest) if digest not in found else None
        if blob is None or blob.salt is None:
            continue
        holder, values = _read(blob)
        is_theirs = holder == whose.person if whose.person else False
        is_theirs = is_theirs or normal_account(holder) in accounts or not accounts.isdisjoint(map(_account, values))
        if is_theirs or index in whose.entries:
            found[digest] = Personal(digest, index, values)
    return list(found.values())


def expunge(ledger: Ledger, found: Iterable[Personal], by: KeptBlob, reason: str, now: int) -> list[Receipt]:
    """Delete personal blobs; each entry says by whom, why, and which digests, in one transaction with the deletion.

    Raises InputError where the reason is empty or names what is to be erased: the log cannot be erased.
    """
    gone = list(found)
    _refuse_telling(reason, gone)
    receipts = []
    for start in range(0, len(gone), MOST_DIGESTS):
        digests = [each.digest for each in gone[start : start + MOST_DIGESTS]]
        content = entry("expunged", now, digests=digests, reason=reason.strip(), by=by.digest)
        receipts.append(ledger.expunge(digests, content, [Row(by)]))
    return receipts


def _commitments(ledger: Ledger, only: tuple[int, ...]) -> Iterator[tuple[int, str]]:
    spans = [(index, index + 1) for index in only] if only else [(0, None)]
    for start, end in spans:
        for index, content in enumerate(ledger.entries(start, end), start):
            yield from ((index, digest) for digest in digests_in(content))


def _read(blob: KeptBlob) -> tuple[str, tuple[str, ...]]:
    """Whose a personal blob is, and what is in it: a table of names, or an account or a text by itself."""
    text = blob.content.decode("utf-8", "backslashreplace")
    try:
        data = json.loads(text)
    except ValueError:
        data = None
    if isinstance(data, dict) and data.get("schema") == TABLE_SCHEMA:
        return str(data["holder"]), tuple(map(str, data["values"].values()))
    return text, (text,)


def _account(value: str) -> str:
    return normal_account(value) if ":" in value else f"email:{fold(value.strip())}"


def _refuse_telling(reason: str, gone: list[Personal]) -> None:
    if not reason.strip():
        raise InputError(Problem("P0876", "an erasure has a reason", "say it without a name: `request of 21 November`"))
    said = fold(reason)
    named = next((value for each in gone for value in each.values if len(value) > 1 and fold(value) in said), None)
    if named is not None:
        what = "the reason names what is to be erased, and the log keeps reasons for good"
        raise InputError(Problem("P0876", what, "say it without a name: `request of 21 November`"))
