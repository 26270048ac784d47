"""How is a server run that was told this much on the command line, and the rest in config.yaml?"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.core.model.noun import changed
from paraph.ports.config import ForgeSettings, ServerConfig

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Told(NamedTuple):
    """What stands on the command line; None and empty where nothing does."""

    config: str | None = None
    data: str | None = None
    database: str | None = None
    repositories: tuple[str, ...] = ()
    url: str | None = None
    host: str = "127.0.0.1"


def default_data() -> str:
    """The folder for a server's data where nobody names another (XDG base directories)."""
    home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return f"{home}/paraph"


def config_file(told: Told) -> str:
    """The configuration that was named, or the one in the data folder; empty where there is none."""
    usual = f"{told.data or default_data()}/config.yaml"
    return told.config or (usual if os.path.exists(usual) else "")


def config_of(told: Told, port: int = 0, warn: Callable[[Problem], None] | None = None) -> ServerConfig:
    """The whole configuration: what was told counts before what is written. Raises InputError with every problem."""
    from paraph.adapters.formats.named_file import read_named
    from paraph.adapters.formats.server_config import CONFIG_BYTES, read_config
    from paraph.wiring.server_home import SQLITE, database_url

    config = ServerConfig(url="", data="", database="")
    file = config_file(told)
    if file:
        read = read_config(read_named(file, CONFIG_BYTES), file, os.environ)
        config = read.config
        for problem in read.warnings if warn else ():
            warn(problem)  # type: ignore[misc]
    data = os.path.abspath(told.data or config.data or default_data())
    database = database_url(told.database or config.database, data)
    is_local = told.host in LOOPBACK
    return changed(
        config,
        data=data,
        database=database,
        url=_address(told.url) or config.url or default_url(told.host, port),
        forges=_forges(config.forges, told.repositories),
        is_link_login=config.is_link_login or (is_local and not config.logins and database.startswith(SQLITE)),
    )


def default_url(host: str, port: int) -> str:
    """The address of a server that nobody gave another. Of this machine it is `localhost`: a passkey belongs to a name,
    and an address of numbers is none."""
    named = "localhost" if host in LOOPBACK else f"[{host}]" if ":" in host else host
    return f"http://{named}:{port}"


def _address(given: str | None) -> str:
    if not given:
        return ""
    from paraph.adapters.formats.server_config import is_address

    if not is_address(given):
        what = f"--url must be an address such as https://paraph.example.test, not {given[:80]!r}"
        raise InputError(Problem("P1256", what, "write scheme and host, and a port, nothing else"))
    return given.rstrip("/")


def _forges(configured: tuple[ForgeSettings, ...], paths: tuple[str, ...]) -> tuple[ForgeSettings, ...]:
    """The repositories of the command line join those of plain git."""
    if not paths:
        return configured
    named = tuple(os.path.realpath(path) for path in paths)
    missing = [path for path, real in zip(paths, named, strict=True) if not os.path.isdir(real)]
    if missing:
        raise InputError(Problem("P1250", f"there is no repository at {missing[0]}", "name the folder of a bare one"))
    plain = next((each for each in configured if each.kind == "git"), None)
    others = tuple(each for each in configured if each is not plain)
    plain = plain or ForgeSettings("git")
    return (*others, changed(plain, repositories=(*plain.repositories, *named)))
