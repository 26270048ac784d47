"""Which concrete class reads, checks and publishes a log?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.wiring import check_note

if TYPE_CHECKING:
    from paraph.adapters.store.export_folder import ExportFolder
    from paraph.adapters.store.ledger_source import LedgerSource
    from paraph.core.ledger.note import NoteKey
    from paraph.flows.verify_log import Trust
    from paraph.ports.ledger import Ledger


def export_folder(path: str) -> ExportFolder:
    """A folder with the published files of a log."""
    from paraph.adapters.store.export_folder import ExportFolder

    return ExportFolder(path)


def ledger_source(ledger: Ledger) -> LedgerSource:
    """A ledger as if it had been published."""
    from paraph.adapters.store.ledger_source import LedgerSource

    return LedgerSource(ledger)


def trust(keys: tuple[NoteKey, ...]) -> Trust:
    """Public keys, with what checks signatures and the form of entries."""
    from paraph.adapters.formats.entry_form import first_odd_entry
    from paraph.flows.verify_log import Trust

    return Trust(keys, check_note, first_odd_entry)
