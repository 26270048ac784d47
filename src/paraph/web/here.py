"""What does every handler have at hand: the server, who asks, and for what?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from minijinja import Environment

from paraph.adapters.store.writer import LedgerWriter
from paraph.core.errors import InputError, Problem
from paraph.flows.attend.office import Office
from paraph.ports.accounts import Session, Token
from paraph.ports.board import ConnectedRepository
from paraph.web.known_tokens import KnownTokens
from paraph.web.paths import named
from paraph.web.people import People
from paraph.wiring.serve import Server

Asking = Request[Any, Any, State]
Connection = ASGIConnection[Any, Any, Any, State]


class Viewer(NamedTuple):
    """Who asks: a person who is logged in (`session`), a machine (`token`), or nobody (`person` and `token` empty).

    `roles` are those of the directory, `csrf` is what every form must carry.
    """

    person: str = ""
    name: str = ""
    roles: frozenset[str] = frozenset()
    csrf: str = ""
    session: Session | None = None
    token: Token | None = None

    @property
    def is_known(self) -> bool:
        """Whether somebody is logged in."""
        return bool(self.person)

    @property
    def may_write(self) -> bool:
        """Whether they may change anything at all."""
        return "author" in self.roles

    def may_see(self, key: str) -> bool:
        """Whether a repository is theirs to look at: a token may be for some only."""
        return self.token is None or not self.token.repositories or key in self.token.repositories


class Site(NamedTuple):
    """What one application is made of, for as long as it runs. `tokens` are those that were seen just now, `writer`
    writes what many handlers ask for at once."""

    server: Server
    people: People
    templates: Environment
    tokens: KnownTokens
    writer: LedgerWriter


class Here(NamedTuple):
    """One request's surroundings. `segments` are the parameters of its path as they were routed, `path` is what was
    asked for, with its query, as links write it; `is_json` says that data is wanted and no page."""

    site: Site
    viewer: Viewer = Viewer()
    segments: Mapping[str, object] = {}
    path: str = "/"
    is_json: bool = False

    @property
    def office(self) -> Office:
        """The flows' office."""
        return self.site.server.office

    @property
    def key(self) -> str:
        """The key of the repository that the path names; empty where it names none."""
        return named(str(self.segments.get("key", "")))

    @property
    def number(self) -> str:
        """The number of the change that the path names; empty where it names none."""
        return named(str(self.segments.get("number", "")))

    def repository(self) -> ConnectedRepository:
        """The repository that the path names. Raises InputError P1320 where this server has none of the name, and where
        whoever asks may not see it."""
        found = self.office.board.repository(self.key) if self.viewer.may_see(self.key) else None
        if found is None:
            what = f"this server looks after no repository {self.key[:100]!r}"
            raise missing(what, "the list of them is at /repositories")
        return found


class MissingError(InputError):
    """What a path names is not here: 404."""


def missing(what: str, fix: str = "") -> MissingError:
    """What to raise where a path names something that is not here."""
    return MissingError(Problem("P1320", what, fix))


At = NamedDependency[SkipValidation[Here]]
"""Write `here: At` as a handler's parameter."""


def site_of(connection: Connection) -> Site:
    """The application's own parts."""
    site: Site = connection.app.state.site
    return site


def viewer_of(connection: Connection) -> Viewer:
    """Who asks, as the guards found out."""
    found: Viewer = connection.scope["state"].get("viewer") or Viewer()
    return found


def here_of(connection: Connection) -> Here:
    """One request's surroundings."""
    state = connection.scope["state"]
    path = state.get("asked_path", "/")
    return Here(site_of(connection), viewer_of(connection), connection.path_params, path, wants_json(connection))


def provide_here(request: Asking) -> Here:
    """The dependency `here`."""
    return here_of(request)


def wants_json(connection: Connection) -> bool:
    """Whether data is wanted: the path ends in `.json`, or Accept names JSON and no page."""
    accepts = connection.headers.get("accept", "")
    return bool(connection.scope["state"].get("is_json")) or ("json" in accepts and "text/html" not in accepts)
