"""Where is the statement that somebody names: in a file, on stdin, or among the notes?"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.core.errors import ParaphError

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.flows.signing.record_statement import Found

MOST_BYTES = 1 << 20
_HEX = frozenset("0123456789abcdef")


def is_in_notes(named: str) -> bool:
    """Whether a statement is named by the digits of its id: what is a file here is that file."""
    return named != "-" and not (set(named.lower()) - _HEX) and not Path(named).exists()


def repository_at(folder: str, *, is_needed: bool) -> GitRepository | None:
    """The repository around a folder; where it is not needed, None for whatever cannot be opened."""
    from paraph import wiring

    try:
        return wiring.open_repository(folder)
    except ParaphError:
        if is_needed:
            raise
        return None


def named_statement(reader: GitRepository | None, named: str) -> Found:
    """The statement in a file, on stdin (`-`), or with an id that begins so, among the notes.

    Raises InputError where there is no such thing, ReadError where it holds no statement.
    """
    from paraph.adapters.formats.named_file import read_named_or_stdin
    from paraph.flows.signing.verify_statement import statement_in_bytes

    if reader is None or not is_in_notes(named):
        return statement_in_bytes(read_named_or_stdin(named, MOST_BYTES))
    from paraph import wiring
    from paraph.flows.signing.record_statement import find_statement

    with closing(wiring.notes(reader)) as notes:
        return find_statement(notes, named)
