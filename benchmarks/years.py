"""What does the ledger of a server hold after years of use? Tens of thousands of landings, with what was signed.

For each landing: its decision and its landing, a declaration and a sign-off that were used up, and a declaration of
work that was amended since. One in ten has a report of a robot. Envelopes are as long as real ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from paraph.core.ledger.entry import Entry, entry
from paraph.ports.ledger import Introduced, KeptStatement, Movement, Row, Spent
from paraph.wiring.ledger import open_ledger

MAIN = "refs/heads/main"
AT = 1_700_000_000
TOGETHER = 250
Value = KeptStatement | Introduced | Movement | Spent
ENVELOPE = b'{"payload":"' + b"e30K" * 350 + b'","payloadType":"application/vnd.in-toto+json","signatures":[]}'


def fill(server: Path, tip: str, landings: int) -> None:
    """Put so many landings on the record of a guarded repository; the last one leads to `tip`."""
    ledger = open_ledger("", str(server / "paraph")).ledger
    entries: list[Entry] = []
    rows: list[Row] = []
    first, place = ledger.head().size, 0
    for number in range(landings):
        new = tip if number + 1 == landings else name(f"c{number + 1}")
        for content, values in landing(name(f"c{number}"), new, number, first + place):
            rows += [Row(value, len(entries)) for value in values]
            entries.append(content)
            place += 1
        if len(entries) >= 5 * TOGETHER or number + 1 == landings:
            ledger.record(entries, rows=rows)
            entries, rows = [], []
    ledger.checkpoint()
    ledger.close()


def name(of: str, digits: int = 40) -> str:
    """A digest that stands for an object."""
    return hashlib.sha256(of.encode()).hexdigest()[:digits]


def landing(old: str, new: str, number: int, index: int) -> Iterator[tuple[Entry, list[Value]]]:
    """The entries of one landing with what follows from each; the first one gets the index `index`."""
    head, tree, diff = name(f"h{number}"), name(f"t{number}"), name(f"d{number}", 64)
    change = {"base": old, "head": head, "tree": tree, "diff": diff}
    at = AT + 600 * number
    said = {
        "declaration": (head, diff, 0), "signoff": (head, diff, at + 86_400),
        "amended": (name(f"a{number}"), name(f"b{number}", 64), 0),
    } | ({"evidence": (head, "", 0)} if number % 10 == 0 else {})  # fmt: skip
    for kind, (of, what, until) in said.items():
        id_, target = name(f"{kind}{number}", 64), "" if kind == "evidence" else MAIN
        real = "declaration" if kind == "amended" else kind
        kept = KeptStatement(id_, real, target, of, what, until, ENVELOPE, 0, tree=tree)
        yield entry("statement", at, statement=id_, of=real, target=target, base=old, head=of, tree=tree, diff=what,
                    envelope=name(id_, 64)), [kept, Introduced(of, "email:ada@example.test")]  # fmt: skip
    used = [name(f"{kind}{number}", 64) for kind in ("declaration", "signoff")]
    decided = index + len(said)
    yield entry(
        "decided", at, ref=MAIN, old=old, new=new, form="merge", verdict="allow", statements=used, spends=used[1:],
        git="2.39.2", part=0, change=change, tier="high", policy="e" * 64, facts=name(f"f{number}", 64),
    ), [Movement(MAIN, old, new, "decided", "allow", 0)]  # fmt: skip
    yield entry("landed", at + 1, ref=MAIN, old=old, new=new, decided=decided, form="merge", spent=used[1:]), [
        Movement(MAIN, old, new, "landed", "allow", 0), *map(Spent, used),
    ]  # fmt: skip
