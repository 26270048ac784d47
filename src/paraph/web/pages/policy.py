"""What does a repository's policy say, and what would an edit of it have asked, on a page?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import monotonic

from litestar import Response, get, post

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model.noun import changed
from paraph.flows.view.policy import (
    MOST_DECISIONS,
    PolicyView,
    ReplayView,
    policy_view,
    problem_views,
    recent_decisions,
    replay_view,
)
from paraph.ports.board import ChangeQuery, ConnectedRepository
from paraph.ports.mirror import OpenRepository
from paraph.ports.progress import Progress
from paraph.web.forms import Form
from paraph.web.guards import requires
from paraph.web.here import At, Here
from paraph.web.page import page

PATH = "/r/{key:str}/-/policy"
REPLAYS = BoundedSemaphore(2)
"""A replay takes seconds of a processor: no more than these at once."""
MOST_SECONDS = 20.0
"""How long one may take: who sends a policy of thousands of rules holds up nobody else."""


@get(PATH, guards=[requires(scope="read")], sync_to_thread=True)
def show_policy(here: At) -> Response[bytes]:
    """The policy in force, its rules with their hits, and a box to try an edit."""
    repository = here.repository()
    with here.office.mirrors.open(repository) as opened:
        return page(here, "policy.html", _view(here, repository, opened))


@post(PATH, guards=[requires()], sync_to_thread=True, status_code=200)
def replay_policy(here: At, form: Form) -> Response[bytes]:
    """An edited policy over what landed lately; nothing is kept of it."""
    repository = here.repository()
    # a form's line ends are CRLF (HTML, form submission)
    text = next((value for name, value in form.values if name == "text"), "").replace("\r\n", "\n")
    with here.office.mirrors.open(repository) as opened:
        view = changed(_view(here, repository, opened), text=text)
        try:
            found = _replayed(here, repository, opened, text)
        except InputError as error:
            return page(here, "policy.html", changed(view, problems=problem_views(error)), status=400)
    return page(here, "policy.html", changed(view, replay=found))


def _view(here: Here, repository: ConnectedRepository, opened: OpenRepository) -> PolicyView:
    office = here.office
    rows = office.board.changes(ChangeQuery(repository=repository.key, most=MOST_DECISIONS))

    def blob(digest: str) -> bytes | None:
        found = office.log.blob(digest)
        return found.content if found else None

    recent = recent_decisions(rows, blob, office.forms.read_decision)
    return policy_view(opened, repository.key, repository.target, office.own, recent)


def _replayed(here: Here, repository: ConnectedRepository, opened: OpenRepository, text: str) -> ReplayView:
    if not REPLAYS.acquire(blocking=False):
        raise ReadError(Problem("P1347", "others are replaying policies now", "try again in a moment"))
    try:
        return replay_view(opened, repository.key, repository.target, text, here.office.own, _watch)
    finally:
        REPLAYS.release()


class _Bounded:
    """Watches the clock alone."""

    def __init__(self) -> None:
        self.ends = monotonic() + MOST_SECONDS

    def advance(self, steps: int = 1) -> None:  # noqa: ARG002
        """Raises InputError (P1351) once it takes too long."""
        if monotonic() > self.ends:
            what = f"this policy takes longer than {MOST_SECONDS:.0f} seconds to replay"
            raise InputError(Problem("P1351", what, "try fewer rules, or use `paraph replay` on a clone"))


@contextmanager
def _watch(_: str, __: int) -> Iterator[Progress]:
    yield _Bounded()


HANDLERS = (show_policy, replay_policy)
