"""Is this repository a server's, and what did its operator write down?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from paraph.flows.governed_files import Given

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.ports.server import ServerSettings


def settings_of(reader: GitRepository) -> ServerSettings | None:
    """What `paraph hook install --server` wrote down, None where it never ran here."""
    path = Path(f"{reader.private_area()}/server.json")
    if not path.is_file():
        return None
    from paraph.adapters.formats.named_file import read_named
    from paraph.adapters.formats.server_file import SETTINGS_BYTES, read_settings

    return read_settings(read_named(str(path), SETTINGS_BYTES), str(path))


def has_ledger(reader: GitRepository) -> bool:
    """Whether a ledger lies beside the repository."""
    return Path(f"{reader.private_area()}/ledger.key").is_file()


def given_by_operator(reader: GitRepository) -> Given:
    """The operator's own files, which judge where the repository has none."""
    from paraph import wiring

    settings = settings_of(reader)
    if settings is None:
        return Given()
    texts = (settings.policy, settings.organisation, settings.directory)
    return Given(*(wiring.source_text(each) if each else None for each in texts))
