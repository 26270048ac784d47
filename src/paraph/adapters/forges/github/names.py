"""Which repository, change, account is meant, in GitHub's words and in ours?"""

from __future__ import annotations

from typing import Any

from paraph.adapters.forges.fields import text
from paraph.core.errors import Problem
from paraph.core.model.regex import regex
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import ForgeError

NAME = "github"
_REPOSITORY = regex(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,99})/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_LOGIN = regex(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})(?:\[bot\])?")
_TEAM = regex(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,99})/[a-z0-9](?:[a-z0-9._-]{0,199})")
_NUMBER = regex(r"[1-9][0-9]{0,18}")


def key_of(data: Any, *path: str) -> str:
    """The key of the repository whose object stands at a path, empty where there is none."""
    name = text(data, *path, "full_name")
    return f"{NAME}:{name}" if _REPOSITORY.fullmatch(name) else ""


def account_of(data: Any, *path: str) -> str:
    """The account whose object stands at a path, empty where there is none (a deleted user is null)."""
    login = text(data, *path, "login")
    return f"{NAME}:{login}" if _LOGIN.fullmatch(login) else ""


def login_of(account: str) -> str:
    """The login that an account is, empty for accounts of elsewhere."""
    kind, _, login = account.partition(":")
    return login if kind == NAME and _LOGIN.fullmatch(login) else ""


def repository_path(repository: ConnectedRepository) -> str:
    """`/repos/OWNER/NAME`. Raises ForgeError for what could lead elsewhere."""
    if not _REPOSITORY.fullmatch(repository.name):
        raise _odd("repository", repository.name)
    return f"/repos/{repository.name}"


def number_of(number: str, what: str = "change") -> str:
    """A number as it may stand in a path. Raises ForgeError for what is none."""
    if not _NUMBER.fullmatch(number):
        raise _odd(what, number)
    return number


def team_of(team: str) -> tuple[str, str]:
    """The organisation and the slug of a team, `acme/seniors`. Raises ForgeError."""
    if not _TEAM.fullmatch(team):
        raise _odd("team", team)
    organisation, _, slug = team.partition("/")
    return organisation, slug


def _odd(what: str, name: str) -> ForgeError:
    problem = Problem("P1268", f"GitHub has no {what} {name[:80]!r}", "write it as GitHub does")
    return ForgeError(problem, is_gone=True)
