"""Which project, change, account is meant, in GitLab's words and in ours?"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from paraph.adapters.forges.fields import text
from paraph.core.errors import Problem
from paraph.core.model.regex import regex
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import ForgeError

NAME: Final = "gitlab"
_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,253}[A-Za-z0-9_-])?"
_PATH = regex(rf"{_PART}(?:/{_PART}){{1,20}}")
_GROUP = regex(rf"{_PART}(?:/{_PART}){{0,20}}")
_USER = regex(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,253}[A-Za-z0-9_-])?")
_NUMBER = regex(r"[1-9][0-9]{0,18}")
_NOTE = regex(r"([1-9][0-9]{0,18})-([1-9][0-9]{0,18})")


def is_path(name: str) -> bool:
    """Whether a project could be called so."""
    return bool(_PATH.fullmatch(name)) and ".." not in name


def key_of(data: Any, *path: str) -> str:
    """The key of the project whose object stands at a path, empty where there is none."""
    name = text(data, *path, "path_with_namespace")
    return f"{NAME}:{name}" if is_path(name) else ""


def account_of(data: Any, *path: str) -> str:
    """The account whose object stands at a path, empty where there is none."""
    login = text(data, *path, "username")
    return f"{NAME}:{login}" if _USER.fullmatch(login) else ""


def login_of(account: str) -> str:
    """The login that an account is, empty for accounts of elsewhere."""
    kind, _, login = account.partition(":")
    return login if kind == NAME and _USER.fullmatch(login) else ""


def project_path(repository: ConnectedRepository) -> str:
    """`/projects/ID`, by its number where that is known, so that a rename keeps it. Raises ForgeError."""
    if _NUMBER.fullmatch(repository.id):
        return f"/projects/{repository.id}"
    return named_project(repository.name)


def named_project(name: str) -> str:
    """`/projects/GROUP%2FNAME`. Raises ForgeError for what could lead elsewhere."""
    if not is_path(name):
        raise odd("project", name)
    return f"/projects/{quote(name, safe='')}"


def change_path(repository: ConnectedRepository, number: str) -> str:
    """`/projects/ID/merge_requests/IID`. Raises ForgeError."""
    if not _NUMBER.fullmatch(number):
        raise odd("merge request", number)
    return f"{project_path(repository)}/merge_requests/{number}"


def group_path(team: str) -> str:
    """`/groups/PATH` of a group, `acme/seniors`. Raises ForgeError."""
    if not _GROUP.fullmatch(team) or ".." in team:
        raise odd("group", team)
    return f"/groups/{quote(team, safe='')}"


def note_id(number: str, note: str) -> str:
    """A note with its merge request in one word: GitLab finds no note without that."""
    return f"{number}-{note}"


def note_path(repository: ConnectedRepository, id_: str) -> str:
    """Where a note of `note_id` is. Raises ForgeError."""
    found = _NOTE.fullmatch(id_)
    if found is None:
        raise odd("note", id_)
    return f"{change_path(repository, found[1])}/notes/{found[2]}"


def odd(what: str, name: str) -> ForgeError:
    """That there can be no such thing."""
    return ForgeError(Problem("P1292", f"GitLab has no {what} {name[:80]!r}", "write it as GitLab does"), is_gone=True)
