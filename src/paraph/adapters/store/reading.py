"""How is a ledger read: its entries, its tree, and the rows that follow from it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paraph.adapters.store import troubles
from paraph.adapters.store.session import Session
from paraph.core.ledger.merkle import HASH_BYTES, Frontier
from paraph.core.ledger.tiles import TILE_WIDTH, TileHashes
from paraph.ports.ledger import KeptStatement

PAGE = 512


class About(NamedTuple):
    """The differences, heads and trees that statements speak of, and the ids that they take back: any of them."""

    diffs: Sequence[str] = ()
    heads: Sequence[str] = ()
    trees: Sequence[str] = ()
    takes_back: Sequence[str] = ()


def page(session: Session, first: int, end: int) -> list[bytes]:
    """The entries of a short span. Raises ReadError for one that is not there."""
    rows = session.all("bodies", first, end)
    for expected, (index, _) in zip(range(first, end), rows, strict=False):
        if index != expected:
            raise troubles.damaged(f"entry {expected} is not there")
    if len(rows) != end - first:
        raise troubles.damaged(f"entry {first + len(rows)} is not there")
    return [body for _, body in rows]


def tile(session: Session, level: int, number: int, width: int) -> bytes:
    """The hashes of a tile. Raises ReadError where there are fewer."""
    first = number * TILE_WIDTH
    end = first + width
    rows = session.all("subtrees", level, first, end) if level else session.all("leaves", first, end)
    content = b"".join(hashed for (hashed,) in rows)
    if len(content) != width * HASH_BYTES or not 0 < width <= TILE_WIDTH:
        raise troubles.damaged(f"tile {number} of level {level} does not have {width} hashes")
    return content


def tree(session: Session, size: int) -> TileHashes:
    """The hashes of the tree as it was at a size."""
    return TileHashes(size, lambda level, number, width: tile(session, level, number, width))


def frontier_at(session: Session, size: int) -> Frontier:
    """The frontier that the tree had at a size, from the stored hashes of its complete subtrees."""
    hashes, peaks, first = tree(session, size), [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            peaks.append(hashes.hash_at(level, first >> level))
            first += 1 << level
    return Frontier.from_bytes(size.to_bytes(8, "big") + b"".join(peaks))


def statements(session: Session, target: str | None, head: str | None, ids: Sequence[str]) -> list[KeptStatement]:
    """Statements by target, head and ids, in the order of their entries."""
    if ids:
        rows = session.listed("statements by id", ids)
    elif target is not None and head is not None:
        rows = session.all("statements of both", target, head)
    elif target is not None:
        rows = session.all("statements of target", target)
    elif head is not None:
        rows = session.all("statements of head", head)
    else:
        rows = session.all("statements")
    found = (KeptStatement(*row) for row in rows)
    return [each for each in found if target in (None, each.target) and head in (None, each.head)]


_ABOUT = About("statements of diffs", "statements of heads", "statements of trees", "statements taking back")


def statements_about(session: Session, targets: Sequence[str], about: About) -> list[KeptStatement]:
    """Statements for some targets by what they speak of, in the order of their entries."""
    found: dict[str, KeptStatement] = {}
    for statement, names in zip(_ABOUT, about, strict=True):
        if asked := [name for name in dict.fromkeys(names) if name]:
            rows = session.all(str(statement), session.many_of(targets), session.many_of(asked))
            found.update((row[0], KeptStatement(*row)) for row in rows)
    return _ordered(found.values())


def standing(session: Session, targets: Sequence[str], now: int) -> list[KeptStatement]:
    """Vetoes, and sign-offs that are neither used up nor expired, in the order of their entries."""
    asked = session.many_of(targets)
    vetoes = session.all("standing", asked, "veto", 0, 0)
    signoffs = session.all("standing", asked, "signoff", now, 0)
    return _ordered(KeptStatement(*row) for row in (*vetoes, *signoffs))


def _ordered(found: Iterable[KeptStatement]) -> list[KeptStatement]:
    return sorted(found, key=lambda each: (each.entry, each.id))
