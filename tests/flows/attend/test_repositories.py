"""Repositories come, are renamed and go, and each of it is an entry."""

from __future__ import annotations

from office import KEY, Bureau
from paraph.flows.attend.errands import repositories_job


def refresh(bureau: Bureau) -> None:
    bureau.log.record((), [repositories_job("github")])
    bureau.run()


def test_a_rename_is_told(bureau: Bureau) -> None:
    refresh(bureau)
    assert bureau.entries("connected") == []
    (old,) = bureau.forge.connected
    fresh = old._replace(key="github:acme/store", name="acme/store")
    bureau.forge.connected = [fresh]
    bureau.forge.sources[fresh.key] = bureau.forge.sources[KEY]
    refresh(bureau)
    assert [(each["repository"], each["on"]) for each in bureau.entries("connected")] == [
        (fresh.key, True), (KEY, False),
    ]  # fmt: skip
    gone = bureau.board.repository(KEY)
    assert gone is not None
    assert gone.trouble == f"it is called {fresh.key} now"
    assert [each["repository"] for each in bureau.entries("genesis")] == [fresh.key]


def test_a_small_change_is_no_entry(bureau: Bureau) -> None:
    (old,) = bureau.forge.connected
    bureau.forge.connected = [old._replace(account="6")]
    refresh(bureau)
    found = bureau.board.repository(KEY)
    assert found is not None
    assert (found.account, bureau.entries("connected")) == ("6", [])
