"""Is every way to alter a ledger's database found by somebody who holds one earlier checkpoint and the log's key?

The attacker writes to every table, knows how all hashes are made, and in some attacks also holds the second store,
so that the log's own key goes on to sign what they made.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import product
from pathlib import Path

from campaign._log import KEYS, body, opened
from campaign.outcome import Outcome
from paraph.adapters.store.ledger_source import LedgerSource
from paraph.core.errors import ParaphError
from paraph.core.ledger.merkle import Frontier, leaf_hash
from paraph.core.ledger.tiles import grow
from paraph.flows.ledger.verify_log import verify_log
from paraph.wiring.ledger import trust

WHAT = "every alteration of a ledger's database is found, and a clean one raises no alarm"
RUNS = 100
SIZE, EARLIER = 700, 520

Database = sqlite3.Connection
Bodies = list[bytes]


def at_random(draw: random.Random, database: Database, column: str) -> None:
    """One byte of one row of the entries."""
    index = draw.randrange(EARLIER)
    (content,) = database.execute(f"SELECT {column} FROM entries WHERE idx = ?", (index,)).fetchone()
    altered = bytearray(content)
    altered[draw.randrange(len(altered))] ^= 1 << draw.randrange(8)
    database.execute(f"UPDATE entries SET {column} = ? WHERE idx = ?", (bytes(altered), index))


def subtree(draw: random.Random, database: Database) -> None:
    database.execute("UPDATE subtrees SET hash = ? WHERE level = 1 AND number = ?", (bytes(32), draw.randrange(2)))


def head_root(draw: random.Random, database: Database) -> None:
    database.execute("UPDATE head SET root = ?", (draw.randbytes(32),))


def delete(draw: random.Random, database: Database) -> None:
    database.execute("DELETE FROM entries WHERE idx = ?", (draw.randrange(SIZE),))


def swap(draw: random.Random, database: Database) -> None:
    one, other = draw.sample(range(EARLIER), 2)
    pick = "SELECT leaf, body FROM entries WHERE idx = ?"
    rows = [database.execute(pick, (index,)).fetchone() for index in (one, other)]
    for index, row in ((one, rows[1]), (other, rows[0])):
        database.execute("UPDATE entries SET leaf = ?, body = ? WHERE idx = ?", (*row, index))


def rewritten(draw: random.Random, database: Database, edit: Callable[[Bodies, random.Random], object]) -> None:
    """Edit the entries, and make every hash of the database anew."""
    bodies = [content for (content,) in database.execute("SELECT body FROM entries ORDER BY idx")]
    edit(bodies, draw)
    frontier, leaves = Frontier(), [leaf_hash(each) for each in bodies]
    upper = grow(frontier, leaves)
    database.execute("DELETE FROM entries")
    database.execute("DELETE FROM subtrees")
    rows = [(index, *row) for index, row in enumerate(zip(leaves, bodies, strict=True))]
    database.executemany("INSERT INTO entries (idx, leaf, body) VALUES (?, ?, ?)", rows)
    database.executemany("INSERT INTO subtrees (level, number, hash) VALUES (?, ?, ?)", upper)
    given = (frontier.size, frontier.root(), frontier.to_bytes())
    database.execute(
        "UPDATE head SET size = ?, root = ?, frontier = ?, checkpoint = '', signed = -1, state = 'OK'", given
    )


def replace_one(bodies: Bodies, draw: random.Random) -> None:
    bodies[draw.randrange(EARLIER)] = body("another")


def insert_one(bodies: Bodies, draw: random.Random) -> None:
    bodies.insert(draw.randrange(EARLIER), body("another"))


def drop_one(bodies: Bodies, draw: random.Random) -> None:
    del bodies[draw.randrange(EARLIER)]


def cut(bodies: Bodies, draw: random.Random) -> None:
    del bodies[draw.randrange(EARLIER) :]


def cut_and_go_on(bodies: Bodies, draw: random.Random) -> None:
    cut(bodies, draw)
    bodies += [body(f"another {number}") for number in range(SIZE)]


EDITS = (replace_one, insert_one, drop_one, cut, cut_and_go_on)
Attack = Callable[[random.Random, Database], object]
ATTACKS: dict[str, Attack] = {
    "flip a byte of an entry": partial(at_random, column="body"),
    "flip a byte of a leaf": partial(at_random, column="leaf"),
    "overwrite a subtree": subtree,
    "overwrite the root": head_root,
    "delete a row": delete,
    "swap two rows": swap,
    **{f"{edit.__name__} with new hashes": partial(rewritten, edit=edit) for edit in EDITS},
}


def is_found(folder: Path, earlier: bytes) -> bool:
    """Whether the holder of an earlier checkpoint is warned: on opening the ledger, or on verifying it."""
    try:
        with closing(opened(folder)) as ledger:
            return bool(verify_log(LedgerSource(ledger), trust(KEYS), earlier, lambda *_: None).problems)
    except ParaphError:
        return True


def made(folder: Path) -> bytes:
    """A ledger; the checkpoint that somebody kept from the time when it was shorter."""
    with closing(opened(folder, may_create=True)) as ledger:
        ledger.record([body(str(number)) for number in range(EARLIER)])
        earlier = ledger.checkpoint().encode()
        ledger.record([body(str(number)) for number in range(EARLIER, SIZE)])
        ledger.checkpoint()
    with closing(sqlite3.connect(folder / "ledger.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return earlier


def attacked(clean: Path, folder: Path, attack: Attack, seed: int, *, has_second: bool) -> None:
    """A copy of a ledger with its database altered; with the second store gone, too, or as it was."""
    shutil.copytree(clean, folder)
    with closing(sqlite3.connect(folder / "ledger.db")) as database, database:
        database.execute("PRAGMA foreign_keys = OFF")
        attack(random.Random(seed), database)
        if not has_second:
            database.execute("UPDATE head SET checkpoint = '', signed = -1")
    if not has_second:
        shutil.rmtree(folder / "second")


def run(runs: int, seed: int) -> Outcome:
    """Let every attack at a database so many times, with and without the second store."""
    failures, tried = list[str](), 0
    with tempfile.TemporaryDirectory() as name:
        clean, folder = Path(name) / "clean", Path(name) / "attacked"
        clean.mkdir()
        earlier = made(clean)
        for has_second in (True, False):
            attacked(clean, folder, lambda *_: None, seed, has_second=has_second)
            if is_found(folder, earlier):
                failures.append(f"a clean log raised an alarm, second store: {has_second}")
            shutil.rmtree(folder)
            for number, name_of in product(range(seed, seed + runs), ATTACKS):
                attacked(clean, folder, ATTACKS[name_of], number, has_second=has_second)
                if not is_found(folder, earlier):
                    failures.append(f"{name_of} was not found, seed {number}, second store: {has_second}")
                shutil.rmtree(folder)
                tried += 1
    return Outcome(runs, tuple(failures), f"{tried:,} alterations in {len(ATTACKS)} ways")
