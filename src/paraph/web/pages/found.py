"""Which change is a page about, and what was decided of it?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.errors import InputError, Problem, ReadError
from paraph.flows.attend.kept import kept
from paraph.flows.view.change import Around, ChangeView, change_view
from paraph.ports.board import ChangeRow, ConnectedRepository
from paraph.ports.question import Evaluation
from paraph.web.here import Here, MissingError


class Found(NamedTuple):
    """A change with its repository, and its decision with everything that it was made of; None where none is kept."""

    repository: ConnectedRepository
    row: ChangeRow
    evaluation: Evaluation | None


def found_change(here: Here) -> Found:
    """The change that the path names. Raises InputError (404) where there is none, ReadError."""
    repository = here.repository()
    row = here.office.board.change(repository.key, here.number)
    if row is None:
        what = f"there is no change {here.number[:100]!r} in {repository.key}"
        raise MissingError(Problem("P1344", what, "the inbox lists those that are there"))
    return Found(repository, row, decided(here, row))


def decided(here: Here, row: ChangeRow) -> Evaluation | None:
    """The decision of a row; None where what it was made of is erased, or cannot be read."""
    try:
        return kept(here.office, row)
    except (InputError, ReadError) as error:
        here.office.tell("unread", path=here.path, why=str(error))
        return None


def needed(found: Found) -> Evaluation:
    """The decision. Raises ReadError (P1345) where there is none to show."""
    if found.evaluation is None:
        what = "what this change was decided by is not at hand"
        raise ReadError(Problem("P1345", what, "wait until it is decided again"))
    return found.evaluation


def view_of(here: Here, found: Found) -> ChangeView:
    """The page of a change for whoever asks. Raises ReadError."""
    board, row, viewer = here.office.board, found.row, here.viewer
    keys = here.office.accounts.passkeys(viewer.person) if viewer.person else []
    around = Around(
        person=viewer.person,
        now=here.office.clock(),
        roles=viewer.roles,
        has_passkey=any(not each.revoked_at for each in keys),
        marks=board.read_marks(row.repository, row.number),
        asks=board.asks(repository=row.repository, number=row.number),
        people=here.site.people.index().by_id,
    )
    return change_view(row, found.evaluation, around)
