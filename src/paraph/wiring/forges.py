"""Which concrete class speaks to each forge, and by which channel people are told? Imports stand inside functions."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from paraph.adapters.http.client import HttpClient
    from paraph.ports.board import Board
    from paraph.ports.config import ForgeSettings, NotifySettings, ServerConfig
    from paraph.ports.forge import Forge
    from paraph.ports.ledger import Ledger
    from paraph.ports.notifier import Notifier

Tell = Callable[..., None]


def forges(config: ServerConfig, board: Board, ledger: Callable[[str], Ledger], tell: Tell) -> Mapping[str, Forge]:
    """Each forge of the configuration, by its name; of two of one kind the last one counts. Bare repositories may be
    connected without it. Raises InputError for a key that cannot be used."""
    from paraph.adapters.forges.git.forge import GitForge

    plain = next((each for each in config.forges if each.kind == "git"), None)

    def introducers(key: str, commits: object) -> Mapping[str, str]:
        return ledger(key).introducers(commits)  # type: ignore[arg-type]

    found: dict[str, Forge] = {
        "git": GitForge(
            plain.folder if plain else "",
            known=lambda: [each for each in board.repositories() if each.kind == "git"],
            introducers=introducers,
        )
    }
    for settings in config.forges:
        if settings.kind != "git":
            found[settings.kind] = _forge(settings, tell)
    return found


def _forge(settings: ForgeSettings, tell: Tell) -> Forge:
    if settings.kind == "github":
        from paraph.adapters.forges.github.forge import PUBLIC_API, GitHub
        from paraph.adapters.signers.jwt import jwt_signer

        http = client(settings.url, lambda status: tell("forge_call", forge="github", status=status), PUBLIC_API)
        return GitHub(settings, http, jwt_signer(settings.private_key), time.time)
    from paraph.adapters.forges.gitlab.forge import DEFAULT_URL, GitLabForge

    http = client(settings.url, lambda status: tell("forge_call", forge="gitlab", status=status), DEFAULT_URL)
    return GitLabForge(settings, http, time.time)


def client(url: str, count: Callable[[str], None], public: str = "") -> HttpClient:
    """What calls one configured host, also where it is in the own network, and no other; `public` where none is
    configured, which never is in the own network."""
    from paraph.adapters.http.counted import CountedClient

    return CountedClient((url or public,), count, inside=((urlsplit(url).hostname or ""),) if url else ())


def notifiers(config: ServerConfig, tell: Tell) -> tuple[Notifier, ...]:
    """Each channel of the configuration. Raises InputError for settings that cannot be used."""
    return tuple(_notifier(settings, tell) for settings in config.notify)


def _notifier(settings: NotifySettings, tell: Tell) -> Notifier:
    if settings.kind == "email":
        from paraph.adapters.notifiers.email import EmailNotifier

        return EmailNotifier(settings)
    http = client(settings.url, lambda status: tell("forge_call", forge=settings.kind, status=status))
    if settings.kind == "slack":
        from paraph.adapters.notifiers.slack import SlackNotifier

        return SlackNotifier(settings.url, http)
    from paraph.adapters.notifiers.teams import TeamsNotifier

    return TeamsNotifier(settings.url, http)
