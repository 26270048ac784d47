"""Which class answers for each way to log in? Imports stand inside functions."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from paraph.adapters.http.client import HttpClient
    from paraph.ports.config import LoginSettings, ServerConfig
    from paraph.ports.identity import IdentityProvider

GITLAB = "https://gitlab.com"


def providers(config: ServerConfig) -> Mapping[str, IdentityProvider]:
    """Each way to log in, by the word in its URL; of two of one kind the last one counts."""
    made = [_provider(settings) for settings in config.logins]
    return {each.name: each for each in made}


def _provider(settings: LoginSettings) -> IdentityProvider:
    from paraph.adapters.identities.code_flow import Application

    application = Application(settings.client_id, settings.client_secret)
    calls = _calls(settings.url)
    if settings.kind == "github":
        from paraph.adapters.identities.github import GitHubLogin

        return GitHubLogin(settings.url, application, calls, os.urandom, title=settings.title)
    if settings.kind == "gitlab":
        from paraph.adapters.identities.gitlab import GitLabLogin

        url = (settings.url or GITLAB).rstrip("/")
        return GitLabLogin(url, application, calls, os.urandom, title=settings.title)
    from paraph.adapters.identities.oidc import Oidc

    return Oidc(settings.url, application, calls, os.urandom, title=settings.title)


def _calls(url: str) -> Callable[[tuple[str, ...]], HttpClient]:
    """Clients that may reach the configured host inside the own network, and any other one only outside."""
    from paraph.adapters.http.client import HttpClient

    inside = (urlsplit(url).hostname or "",)
    return lambda urls: HttpClient(urls, inside=inside)
