"""Which repositories was the app given, and who is in an organisation's teams?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from paraph.adapters.forges.fields import branch, flag, items, text, whole
from paraph.adapters.forges.github.api import GitHubApi, listed, needed
from paraph.adapters.forges.github.app import Access
from paraph.adapters.forges.github.names import NAME, account_of, key_of, team_of
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import Member

_APP = Access()


def read_repositories(api: GitHubApi) -> Iterator[ConnectedRepository]:
    """Those of every installation that is not suspended."""

    def installations(data: Any) -> list[str]:
        return [whole(each, "id") for each in listed(data, "installations") if not each.get("suspended_at")]

    for page in api.pages(_APP, "/app/installations?per_page=100", installations):
        for installation in filter(None, page):
            yield from _repositories(api, installation)


def _repositories(api: GitHubApi, installation: str) -> Iterator[ConnectedRepository]:
    def repositories(data: Any) -> list[ConnectedRepository]:
        needed(isinstance(data, dict) and isinstance(data.get("repositories"), list), "the list of repositories")
        return [
            ConnectedRepository(
                key,
                "github",
                key.removeprefix(f"{NAME}:"),
                whole(each, "id"),
                url=text(each, "html_url"),
                target=branch(each, "default_branch") or "refs/heads/main",
                account=installation,
                is_on=not flag(each, "archived") and not flag(each, "disabled"),
            )
            for each in items(data, "repositories")
            if (key := key_of({"": each}, ""))
        ]

    access = Access(installation, permissions=(("metadata", "read"),))
    for page in api.pages(access, "/installation/repositories?per_page=100", repositories):
        yield from page


def installation_of(api: GitHubApi, path: str) -> str:
    """The installation at a repository (`/repos/…`) or an organisation (`/orgs/…`)."""
    return needed(api.read(_APP, f"{path}/installation", lambda data: whole(data, "id")), "the installation's id")


def read_members(api: GitHubApi, team: str) -> Iterator[Member]:
    """Who is in a team (`acme/seniors`) or below it."""
    organisation, slug = team_of(team)

    def members(data: Any) -> list[Member]:
        return [Member(name, team) for each in listed(data, "members") if (name := account_of(each))]

    access = Access(installation_of(api, f"/orgs/{organisation}"), permissions=(("members", "read"),))
    for page in api.pages(access, f"/orgs/{organisation}/teams/{slug}/members?per_page=100", members):
        yield from page
