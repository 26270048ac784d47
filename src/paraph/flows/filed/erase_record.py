"""How are the words of a change record taken out, while everything that was decided of it stays provable?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.ledger.entry import read_entry
from paraph.flows.attend.office import Office
from paraph.flows.filed.finish_record import no_record
from paraph.flows.ledger.expunge import Whose, expunge, personal_of
from paraph.ports.board import ChangeRow
from paraph.ports.ledger import KeptBlob, Row

ERASED = "(erased)"


def record_to_erase(office: Office, key: str, number: str) -> ChangeRow:
    """The record. Raises InputError where there is none of the name."""
    row = office.board.change(key, number)
    if row is None or row.kind != "record":
        raise no_record(f"{number[:64]} is no record of {key[:64]}")
    return row


def erase_record(office: Office, key: str, number: str, by: KeptBlob, reason: str) -> int:
    """Erase title and text of a record: its commit loses its ref, what the ledger keeps of its words goes, and an
    entry says so, with the commitment to who did it (`by`) and the reason. How many blobs went; 0 where all had.

    One that was open is closed. The copy of the repository drops the text with git's next clean-up. Raises InputError
    for what is no record and for a reason that tells of it, ReadError.
    """
    row, repository = record_to_erase(office, key, number), office.board.repository(key)
    ledger = office.ledger(key)
    places = tuple(_entries(office, key, number))
    found = personal_of(ledger, Whose(entries=places)) if places else []
    if found:
        expunge(ledger, found, by, reason, office.clock())
    if repository is not None:
        office.mirrors.unfile(repository, number)
    state = "closed" if row.state == "open" else row.state
    new = row._replace(title=ERASED, summary=f"Its words were erased: {reason.strip()}"[:500], state=state, owed_by=(),
                       waiting_since=0, decision="", facts="", policy="", version=row.version + 1)  # fmt: skip
    ledger.record((), (), [Row(new)])
    return len(found)


def _entries(office: Office, key: str, number: str) -> Iterator[int]:
    """Every entry that commits to words of the record; the whole log is read."""
    for index, content in enumerate(office.log.entries(0, None)):
        if b"filed" not in content and b"judged" not in content:
            continue
        data = read_entry(content)
        if data.get("number") == number and data.get("repository") == key:
            yield index
