"""Is each forge and channel of the configuration there, and may each call its own host alone?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from log_samples import ORIGIN, SIGNER
from paraph.adapters.http.troubles import HttpError
from paraph.core.errors import InputError
from paraph.core.model.noun import changed
from paraph.ports.board import ConnectedRepository
from paraph.ports.config import ForgeSettings, NotifySettings, ServerConfig
from paraph.ports.ledger import Row
from paraph.testing.memory_board import MemoryBoard
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring.forges import client, forges, notifiers

CONFIG = ServerConfig("https://paraph.example.test", "/data", "sqlite:////data/ledger.db")


def made(*settings: ForgeSettings) -> Any:
    log = MemoryLedger(ORIGIN, SIGNER.sign)
    kept = [ConnectedRepository("git:a", "git", "a", place="/a"), ConnectedRepository("github:b/b", "github", "b/b")]
    log.record((), rows=[Row(each) for each in kept])
    return forges(changed(CONFIG, forges=settings), MemoryBoard(log), lambda _: log, lambda *_, **__: None)


def test_bare_repositories_are_always_known() -> None:
    assert set(made()) == {"git"}


def test_gitlab_is_there_where_it_is_named() -> None:
    found = made(ForgeSettings("gitlab", "https://git.example.test", token="t", webhook_secrets=("s",)))
    assert {name: each.name for name, each in found.items()} == {"git": "git", "gitlab": "gitlab"}


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(InputError):
        made(ForgeSettings("github", app_id="1", private_key="no key", webhook_secrets=("s",)))


def test_channels() -> None:
    settings = (
        NotifySettings("email", "smtps://mail.example.test:465", "paraph@example.test"),
        NotifySettings("slack", "https://hooks.example.test/x"),
        NotifySettings("teams", "https://teams.example.test/x"),
    )
    found = notifiers(changed(CONFIG, notify=settings), lambda *_, **__: None)
    assert [each.name for each in found] == ["email", "slack", "teams"]


def test_a_client_calls_nobody_else(tmp_path: Path) -> None:
    counted: list[str] = []
    with pytest.raises(HttpError):
        client("https://forge.example.test", counted.append).request("GET", "https://elsewhere.example.test/")
    assert counted == ["none"]
