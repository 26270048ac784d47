"""A branch moved: which changes landed, in which order, and what came past all of them?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from paraph.core.errors import ReadError
from paraph.flows.attend.change_row import fresh_row
from paraph.flows.attend.place import Place
from paraph.flows.attend.read_proposal import read_proposal
from paraph.ports.board import ChangeQuery, ChangeRow
from paraph.ports.ledger import Row
from paraph.ports.receiving import Link

MOST_CANDIDATES = 2_000
MOST_MERGED = 200
MOST_UNHEARD = 50
LATELY_SECONDS = 7 * 86_400


class Landed(NamedTuple):
    """So many links of a first-parent chain that are the landing of one change, or of none that was proposed."""

    base: str
    new: str
    links: int
    row: ChangeRow | None


def candidates(at: Place, ref: str) -> list[ChangeRow]:
    """The changes that may have landed on a ref: those that are open, and those of which the forge says so."""
    board, key = at.office.board, at.repository.key
    found = board.changes(ChangeQuery(key, state="open", most=MOST_CANDIDATES))
    since = at.now - LATELY_SECONDS
    found += board.changes(ChangeQuery(key, state="landed", landed_since=since, most=MOST_CANDIDATES))
    return [row for row in found if row.target == ref and row.head]


def unheard(at: Place, ref: str) -> list[ChangeRow]:
    """The changes of which the forge says that they landed, and of which nobody told us, or not with which head: they
    are put on the board.

    Raises ForgeError.
    """
    found: list[ChangeRow] = []
    for known in at.forge.open_changes(at.repository):
        if known.state != "landed" or known.target != ref or len(found) >= MOST_UNHEARD:
            continue
        row = at.office.board.change(at.repository.key, known.number)
        if row is None or (row.state == "open" and row.head != known.head):
            proposal = read_proposal(at.office, at.repository, known.number)
            row = fresh_row(proposal, row, at.now)
            row = row._replace(version=row.version + 1, state="landed", landed=proposal.landed, landed_at=at.now)
            found.append(row)
    if found:
        at.office.log.record((), (), [*map(Row, found)])
    return found


def next_landing(at: Place, base: str, chain: Sequence[Link], rows: Sequence[ChangeRow]) -> Landed:
    """The first landing of a chain that begins on `base`: by the commits that the forge names and that git shows, else
    by trees alone: a squash or a rebase leaves no other trace of the change that it is."""
    first = chain[0]
    for row in rows:
        if first.commit in (row.landed, row.head) or row.head in first.parents[1:]:
            return Landed(base, first.commit, 1, row)
    trees = {link.tree: number for number, link in reversed([*enumerate(chain, 1)])}
    nothing = at.opened.reader.tree_id(base)
    ends = {link.commit for link in chain}
    able = [row for row in rows if row.state == "open" or not row.landed or row.landed in ends]
    able.sort(key=lambda row: (row.landed not in ends, row.head not in ends, row.verdict != "allow"))
    for row in able[:MOST_MERGED]:
        tree = _merged(at, base, row.head)
        if tree and tree != nothing and tree in trees:
            links = trees[tree]
            if links > 1 and row.head not in ends and at.opened.receiving.is_behind(first.commit, row.head):
                continue  # what it was built on landed before it, and not by it
            return Landed(base, chain[links - 1].commit, links, row)
    return Landed(base, first.commit, 1, None)


def _merged(at: Place, base: str, head: str) -> str:
    """The tree of a head merged into a base, empty where there is none."""
    try:
        return at.opened.reader.merged(base, head).tree or ""
    except ReadError:
        return ""
