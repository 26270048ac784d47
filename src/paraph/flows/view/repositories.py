"""Which repositories are looked after, what does each enforce, and what is wrong with any of them?"""

from __future__ import annotations

import json
from collections.abc import Iterator

from paraph.core.model.decision import State
from paraph.core.model.noun import noun
from paraph.core.model.refs import short_name
from paraph.flows.view.addresses import repository_address
from paraph.flows.view.shown import ago, iso, shown
from paraph.flows.view.tree import GLYPHS
from paraph.ports.board import Board, ChangeQuery, ConnectedRepository

STALE_SECONDS = 86_400
_SAYS: tuple[tuple[str, bool, str, str, str], ...] = (
    ("is_protected", True, "the branch is protected", "the branch is not protected", "protect it at the forge"),
    ("requires_check", True, "the check is required", "the check is not required, so a merge need not wait for it",
     "make the check `paraph` a required one"),
    ("is_pinned", True, "only our app can post the check", "anybody with write access can post the check",
     "pin the required check to our app"),
    ("requires_review", True, "the forge asks for a review, too", "the forge asks for no review of its own", ""),
    ("admins_bound", True, "administrators are bound", "administrators can merge past it",
     "switch off that administrators may bypass"),
    ("allows_force", False, "nobody can force-push", "force-pushes are allowed", "forbid force-pushes"),
)  # fmt: skip
_ONLY_TELLS = frozenset({"requires_review"})


@noun
class DoctorLine:
    """One thing that was looked at: how it stands and what to do."""

    state: str
    glyph: str
    text: str
    fix: str


@noun
class RepositoryView:
    """One repository with what is enforced on its branch."""

    key: str
    name: str
    kind: str
    forge_link: str
    branch: str
    is_on: bool
    seen: str
    seen_iso: str
    state: str
    glyph: str
    open: int
    alarms: int
    lines: tuple[DoctorLine, ...]
    policy: str
    audit: str


@noun
class RepositoriesView:
    """The page; `troubled` is how many of them want a look."""

    repositories: tuple[RepositoryView, ...]
    troubled: int
    schema: str = "paraph/repositories-page/v1"


def repositories_view(board: Board, now: int) -> RepositoriesView:
    """All connected repositories, those with something wrong first. Raises ReadError."""
    views = [_repository(board, each, now) for each in board.repositories()]
    views.sort(key=lambda view: (view.state == State.SATISFIED, not view.is_on, view.key))
    return RepositoriesView(tuple(views), sum(view.state != State.SATISFIED and view.is_on for view in views))


def _repository(board: Board, repository: ConnectedRepository, now: int) -> RepositoryView:
    lines = tuple(doctor(repository, now))
    worst = min((State(line.state) for line in lines), key=_grave, default=State.SATISFIED)
    return RepositoryView(
        key=shown(repository.key, 200),
        name=shown(repository.name or repository.key, 200),
        kind=repository.kind,
        forge_link=repository.url if repository.url.startswith(("https://", "http://")) else "",
        branch=shown(short_name(repository.target), 100),
        is_on=repository.is_on,
        seen=ago(repository.seen_at, now) or "not yet",
        seen_iso=iso(repository.seen_at),
        state=worst.value,
        glyph=GLYPHS[worst],
        open=board.count_changes(ChangeQuery(repository=repository.key, state="open")),
        alarms=board.count_changes(ChangeQuery(repository=repository.key, state="alarm")),
        lines=lines,
        policy=repository_address(repository.key, "policy"),
        audit=repository_address(repository.key, "audit"),
    )


def doctor(repository: ConnectedRepository, now: int) -> Iterator[DoctorLine]:
    """What is right and wrong, each with what to do."""
    if not repository.is_on:
        yield _line(State.SKIPPED, "it is not looked after any more", "connect it again at the forge")
        return
    if repository.trouble:
        yield _line(State.CANNOT_TELL, f"it could not be read: {shown(repository.trouble, 500)}",
                    "see that the server may read it")  # fmt: skip
    elif repository.seen_at and repository.seen_at < now - STALE_SECONDS:
        yield _line(State.CANNOT_TELL, f"it was last read {ago(repository.seen_at, now)}", "see that a worker runs")
    else:
        yield _line(State.SATISFIED, "it can be read")
    yield from _protection(repository)


def _protection(repository: ConnectedRepository) -> Iterator[DoctorLine]:
    if repository.kind == "git":
        yield _line(State.SATISFIED, "pushes are decided by its own hooks")
        return
    said = _read(repository.protection)
    if not said:
        yield _line(State.CANNOT_TELL, "what its branch enforces was not read yet", "let the app read its rules")
        return
    for name, wanted, good, bad, fix in _SAYS:
        value = said.get(name)
        if value is None:
            yield _line(State.CANNOT_TELL, f"not known whether {good}", "let the app read the branch's rules")
        elif value is wanted:
            yield _line(State.SATISFIED, good)
        else:
            yield _line(State.SKIPPED if name in _ONLY_TELLS else State.DENIED, bad, fix)
    bypass = said.get("bypass")
    if isinstance(bypass, list) and bypass:
        who = ", ".join(shown(str(each), 100) for each in bypass[:10])
        yield _line(State.PENDING, f"may go past it: {who}", "take them off the list, or expect alarms of them")


def _read(content: bytes) -> dict[str, object]:
    try:
        found = json.loads(content) if content else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _grave(state: State) -> int:
    order = (State.DENIED, State.CANNOT_TELL, State.PENDING, State.OVERRIDDEN, State.SATISFIED, State.SKIPPED)
    return order.index(state)


def _line(state: State, text: str, fix: str = "") -> DoctorLine:
    return DoctorLine(state.value, GLYPHS[state], text, "" if state is State.SATISFIED else fix)
