"""A ledger in a folder, as `paraph hook install --server` leaves one, for tests of the verbs."""

from __future__ import annotations

from pathlib import Path

from log_samples import ORIGIN, some_entries
from paraph.adapters.signers.notes import generate, read_private_note_key
from paraph.adapters.store.ledger import open_ledger
from paraph.adapters.store.second import FileSecond
from paraph.ports.ledger import Row


class StoredLog:
    """The place of a ledger, its public key, and where its last checkpoint is kept."""

    def __init__(self, folder: Path, state: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        private, self.vkey = generate(ORIGIN)
        (folder / "ledger.key").write_text(private + "\n")
        self.folder = str(folder)
        self.file = folder / "ledger.db"
        self._signer = read_private_note_key(private)
        self._second = FileSecond(str(state / "paraph" / f"{ORIGIN.replace('/', '_')}.checkpoint"))

    def record(self, entries: list[bytes], *rows: Row) -> None:
        url = f"sqlite:///{self.file}"
        ledger = open_ledger(url, origin=ORIGIN, signer=self._signer, second=self._second, may_create=True)
        ledger.record(entries, rows=rows)
        ledger.close()


def stored_log(tmp_path: Path, state: Path, count: int = 300) -> StoredLog:
    """A ledger with some entries; `state` is what XDG_STATE_HOME names."""
    log = StoredLog(tmp_path / "ledger", state)
    log.record(some_entries(count))
    return log
