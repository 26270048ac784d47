"""`paraph evidence add --server`: how does a report of CI reach the server?"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

import click

from paraph.cli.terminal_text import safe
from paraph.core.errors import InputError, Problem, ReadError

if TYPE_CHECKING:
    from paraph.cli.options import Options

_MOST_TOKEN = 1_000


class Destination(NamedTuple):
    """Where a report goes: a server, what it calls the repository, and the file with a token for it."""

    server: str | None = None
    repository: str | None = None
    token_file: str | None = None

    @property
    def is_named(self) -> bool:
        """Whether it goes anywhere. Raises UsageError for half an address."""
        if any(self) and not all(self):
            raise click.UsageError("--server URL, --repository KEY and --token-file FILE go together")
        return all(self)


def send(options: Options, to: Destination, content: bytes, change: str, kind: str) -> int:
    """Send a report of what is at a revision, and say what the server made of it.

    Raises InputError (P1339) where it is not taken, ReadError where the server does not answer.
    """
    from paraph import wiring
    from paraph.adapters.http.send import post

    with wiring.open_repository(options.repository) as reader:
        commit = reader.commit_id(change)
        tree = reader.tree_id(commit)
    query = {"commit": commit, "tree": tree} | ({"kind": kind} if kind else {})
    place = f"/api/v1/repositories/{quote(to.repository or '', safe='')}/evidence?{urlencode(query)}"
    headers = {"authorization": f"Bearer {_token(to.token_file or '')}", "content-type": "application/octet-stream"}
    status, answer = post((to.server or "").rstrip("/") + place, headers, content)
    said = _said(answer)
    if status not in {200, 201}:
        why = f"{said.get('title') or 'no reason given'} ({said.get('code') or status})"
        problem = Problem("P1339", f"the server does not take it: {why}", str(said.get("detail") or ""))
        raise ReadError(problem) if status >= HTTPStatus.INTERNAL_SERVER_ERROR else InputError(problem)
    _tell(options, said, commit)
    return 0


def _tell(options: Options, said: dict[str, Any], commit: str) -> None:
    if options.format == "json":
        options.json(said)
        return
    changes = ", ".join(f"#{safe(str(each))}" for each in said.get("changes") or ()) or "no change yet"
    options.data(f"entry {said.get('entry')}: a report on {commit[:12]} by {safe(str(said.get('by')))}, for {changes}")


def _token(path: str) -> str:
    from paraph.adapters.formats.named_file import read_named

    return read_named(path, _MOST_TOKEN).decode("ascii", "replace").strip()


def _said(answer: bytes) -> dict[str, Any]:
    try:
        said = json.loads(answer)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
