"""How does GitLab answer for a forge?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from paraph.adapters.forges.fields import branch, text, whole
from paraph.adapters.forges.gitlab import guards, notes, showing
from paraph.adapters.forges.gitlab.api import GitLabApi, needed
from paraph.adapters.forges.gitlab.hints import hint_of
from paraph.adapters.forges.gitlab.merge_request import changes_of, read_proposal
from paraph.adapters.forges.gitlab.names import (
    NAME,
    account_of,
    group_path,
    is_path,
    key_of,
    named_project,
    project_path,
)
from paraph.adapters.forges.gitlab.reviews import Reviews
from paraph.adapters.forges.gitlab.webhook import signing_key, verified
from paraph.adapters.http.client import HttpClient
from paraph.core.errors import Problem
from paraph.core.model.decision import Verdict
from paraph.core.model.proposal import Proposal
from paraph.ports.board import ConnectedRepository
from paraph.ports.config import ForgeSettings
from paraph.ports.forge import Comment, ForgeError, Hint, Known, Member, MergeGroup, Protection, Report, Source

DEFAULT_URL = "https://gitlab.com"
_SPECS = (
    "+refs/heads/*:refs/heads/*", "+refs/merge-requests/*/head:refs/merge-requests/*/head",
    "+refs/notes/*:refs/notes/*",
)  # fmt: skip
_DEPLOYMENTS: Mapping[Verdict, str] = {Verdict.ALLOW: "approved", Verdict.DENY: "rejected"}
_MAINTAINER = "40"


class GitLabForge:
    """Implements `paraph.ports.forge.Forge` for one GitLab. `clock` gives epoch seconds.

    Raises InputError for a signing token that is none.
    """

    name: Literal["gitlab"] = NAME

    def __init__(self, settings: ForgeSettings, http: HttpClient, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._api = GitLabApi(http, settings.url or DEFAULT_URL, settings.token, clock)
        self._reviews = Reviews(self._api)
        self._keys = tuple(signing_key(each) for each in settings.signing_tokens)

    def read_delivery(self, headers: Mapping[str, str], body: bytes, now: int) -> Hint:
        """Verify a webhook by either scheme, then say what it is about. Raises ForgedError."""
        delivery, said = verified(headers, body, self._settings.webhook_secrets, self._keys, now)
        own = self._api.last_read("/user", 86_400)
        return hint_of(delivery, said, account_of(own) if own else "")

    def repositories(self) -> Iterator[ConnectedRepository]:
        """Those that are named in the configuration, else those where our account is a maintainer."""
        if self._settings.repositories:
            for name in self._settings.repositories:
                yield _connected(self._api.read(named_project(name)))
            return
        query = {"membership": "true", "min_access_level": _MAINTAINER, "archived": "false", "simple": "true"}
        query |= {"pagination": "keyset", "order_by": "id", "sort": "asc"}
        for said in self._api.pages("/projects", query):
            yield _connected(said)

    def source(self, repository: ConnectedRepository) -> Source:
        """Its address for git over HTTPS, with our token in a header."""
        if not is_path(repository.name):
            raise ForgeError(Problem("P1298", f"{repository.name[:80]!r} is no path of a project", "connect it again"))
        return Source(f"{self._api.web}/{repository.name}.git", self._api.git_headers())

    def refspecs(self, repository: ConnectedRepository) -> tuple[str, ...]:  # noqa: ARG002 - the same for every project
        """Branches, the heads of merge requests, and the notes."""
        return _SPECS

    def proposal(self, repository: ConnectedRepository, number: str, *, checks: bool = True) -> Proposal:
        """One merge request as it is now: two calls, one more where reviewers were asked, and one for checks."""
        own = showing.CHECK
        return read_proposal(self._api, self._reviews, repository, number, checks=checks, own_check=own)

    def pushes(self, repository: ConnectedRepository, ref: str) -> Mapping[str, str]:  # noqa: ARG002 - alike for all
        """Webhooks alone tell of them."""
        return {}

    def open_changes(self, repository: ConnectedRepository) -> Iterator[Known]:
        """The open merge requests, and those that were closed lately."""
        return changes_of(self._api, repository)

    def show(self, repository: ConnectedRepository, number: str, report: Report) -> str:
        """Answer the external status check, or post the commit status."""
        if self._settings.status_checks:
            return showing.show_check(self._api, repository, number, report)
        return showing.show_status(self._api, repository, report)

    def say(self, repository: ConnectedRepository, number: str, text: str, external: str) -> str:
        """Write the one note of a change, or edit it."""
        return notes.say(self._api, repository, number, text, external)

    def comment(self, repository: ConnectedRepository, id_: str) -> Comment:
        """A note as it is now, by its merge request and its number (`5-17`)."""
        return notes.comment(self._api, repository, id_)

    def ask(self, repository: ConnectedRepository, number: str, accounts: Sequence[str]) -> None:
        """Make accounts reviewers."""
        notes.ask(self._api, repository, number, accounts)

    def merge_group(self, repository: ConnectedRepository, hint: Hint) -> MergeGroup:
        """A merge train runs on merge requests, and its pipelines have no webhook of their own kind."""
        self._api.hold()
        what = f"GitLab has no merge queue at {repository.key} ({hint.event})"
        raise ForgeError(Problem("P1299", what, "merge trains wait for the status of each merge request"), is_gone=True)

    def answer_deployment(self, repository: ConnectedRepository, hint: Hint, verdict: Verdict, text: str) -> None:
        """Approve or reject a deployment that is blocked; all else leaves it so."""
        status, number = _DEPLOYMENTS.get(verdict), hint.said.get("deployment", "")
        if status is None or not number.isdigit():
            return
        path = f"{project_path(repository)}/deployments/{number}/approval"
        self._api.write("POST", path, {"status": status, "comment": notes.disarmed(text)[:500]})

    def protection(self, repository: ConnectedRepository) -> Protection:
        """What is enforced on the default branch."""
        return guards.protection(self._api, repository, has_checks=self._settings.status_checks)

    def members(self, teams: Sequence[str]) -> Iterator[Member]:
        """Who is in some groups now, those above them counted in."""
        for team in teams:
            for said in self._api.pages(f"{group_path(team)}/members/all"):
                account = account_of(said)
                if account and text(said, "state") in ("active", ""):
                    yield Member(account, team, text(said, "name"))


def _connected(said: Any) -> ConnectedRepository:
    """A project as GitLab names it now."""
    key = needed(key_of(said), "the project")
    return ConnectedRepository(
        key=key,
        kind="gitlab",
        name=key.partition(":")[2],
        id=needed(whole(said, "id"), "the project's number"),
        url=text(said, "web_url"),
        target=branch(said, "default_branch") or "refs/heads/main",
    )
