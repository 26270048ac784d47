"""A ledger for tests with the movements of a small repository on record."""

from __future__ import annotations

from paraph.adapters.signers.notes import NoteSigner
from paraph.core.ledger.entry import entry
from paraph.flows.ledger.reconcile import Reconciled
from paraph.ports.ledger import KeptStatement, Movement, Row
from paraph.testing.memory_ledger import MemoryLedger

MAIN = "refs/heads/main"
ORIGIN = "paraph/shop"
AT = 1_767_225_600


def memory_ledger() -> MemoryLedger:
    """An empty one, signed by a key of its own."""
    return MemoryLedger(ORIGIN, NoteSigner(bytes(range(32)), ORIGIN).sign)


def decide_movement(
    ledger: MemoryLedger, old: str, new: str, tree: str, *, verdict: str = "allow", form: str = "merge",
    statements: tuple[str, ...] = (), **more: object,
) -> int:  # fmt: skip
    """Record what was decided; returns the entry's index."""
    change = {"base": old, "head": new, "tree": tree, "diff": "d" * 64}
    said = {"ref": MAIN, "old": old, "new": new, "form": form, "change": change, "verdict": verdict} | more
    used = {"statements": list(statements), "spends": list(statements)}
    content = entry("decided", AT, tier="low", **used, **said)
    state = Movement(MAIN, old, new, "decided" if verdict == "allow" else "refused", verdict, 0)
    return ledger.record([content], rows=[Row(state, 0)])[0].index


def land_movement(ledger: MemoryLedger, old: str, new: str, **more: object) -> int:
    """Record that it landed; returns the entry's index."""
    content = entry("landed", AT + 60, ref=MAIN, old=old, new=new, **more)
    return ledger.record([content], rows=[Row(Movement(MAIN, old, new, "landed", "allow", 0), 0)])[0].index


def alarm(ledger: MemoryLedger, old: str, new: str, why: str = "") -> int:
    """Record that something else landed; returns the entry's index."""
    content = entry("alarm", AT + 60, ref=MAIN, old=old, new=new, why=why)
    return ledger.record([content], rows=[Row(Movement(MAIN, old, new, "alarm", "", 0), 0)])[0].index


def keep_statement(ledger: MemoryLedger, id_: str, head: str, kind: str = "signoff", envelope: bytes = b"{}") -> int:
    """Record a statement; returns the entry's index."""
    kept = KeptStatement(id_, kind, MAIN, head, "d" * 64, AT + 9_999, envelope, 0)
    return ledger.record([entry("statement", AT, statement=id_)], rows=[Row(kept, 0)])[0].index


def wrongs(found: Reconciled) -> list[tuple[str, int, bool]]:
    """What is wrong, over how many commits, and whether it was accepted."""
    return [(each.wrong, each.commits, each.accepted is not None) for each in found.exceptions]
