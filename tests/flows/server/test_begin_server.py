"""The record begins with what is guarded, where it stands, and a secret that is committed to."""

from __future__ import annotations

from hashlib import sha256

from flows.ledger_samples import memory_ledger
from flows.server.test_settle_movement import MAIN, NOW, SETTINGS, TAG, A, B, Refs
from paraph.adapters.store.scoped import RepositoryLedger
from paraph.core.ledger.entry import read_entry
from paraph.core.model.noun import changed
from paraph.flows.server.begin_server import begin_server

SECRET = bytes(32)


def test_a_record_begins_once() -> None:
    ledger, refs = memory_ledger(), Refs()
    assert begin_server(ledger, refs, SETTINGS, SECRET, NOW) == 2  # type: ignore[arg-type]
    first, second = map(read_entry, ledger.entries())
    assert (first["kind"], first["tips"], "first" in first) == ("genesis", {MAIN: A}, False)
    assert second["commitment"] == sha256(SECRET).hexdigest()
    assert begin_server(ledger, refs, SETTINGS, SECRET, NOW) == 0  # type: ignore[arg-type]
    refs.values[TAG] = B
    assert begin_server(ledger, refs, SETTINGS, SECRET, NOW) == 1  # type: ignore[arg-type]
    assert [each.new for each in ledger.movements(TAG)] == [B]


def test_an_empty_repository_names_its_first_commit() -> None:
    ledger, refs = memory_ledger(), Refs()
    refs.values.clear()
    begin_server(ledger, refs, changed(SETTINGS, genesis=A), SECRET, NOW)  # type: ignore[arg-type]
    assert read_entry(next(ledger.entries()))["first"] == A


def test_others_may_be_in_the_log_already() -> None:
    log, refs = memory_ledger(), Refs()
    begin_server(RepositoryLedger(log, "git:one"), refs, SETTINGS, SECRET, NOW)  # type: ignore[arg-type]
    two = RepositoryLedger(log, "git:two")
    assert begin_server(two, refs, SETTINGS, SECRET, NOW) == 2  # type: ignore[arg-type]
    assert begin_server(two, refs, SETTINGS, SECRET, NOW) == 0  # type: ignore[arg-type]
    said = [(read_entry(each)["kind"], read_entry(each)["repository"]) for each in log.entries()]
    assert said == [(kind, key) for key in ("git:one", "git:two") for kind in ("genesis", "secret")]
