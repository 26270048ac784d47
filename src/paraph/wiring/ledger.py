"""Which concrete class keeps, reads, checks and publishes a ledger? Imports stand inside functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.adapters.store.export_folder import ExportFolder
    from paraph.adapters.store.ledger import StoredLedger
    from paraph.adapters.store.ledger_source import LedgerSource
    from paraph.core.ledger.note import NoteKey
    from paraph.core.model.person import Directory
    from paraph.flows.ledger.verify_log import Trust
    from paraph.ports.board import KeptReview
    from paraph.ports.ledger import Ledger
    from paraph.ports.server import ServerSettings

MAX_KEY_BYTES = 4096


class OpenLedger(NamedTuple):
    """A ledger, where it is, and the key that its checkpoints are verified with."""

    ledger: StoredLedger
    where: str
    vkey: str
    scope: str = ""

    @property
    def own(self) -> Ledger:
        """The log as the repository sees it that asked: all of it, but where it shares it with others."""
        if not self.scope:
            return self.ledger
        from paraph.adapters.store.scoped import RepositoryLedger

        return RepositoryLedger(self.ledger, self.scope)

    def people(self, directory: Directory) -> Directory:
        """A directory with the passkeys that people enrolled at the server that this log is of, if it is one's."""
        if not self.scope:
            return directory
        from paraph.adapters.store.accounts import StoredAccounts
        from paraph.flows.statements.with_passkeys import with_passkeys

        return with_passkeys(directory, StoredAccounts(self.ledger).passkeys()).directory

    def reviews(self, head: str) -> tuple[KeptReview, ...]:
        """What was answered to a head on the pages of the server that this log is of, if it is one's."""
        if not self.scope:
            return ()
        from paraph.adapters.store.board import StoredBoard
        from paraph.ports.board import ChangeQuery

        board = StoredBoard(self.ledger)
        numbers = {each.number for each in board.changes(ChangeQuery(repository=self.scope, head=head))}
        return tuple(each for number in sorted(numbers) for each in board.reviews(self.scope, number))


def open_ledger(repository: str, given: str | None = None) -> OpenLedger:
    """The ledger of a repository, or another one: a folder with `server.json` and `ledger.key`, a file in such a
    folder, or the URL of a database whose settings and key lie in the repository's own area. A repository that has
    joined a server has the server's.

    Raises InputError or ReadError where there is none that can be used.
    """
    import os

    from paraph.adapters.formats.named_file import read_named
    from paraph.adapters.signers.notes import read_private_note_key
    from paraph.adapters.store import troubles
    from paraph.adapters.store.ledger import open_ledger as open_stored
    from paraph.adapters.store.second import FileSecond
    from paraph.wiring import open_repository

    is_path = given is not None and "://" not in given
    folder = (given or "") if is_path else open_repository(repository).private_area()
    if is_path and not os.path.isdir(folder):
        folder = os.path.dirname(folder) or "."
    if not has_ledger(folder):
        raise troubles.absent(folder)
    settings = _settings(folder)
    home = settings.home if settings and settings.home else folder
    signer = read_private_note_key(read_named(f"{home}/ledger.key", MAX_KEY_BYTES).decode("ascii", "replace"))
    url, second = ledger_settings(folder, signer.name)
    if given is not None and folder != given:
        url = f"sqlite:///{os.path.abspath(given)}" if is_path else given
    ledger = open_stored(url, origin=signer.name, signer=signer, second=FileSecond(second))
    return OpenLedger(ledger, url.removeprefix("sqlite:///"), signer.vkey, settings.scope if settings else "")


def ledger_settings(folder: str, origin: str) -> tuple[str, str]:
    """Where the database of a ledger is, and the file with the checkpoint that was signed last."""
    from paraph.adapters.store.second import default_second

    settings = _settings(folder)
    if settings:
        return settings.ledger, settings.second_store
    return default_url(folder), _second(folder) or default_second(origin)


def second_path(folder: str) -> str:
    """Where a server wrote down in which file it keeps the checkpoint that was signed last."""
    return f"{folder}/second-store"


def _second(folder: str) -> str:
    """That file, empty where nobody wrote it down."""
    import os

    from paraph.adapters.formats.named_file import read_named

    path = second_path(folder)
    return read_named(path, MAX_KEY_BYTES).decode("utf-8", "replace").strip() if os.path.exists(path) else ""


def _settings(folder: str) -> ServerSettings | None:
    """What was written down for the repository whose private area a folder is, None where nothing was."""
    import os

    from paraph.adapters.formats.named_file import read_named
    from paraph.adapters.formats.server_file import SETTINGS_BYTES, read_settings

    path = f"{folder}/server.json"
    return read_settings(read_named(path, SETTINGS_BYTES), path) if os.path.exists(path) else None


def default_url(area: str) -> str:
    """The database of a ledger where nobody names another: a file in the private area of its repository."""
    import os

    return f"sqlite:///{os.path.abspath(area)}/ledger.db"


def has_ledger(area: str) -> bool:
    """Whether a ledger is kept in the private area of a repository, or shared with others by a server."""
    import os

    if os.path.exists(f"{area}/ledger.key") and not os.path.exists(f"{area}/server.json"):
        return True
    settings = _settings(area)
    return os.path.exists(f"{settings.home if settings and settings.home else area}/ledger.key")


def check_note(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether 64 bytes are the Ed25519 signature of a message. Raises InputError for a weak key."""
    from paraph.adapters.signers.notes import check_note_signature
    from paraph.core.ledger.note import ED25519, NoteKey, write_vkey

    return check_note_signature(write_vkey(NoteKey("key", ED25519, public)), message.decode(), signature)


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
    from paraph.flows.ledger.verify_log import Trust

    return Trust(keys, check_note, first_odd_entry)
