"""How was this server told to run?"""

from __future__ import annotations

from typing import Literal

from paraph.core.model.noun import noun


@noun
class ForgeSettings:
    """One forge. Secrets are read from files (`*_file` in the configuration) before they stand here.

    `url` is the base of its API; `folder` holds bare repositories (plain git). `app_id`, `private_key` and
    `webhook_secret` are a GitHub App's; `token`, `webhook_secret` and `signing_token` GitLab's. `status_checks` says
    that GitLab's external status checks are there (Ultimate); else commit statuses are used.
    """

    kind: Literal["github", "gitlab", "git"]
    url: str = ""
    folder: str = ""
    app_id: str = ""
    private_key: str = ""
    token: str = ""
    webhook_secrets: tuple[str, ...] = ()
    signing_tokens: tuple[str, ...] = ()
    status_checks: bool = False
    repositories: tuple[str, ...] = ()


@noun
class LoginSettings:
    """One way to log in; `url` is the issuer of OpenID Connect, or the forge's own address."""

    kind: Literal["oidc", "github", "gitlab"]
    client_id: str
    client_secret: str
    url: str = ""
    title: str = ""


@noun
class NotifySettings:
    """One channel: an SMTP server (`smtp://HOST:PORT`, `smtps://…`) with its sender, or a chat's incoming webhook."""

    kind: Literal["email", "slack", "teams"]
    url: str
    sender: str = ""
    user: str = ""
    password: str = ""


@noun
class AskSettings:
    """How people are asked: the most open minutes of one person, and hours to answer by tier."""

    most_minutes: int = 240
    hours: tuple[tuple[str, int], ...] = (("critical", 4), ("high", 8), ("medium", 24), ("low", 48))
    escalate_to: tuple[str, ...] = ()


@noun
class ServerConfig:
    """Everything that is said in `config.yaml` and on the command line.

    `url` is the address by which browsers reach us, from which every link, the relying party of passkeys and the
    allowed Host are made; `data` is the folder with the key, mirrors and, embedded, the database. `database` is a
    database URL. `policy`, `organisation`, `directory` are the operator's own files. `hosts` are those that may be
    called beside the configured ones.
    """

    url: str
    data: str
    database: str
    forges: tuple[ForgeSettings, ...] = ()
    logins: tuple[LoginSettings, ...] = ()
    notify: tuple[NotifySettings, ...] = ()
    asking: AskSettings = AskSettings()
    policy: str = ""
    organisation: str = ""
    directory: str = ""
    is_link_login: bool = False
    reconcile_seconds: int = 300
    name: str = "Paraph"
