"""Who may call this handler?

Every handler names its own `requires(…)` or `everybody`; with one that names none no application is made
(`refuse_undeclared`). Nothing is decided by what a path begins with.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from urllib.parse import urlsplit

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers.base import BaseRouteHandler

from paraph.flows.attend.people import everybody_told
from paraph.ports.accounts import Scope, Token
from paraph.web.forms import fields_of
from paraph.web.here import Connection, Site, Viewer, site_of
from paraph.web.paths import named
from paraph.web.people import LINK, ROLES, Role, roles_of
from paraph.web.sessions import cookie_name, digest_of, session_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_BEARER = "bearer "
CSRF_HEADER = "x-csrf"
CSRF_FIELD = "csrf"


class Guard:
    """Lets in whoever has one of `roles` by a session, or a token with `scope` (None: no token at all)."""

    def __init__(self, roles: tuple[Role, ...] | None, scope: Scope | None = None, *, looks: bool = True) -> None:
        self.roles, self.scope, self.looks = roles, scope, looks

    async def __call__(self, connection: Connection, _: BaseRouteHandler) -> None:
        """Raises NotAuthorizedException for nobody, PermissionDeniedException for somebody else."""
        if not self.looks:
            return
        recent = recent_viewer(connection)
        viewer = recent if recent is not None else await sync_to_thread(find_viewer, connection)
        connection.scope["state"]["viewer"] = viewer
        if self.roles is not None:
            self.refuse(viewer, connection)
        if viewer.session is not None and connection.scope.get("method") not in SAFE:
            await refuse_forged(connection, viewer)
            await sync_to_thread(refuse_namesake, connection, viewer)

    def refuse(self, viewer: Viewer, connection: Connection) -> None:
        """Raise unless the viewer may."""
        if viewer.token is not None:
            if self.scope not in viewer.token.scopes:
                raise PermissionDeniedException(
                    f"this token may not: it needs the scope {self.scope or '(none has it)'}"
                )
            key = named(str(connection.path_params.get("key", "")))
            if key and not viewer.may_see(key):
                raise PermissionDeniedException("this token is for other repositories")
        elif not viewer.is_known:
            raise NotAuthorizedException("log in first")
        elif not viewer.roles & set(self.roles or ()):
            raise PermissionDeniedException(f"this is for: {', '.join(self.roles or ())}")


def requires(*roles: Role, scope: Scope | None = None) -> Guard:
    """Let in people of one of these roles (none named: whoever is logged in), and tokens of a scope, if one is named.

    A handler that changes something names `author`, which everybody is but an auditor.
    """
    return Guard(roles or ROLES, scope)


def machines(scope: Scope) -> Guard:
    """Let in tokens of a scope, and nobody who is logged in: what they bring is a machine's."""
    return Guard((), scope)


everybody = Guard(None)
"""Let in anybody, logged in or not."""
unseen = Guard(None, looks=False)
"""Let in anybody and never ask who it is: for machines that prove themselves otherwise."""


def refuse_undeclared(handlers: Iterable[BaseRouteHandler]) -> None:
    """Raise RuntimeError for a handler that does not say who may call it, before anybody can. What the framework adds
    to answer OPTIONS says only which methods there are."""
    for handler in handlers:
        is_said = any(isinstance(each, Guard) for layer in handler.ownership_layers for each in layer.guards or ())
        is_options = getattr(handler, "http_methods", None) == {"OPTIONS"}
        if not is_said and not is_options:
            raise RuntimeError(f"{handler} does not say who may call it")


def recent_viewer(connection: Connection) -> Viewer | None:
    """Who asks, where they came with a token that was found just now; None says that they have to be found."""
    authorization = connection.headers.get("authorization")
    digest = _digest(authorization) if authorization is not None else ""
    token = site_of(connection).tokens.recent(digest) if digest else None
    return Viewer(token=token) if token is not None else None


def find_viewer(connection: Connection) -> Viewer:
    """Who asks, by the token or the cookie that came along. A token that is not good is refused, and never taken for
    no token. Raises ReadError where the accounts or the directory cannot be read."""
    site = site_of(connection)
    authorization = connection.headers.get("authorization")
    if authorization is not None:
        return Viewer(token=_token(site, authorization))
    session = session_of(site.server.office, connection.cookies.get(cookie_name(site.server.office), ""))
    person = site.people.holder(session.person, session.account) if session else None
    is_over = session is not None and session.account.startswith(LINK) and not site.server.office.config.is_link_login
    if session is None or person is None or is_over:
        return Viewer()
    return Viewer(person.id, person.name or person.id, roles_of(person), session.csrf, session)


def _token(site: Site, authorization: str) -> Token:
    digest = _digest(authorization)
    found = site.tokens.find(digest) if digest else None
    if found is None:
        raise NotAuthorizedException("this token is not known, or has expired")
    return found


def _digest(authorization: str) -> str:
    """By what the token of a header is known; empty where there is none in it."""
    is_bearer = authorization[: len(_BEARER)].lower() == _BEARER
    return digest_of(authorization[len(_BEARER) :].strip()) if is_bearer else ""


async def refuse_forged(connection: Connection, viewer: Viewer) -> None:
    """Raise unless a request that changes something comes from a page of ours: its Origin is ours, and it carries the
    session's own secret in a header or a field."""
    refuse_foreign(connection)
    given = connection.headers.get(CSRF_HEADER, "")
    if not given and isinstance(connection, Request):
        given = (await fields_of(connection)).one(CSRF_FIELD)
    if not hmac.compare_digest(given.encode("utf-8", "replace"), viewer.csrf.encode()):
        raise PermissionDeniedException("this form is not from a page of yours, or too old: load the page again")


def refuse_namesake(connection: Connection, viewer: Viewer) -> None:
    """Raise where a repository has somebody else under the id of whoever asks: nobody answers in another's name."""
    key = named(str(connection.path_params.get("key", "")))
    if key and (key, viewer.person) in everybody_told(site_of(connection).server.office).strangers:
        what = f"in {key} somebody else is called {viewer.person}: have the people file name one of your accounts"
        raise PermissionDeniedException(what)


def refuse_foreign(connection: Connection) -> None:
    """Raise where a browser says that another site sent this request."""
    origin = connection.headers.get("origin")
    site = connection.headers.get("sec-fetch-site", "same-origin")
    own = urlsplit(site_of(connection).server.office.config.url)
    is_own = origin is None or origin == f"{own.scheme}://{own.netloc}"
    if not is_own or site not in {"same-origin", "none"}:
        raise PermissionDeniedException("another site sent this")
