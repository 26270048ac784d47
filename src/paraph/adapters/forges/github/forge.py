"""How does Paraph speak to GitHub, as an app of it?"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence

from paraph.adapters.forges.check_name import check_name
from paraph.adapters.forges.doubts import Doubts
from paraph.adapters.forges.github.api import GitHubApi
from paraph.adapters.forges.github.app import Access, SignJwt
from paraph.adapters.forges.github.checks import show_check
from paraph.adapters.forges.github.comments import own_comment, read_comment, say_comment
from paraph.adapters.forges.github.deployments import answer
from paraph.adapters.forges.github.hints import hint_of
from paraph.adapters.forges.github.installations import installation_of, read_members, read_repositories
from paraph.adapters.forges.github.limits import Limits, Pace
from paraph.adapters.forges.github.manifest import AppCredentials, convert
from paraph.adapters.forges.github.merge_groups import read_merge_group
from paraph.adapters.forges.github.names import NAME, number_of, repository_path
from paraph.adapters.forges.github.protection import read_protection
from paraph.adapters.forges.github.pulls import Pull, pull_reader, read_open, read_proposal
from paraph.adapters.forges.github.pushes import read_pushes
from paraph.adapters.forges.github.reviewers import ask_reviewers, still_to_ask
from paraph.adapters.forges.github.webhook import verified
from paraph.adapters.http.client import HttpClient
from paraph.core.model.decision import Verdict
from paraph.core.model.proposal import Proposal
from paraph.ports.board import ConnectedRepository
from paraph.ports.config import ForgeSettings
from paraph.ports.forge import Comment, Hint, Known, Member, MergeGroup, Protection, Report, Source

PUBLIC_API = "https://api.github.com"
CHECK_NAME = "Paraph"
_FRESH_SECONDS = 30.0


class GitHub:
    """Implements `paraph.ports.forge.Forge` for one GitHub App, at github.com or an Enterprise Server."""

    name = NAME

    def __init__(
        self, settings: ForgeSettings, http: HttpClient, sign_jwt: SignJwt, clock: Callable[[], float], *,
        check_name: str = CHECK_NAME, pace: Pace | None = None,
    ) -> None:  # fmt: skip
        self._settings, self._check_name = settings, check_name
        url = settings.url.rstrip("/") or PUBLIC_API
        self.api = GitHubApi(http, url, settings.app_id, sign_jwt, clock, Limits(clock, pace))
        self.web = web_address(url)
        self._doubts = Doubts()

    def read_delivery(self, headers: Mapping[str, str], body: bytes, now: int) -> Hint:  # noqa: ARG002
        """Raises ForgedError. GitHub signs no time."""
        return hint_of(*verified(headers, body, self._settings.webhook_secrets), self._settings.app_id)

    def repositories(self) -> Iterator[ConnectedRepository]:
        """All that the app was given, or those of them that config.yaml names."""
        wanted = {name.lower() for name in self._settings.repositories}
        for repository in read_repositories(self.api):
            if not wanted or repository.name.lower() in wanted:
                yield repository

    def source(self, repository: ConnectedRepository) -> Source:
        """The token is good for an hour, for reading this repository's content alone."""
        path = repository_path(repository)
        access = self._access(repository)._replace(permissions=(("contents", "read"),))
        given = base64.b64encode(f"x-access-token:{self.api.tokens.value(access)}".encode()).decode()
        return Source(f"{self.web}{path.removeprefix('/repos')}.git", {"Authorization": f"Basic {given}"})

    def refspecs(self, repository: ConnectedRepository) -> tuple[str, ...]:  # noqa: ARG002 - alike for all of GitHub
        """Branches, those of the merge queue among them, the heads of changes from forks, and the records in notes."""
        spaces = ("heads/*", "pull/*/head", "notes/*")
        return tuple(f"+refs/{space}:refs/{space}" for space in spaces)

    def proposal(self, repository: ConnectedRepository, number: str, *, checks: bool = True) -> Proposal:
        """Two calls, four with the checks; those that have not changed are free."""
        path = repository_path(repository)
        return read_proposal(
            self.api, self._access(repository), path, repository.key, number_of(number), checks=checks
        )  # fmt: skip

    def pushes(self, repository: ConnectedRepository, ref: str) -> Mapping[str, str]:
        """One call; it knows nothing of branches in forks."""
        return read_pushes(self.api, self._access(repository), repository_path(repository), ref)

    def open_changes(self, repository: ConnectedRepository) -> Iterator[Known]:
        """A call for each hundred, and one or two for those that were closed lately."""
        return read_open(self.api, self._access(repository), repository_path(repository))

    def show(self, repository: ConnectedRepository, number: str, report: Report) -> str:
        """One call; two where one may exist of which we have not heard."""
        path, access, app_id = repository_path(repository), self._access(repository), self._settings.app_id
        number_of(number)
        if report.external:
            number_of(report.external, "check run")
        name = f"{report.key}@{report.head}"
        told = report._replace(is_again=report.is_again or self._doubts.is_doubtful(name))
        shown_as = check_name(self._check_name, report.target, repository.target)
        with self._doubts.making(name):
            return show_check(self.api, access, path, shown_as, app_id, told)

    def say(self, repository: ConnectedRepository, number: str, text: str, external: str) -> str:
        """One call; two where a comment of ours may be there whose id is not known."""
        path, access = repository_path(repository), self._access(repository)
        name = f"{repository.key}#{number_of(number)}"
        if external:
            number_of(external, "comment")
        elif self._doubts.is_doubtful(name) or not self._has_no_comment(access, path, number):
            external = own_comment(self.api, access, path, number, self._settings.app_id)
        with self._doubts.making(name, stays=True):
            return say_comment(self.api, access, path, number, text, external)

    def comment(self, repository: ConnectedRepository, id_: str) -> Comment:
        """One call."""
        return read_comment(self.api, self._access(repository), repository_path(repository), number_of(id_, "comment"))

    def ask(self, repository: ConnectedRepository, number: str, accounts: Sequence[str]) -> None:
        """One call, or two where the pull request was not read just now; none where nobody is left to ask."""
        if not accounts:
            return
        path, access = repository_path(repository), self._access(repository)
        pull = self._pull(access, path, repository.key, number_of(number))
        logins = still_to_ask(pull.proposal, accounts)
        if logins:
            self.api.outdate(access, f"{path}/pulls/{number}")
            ask_reviewers(self.api, access, path, number, logins)

    def merge_group(self, repository: ConnectedRepository, hint: Hint) -> MergeGroup:
        """One call."""
        repository_path(repository)
        return read_merge_group(self.api, self._access(repository), repository.name, hint)

    def answer_deployment(self, repository: ConnectedRepository, hint: Hint, verdict: Verdict, text: str) -> None:
        """One call."""
        answer(self.api, self._access(repository), repository_path(repository), hint, verdict, text)

    def protection(self, repository: ConnectedRepository) -> Protection:
        """Three calls, and one for each ruleset."""
        path, access = repository_path(repository), self._access(repository)
        return read_protection(self.api, access, path, repository.target, self._check_name, self._settings.app_id)

    def members(self, teams: Sequence[str]) -> Iterator[Member]:
        """Two calls for each team, for each hundred of its members."""
        for team in teams:
            yield from read_members(self.api, team)

    def convert(self, code: str) -> AppCredentials:
        """The end of the manifest flow."""
        return convert(self.api, code)

    def _has_no_comment(self, access: Access, path: str, number: str) -> bool:
        """Whether the pull request, read just now, has no comment at all."""
        pull: Pull | None = self.api.last_read(access, f"{path}/pulls/{number}", _FRESH_SECONDS)
        return pull is not None and pull.comments == 0

    def _pull(self, access: Access, path: str, key: str, number: str) -> Pull:
        place = f"{path}/pulls/{number}"
        last: Pull | None = self.api.last_read(access, place, _FRESH_SECONDS)
        return last or self.api.read(access, place, pull_reader(key, number))

    def _access(self, repository: ConnectedRepository) -> Access:
        installation = repository.account or installation_of(self.api, repository_path(repository))
        name = repository.name.partition("/")[2]
        id_ = repository.id if repository.id.isascii() and repository.id.isdigit() else ""
        return Access(number_of(installation, "installation"), name, id_)


def web_address(api_url: str) -> str:
    """Where the pages and the repositories are, of the forge with this API."""
    return "https://github.com" if api_url == PUBLIC_API else api_url.removesuffix("/api/v3")
