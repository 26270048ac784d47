"""Which branches of a repository does the server answer for?

The default branch, and each other one that its forge protects. Where the forge does not say which it protects, those
for which changes are proposed stand in: but for one that is itself proposed, which is work that others build on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from paraph.core.attest.canonical import canonical
from paraph.core.policy.ref_globs import is_protected
from paraph.flows.attend.place import Place
from paraph.ports.board import Board, ChangeQuery, ConnectedRepository, Setting
from paraph.ports.ledger import Row

MOST_REFS = 500
MOST_OPEN = 10_000
_BRANCHES = "refs/heads/"


def is_watched(board: Board, repository: ConnectedRepository, ref: str) -> bool:
    """Whether a branch is one of them, as far as is known without a look at git."""
    if ref == repository.target:
        return True
    return is_protected(ref, guarded(repository) or ()) or ref in _begun(board, repository)


def watched_refs(at: Place) -> list[str]:
    """The full refs, the default branch first; one that was deleted stays while it is protected."""
    repository, globs = at.repository, guarded(at.repository)
    begun = _begun(at.office.board, repository)
    if globs is None:
        found = {*begun, *(ref for ref in _proposed_for(at) if at.tip(ref))}
    elif not globs:
        found = set()
    else:
        found = {*at.opened.receiving.tips(globs), *(ref for ref in begun if is_protected(ref, globs))}
    others = sorted(ref for ref in found if ref.startswith(_BRANCHES) and ref != repository.target)[:MOST_REFS]
    if others != begun:
        content = canonical(others) if others else b""
        at.office.log.record((), (), [Row(Setting(_name(repository), content))])
    return [repository.target, *others]


def guarded(repository: ConnectedRepository) -> Sequence[str] | None:
    """The patterns of other branches that the forge protects, None where it did not say."""
    said = json.loads(repository.protection) if repository.protection else {}
    others = said.get("others")
    return None if others is None else tuple(map(str, others))


def _proposed_for(at: Place) -> set[str]:
    query = ChangeQuery(at.repository.key, state="open", most=MOST_OPEN)
    rows = [row for row in at.office.board.changes(query) if row.kind == "change"]
    return {row.target for row in rows} - {row.source for row in rows}


def _begun(board: Board, repository: ConnectedRepository) -> list[str]:
    content = board.setting(_name(repository))
    found: list[str] = json.loads(content) if content else []
    return found


def _name(repository: ConnectedRepository) -> str:
    return f"watched:{repository.key}"
