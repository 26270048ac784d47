"""How is a server to be run, by its config.yaml?"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from paraph.adapters.formats.server_config_keys import (
    ASKING,
    CONFIG,
    CONFIG_SCHEMA,
    FORGE,
    HOURS,
    LOGIN,
    NOTIFY,
)
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.errors import Problem
from paraph.core.policy.grammar import Table
from paraph.core.policy.read_values import choice, count, duration_seconds, flag, name_list, text, words
from paraph.core.policy.reading import Field, Reading
from paraph.ports.config import AskSettings, ForgeSettings, LoginSettings, NotifySettings, ServerConfig

CONFIG_BYTES = 262_144
SECRET_BYTES = 65_536
_PATHS = ("data", "policy", "organisation", "directory")
_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "github": (
        ("app_id",),
        ("private_key_file", "private_key_env"),
        ("webhook_secret_file", "webhook_secret_env"),
    ),
    "gitlab": (
        ("token_file", "token_env"),
        ("webhook_secret_file", "webhook_secret_env", "signing_token_file", "signing_token_env"),
    ),
    "git": (("folder",),),
}
"""What an entry cannot do without: one key of each group."""
_URL = re.compile(r"https?://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?/?")
_PASSWORD = re.compile(r"[a-z0-9+]+://[^/@\s]*:[^/@\s]+@")


def is_address(text: str) -> bool:
    """Whether browsers could reach a server by it: scheme, host and perhaps a port, nothing else."""
    return _URL.fullmatch(text) is not None


class ReadConfig(NamedTuple):
    """What was said, with what should be looked at. Of what was not said the texts are empty."""

    config: ServerConfig
    warnings: tuple[Problem, ...]


def read_config(content: bytes, file: str, environment: Mapping[str, str]) -> ReadConfig:
    """The configuration in a file; paths in it are relative to it.

    Raises InputError with all problems, each with its line and column: unknown and repeated keys, secrets that cannot
    be read, what a forge or channel cannot do without.
    """
    reading = _ConfigReading(content, file, environment)
    config = reading.config()
    reading.document.finish()
    return ReadConfig(config, tuple(reading.warnings))


class _ConfigReading:
    def __init__(self, content: bytes, file: str, environment: Mapping[str, str]) -> None:
        self.document = Reading(read_yaml(content, file))
        self.environment = environment
        self.folder = os.path.dirname(os.path.abspath(file))
        self.warnings: list[Problem] = []

    def config(self) -> ServerConfig:
        fields = self.document.fields(self.document.document.root, CONFIG, "config.yaml") or {}
        self._chosen(fields, "schema", (CONFIG_SCHEMA,))
        said: dict[str, Any] = {
            name: self._path(fields, name) for name in ("data", *("policy", "organisation", "directory"))
        }
        said |= {"url": self._address(fields), "database": self._database(fields)}
        if name := self._text(fields, "name"):
            said["name"] = name
        if "reconcile" in fields:
            said["reconcile_seconds"] = duration_seconds(self.document, fields["reconcile"].value, "reconcile") or 0
        return ServerConfig(
            **said,
            forges=tuple(each for each in (self._forge(one) for one in self._each(fields, "forges", FORGE)) if each),
            logins=tuple(each for each in (self._login(one) for one in self._each(fields, "logins", LOGIN)) if each),
            notify=tuple(each for each in (self._channel(one) for one in self._each(fields, "notify", NOTIFY)) if each),
            asking=self._asking(fields),
            is_link_login=self._flag(fields, "login_link"),
        )

    def _each(self, fields: dict[str, Field], key: str, table: Table) -> Iterable[dict[str, Field]]:
        nodes = self.document.items(fields[key].value, f"`{key}`") if key in fields else ()
        found = [self.document.fields(node, table, f"an entry of `{key}`") for node in nodes]
        return [each for each in found if each is not None and "kind" in each]

    def _forge(self, fields: dict[str, Field]) -> ForgeSettings | None:
        kind = self._chosen(fields, "kind", FORGE["kind"].choices)
        if kind is None:
            return None
        found = ForgeSettings(
            kind=kind,  # type: ignore[arg-type]
            url=self._text(fields, "url"),
            folder=self._path(fields, "folder"),
            app_id=self._text(fields, "app_id"),
            private_key=self._secret(fields, "private_key"),
            token=self._secret(fields, "token"),
            webhook_secrets=self._secrets(fields, "webhook_secret"),
            signing_tokens=self._secrets(fields, "signing_token"),
            status_checks=self._flag(fields, "status_checks"),
            repositories=self._names(fields, "repositories"),
        )
        self._need(fields, kind, _NEEDS[kind])
        return found

    def _login(self, fields: dict[str, Field]) -> LoginSettings | None:
        kind = self._chosen(fields, "kind", LOGIN["kind"].choices)
        if kind is None:
            return None
        self._need(
            fields, kind, (("client_secret_file", "client_secret_env"), *((("url",),) if kind == "oidc" else ()))
        )
        return LoginSettings(
            kind=kind,  # type: ignore[arg-type]
            client_id=self._text(fields, "client_id"),
            client_secret=self._secret(fields, "client_secret"),
            url=self._text(fields, "url"),
            title=self._text(fields, "title"),
        )

    def _channel(self, fields: dict[str, Field]) -> NotifySettings | None:
        kind = self._chosen(fields, "kind", NOTIFY["kind"].choices)
        if kind is None:
            return None
        is_mail = kind == "email"
        self._need(fields, kind, (("url",), ("sender",)) if is_mail else (("url_file", "url_env"),))
        return NotifySettings(
            kind=kind,  # type: ignore[arg-type]
            url=self._text(fields, "url") if is_mail else self._secret(fields, "url"),
            sender=self._text(fields, "sender"),
            user=self._text(fields, "user"),
            password=self._secret(fields, "password"),
        )

    def _asking(self, fields: dict[str, Field]) -> AskSettings:
        usual = AskSettings()
        inner = self.document.fields(fields["asking"].value, ASKING, "`asking`") if "asking" in fields else None
        if not inner:
            return usual
        minutes = count(self.document, inner["most_minutes"].value, "most_minutes") if "most_minutes" in inner else None
        hours = self.document.fields(inner["hours"].value, HOURS, "`hours`") if "hours" in inner else None
        told = {tier: count(self.document, field.value, tier) for tier, field in (hours or {}).items()}
        return AskSettings(
            most_minutes=minutes or usual.most_minutes,
            hours=tuple((tier, told.get(tier) or most) for tier, most in usual.hours),
            escalate_to=self._names(inner, "escalate_to"),
        )

    def _address(self, fields: dict[str, Field]) -> str:
        url = self._text(fields, "url")
        if url and not is_address(url):
            what = f"`url` must be an address such as https://paraph.example.test, not `{url[:80]}`"
            self.document.report("P1244", fields["url"].value, what, "write scheme and host, and a port, nothing else")
        return url.rstrip("/")

    def _database(self, fields: dict[str, Field]) -> str:
        plain = self._text(fields, "database")
        if plain and _PASSWORD.match(plain):
            what = "the address of the database has a password in it"
            fix = "put the whole address into a file and name it by `database_file`"
            self.document.report("P1246", fields["database"].value, what, fix)
        return plain or self._secret(fields, "database")

    def _need(self, fields: dict[str, Field], kind: str, needs: Iterable[tuple[str, ...]]) -> None:
        for names in needs:
            if not any(name in fields for name in names):
                what = f"an entry of kind `{kind}` needs {' or '.join(f'`{name}`' for name in names)}"
                self.document.report("P1243", fields["kind"].key, what, f"add `{names[0]}:`")

    def _text(self, fields: dict[str, Field], key: str) -> str:
        return (text(self.document, fields[key].value, key) if key in fields else None) or ""

    def _path(self, fields: dict[str, Field], key: str) -> str:
        said = self._text(fields, key)
        return os.path.join(self.folder, os.path.expanduser(said)) if said else ""

    def _flag(self, fields: dict[str, Field], key: str) -> bool:
        return bool(flag(self.document, fields[key].value, key)) if key in fields else False

    def _names(self, fields: dict[str, Field], key: str) -> tuple[str, ...]:
        return (name_list(self.document, fields[key].value, key) if key in fields else None) or ()

    def _chosen(self, fields: dict[str, Field], key: str, known: tuple[str, ...]) -> str | None:
        return choice(self.document, fields[key].value, key, known) if key in fields else None

    def _secret(self, fields: dict[str, Field], name: str) -> str:
        return next(iter(self._secrets(fields, name)), "")

    def _secrets(self, fields: dict[str, Field], name: str) -> tuple[str, ...]:
        """What the files and variables hold, without the newline at their end."""
        found: list[str] = []
        for suffix, read in (("file", self._from_file), ("env", self._from_environment)):
            field = fields.get(f"{name}_{suffix}")
            if field is not None:
                found += [read(each, field) for each in words(self.document, field.value, f"{name}_{suffix}") or ()]
        return tuple(each for each in found if each)

    def _from_file(self, name: str, field: Field) -> str:
        path = os.path.join(self.folder, os.path.expanduser(name))
        try:
            with open(path, "rb") as file:
                content, mode = file.read(SECRET_BYTES + 1), os.fstat(file.fileno()).st_mode
            secret = content.decode().strip()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or type(error).__name__
            self.document.report(
                "P1241", field.value, f"{name} cannot be read: {why}", "name a file that holds the secret"
            )
            return ""
        if not secret or len(content) > SECRET_BYTES:
            self.document.report("P1241", field.value, f"{name} holds no secret", "put the secret into it, alone")
        elif mode & 0o077:
            what = f"{name} can be read by others on this machine"
            at = self.document.at(field.value)
            self.warnings.append(Problem("P1245", what, f"chmod 600 {name}", at))
        return secret

    def _from_environment(self, name: str, field: Field) -> str:
        secret = self.environment.get(name, "").strip()
        if not secret:
            what = f"the environment variable {name[:80]} is not set"
            self.document.report("P1242", field.value, what, "set it for the server's process")
        return secret
