"""How does a GitHub App come to be by one click, and where is what GitHub hands out kept?

In files of their own in the server's folder, 0600 each: nothing of it lies in the database or in the log, so that a
backup of those gives nothing away. What has to stand in config.yaml names the files.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model.regex import regex

if TYPE_CHECKING:
    from paraph.adapters.forges.github.manifest import AppCredentials
    from paraph.ports.config import ServerConfig

_ORGANISATION = regex(r"[A-Za-z0-9](-?[A-Za-z0-9]){0,38}")


class Form(NamedTuple):
    """The form that a browser posts to GitHub: where to, and the manifest as JSON."""

    address: str
    manifest: str


class KeptApp(NamedTuple):
    """An app that GitHub made: its number, its short name, the page of it, and the lines for config.yaml."""

    app_id: str
    slug: str
    url: str
    lines: tuple[str, ...]


def form(config: ServerConfig, organisation: str) -> Form:
    """Raises InputError (P1278) for a name that no organisation has."""
    from paraph.adapters.forges.github.forge import web_address
    from paraph.adapters.forges.github.manifest import form_address, manifest

    if organisation and not _ORGANISATION.fullmatch(organisation):
        what = "no organisation of GitHub is called that"
        raise InputError(Problem("P1278", what, "write it as in its address: github.com/ACME"))
    return Form(form_address(web_address(_api(config)), organisation), json.dumps(manifest(config)))


def keep_app(config: ServerConfig, code: str, tell: Callable[..., None]) -> KeptApp:
    """Exchange the code that GitHub sent the browser back with, and keep what it hands out. A code is good once.

    Raises ForgeError where GitHub does not give it, ReadError (P1279) where it cannot be kept.
    """
    from paraph.adapters.forges.github.api import GitHubApi
    from paraph.adapters.forges.github.forge import web_address
    from paraph.adapters.forges.github.limits import Limits
    from paraph.adapters.forges.github.manifest import convert
    from paraph.wiring.forges import client

    address = _api(config)
    is_own = any(each.kind == "github" and each.url for each in config.forges)
    http = client(address if is_own else "", lambda status: tell("forge_call", forge="github", status=status),
                  address)  # fmt: skip
    api = GitHubApi(http, address, "", lambda *_: "", time.time, Limits(time.time, None))
    found = convert(api, code)
    folder = os.path.join(config.data, "forges", f"github-{found.app_id}")
    try:
        names = _written(folder, found)
    except OSError as error:
        what = f"the keys of the app {found.slug} cannot be kept in {folder}: {error.strerror}"
        raise ReadError(Problem("P1279", what, f"make new keys on the app's page: {found.url}")) from None
    web = web_address(address)
    url = found.url if found.url.startswith(f"{web}/") else web
    return KeptApp(found.app_id, found.slug, url, _lines(found, names, address if is_own else ""))


def _api(config: ServerConfig) -> str:
    from paraph.adapters.forges.github.forge import PUBLIC_API

    return next((each.url.rstrip("/") for each in config.forges if each.kind == "github" and each.url), PUBLIC_API)


def _written(folder: str, app: AppCredentials) -> dict[str, str]:
    os.makedirs(folder, mode=0o700, exist_ok=True)
    secrets = {
        "private_key": app.private_key, "webhook_secret": app.webhook_secret, "client_secret": app.client_secret,
    }  # fmt: skip
    names = {}
    for name, secret in secrets.items():
        names[name] = path = os.path.join(folder, name)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(secret.strip() + "\n")
            file.flush()
            os.fsync(file.fileno())
    return names


def _lines(app: AppCredentials, names: dict[str, str], address: str) -> tuple[str, ...]:
    quoted = {name: json.dumps(os.path.abspath(path)) for name, path in names.items()}
    return (
        "forges:",
        "  - kind: github",
        *((f"    url: {address}",) if address else ()),
        f'    app_id: "{app.app_id}"',
        f"    private_key_file: {quoted['private_key']}",
        f"    webhook_secret_file: {quoted['webhook_secret']}",
        "logins:",
        "  - kind: github",
        f"    client_id: {json.dumps(app.client_id)}",
        f"    client_secret_file: {quoted['client_secret']}",
    )
