"""Was everything that would be deployed allowed, or excepted, when it landed?"""

from __future__ import annotations

from paraph.core.errors import ReadError
from paraph.flows.ledger.reconcile import chain_of, is_settled, matched
from paraph.flows.ledger.recorded_movements import recorded_movements
from paraph.ports.ledger import Ledger
from paraph.ports.repository import RepositoryReader


def settled(reader: RepositoryReader, ledger: Ledger, ref: str, start: str, end: str) -> bool | None:
    """Whether every first-parent movement after `start` up to `end` is on record as landed with allow, or excepted.

    Both are full commit ids. `end` itself must have been a tip of the ref: a commit inside a fast-forward was never
    judged as a whole. None when git or the ledger did not answer.
    """
    try:
        records = recorded_movements(ledger, ref)
        tree = reader.tree_id(end)
        is_tip = any(each.new == end and not each.is_beginning and is_settled(each, tree) for each in records)
        return is_tip and not matched(reader, ref, chain_of(reader, end, start), records, start).open
    except ReadError:
        return None
