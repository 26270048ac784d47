from __future__ import annotations

from pathlib import Path

import pytest

from campaign import tampered_databases
from campaign._log import body, opened
from campaign.tampered_databases import ATTACKS, attacked, is_found, made, run

SEED = 20_260_000


def test_every_attack_is_found_and_a_clean_log_raises_no_alarm() -> None:
    outcome = run(1, SEED)
    assert outcome.failures == (), SEED
    assert outcome.notes == f"{2 * len(ATTACKS)} alterations in {len(ATTACKS)} ways"


def test_an_old_copy_of_the_database_is_found(tmp_path: Path) -> None:
    clean, folder = tmp_path / "clean", tmp_path / "old"
    clean.mkdir()
    made(clean)
    later = made_longer(clean)
    for has_second in (True, False):
        attacked(clean, folder / str(has_second), ATTACKS["cut with new hashes"], SEED, has_second=has_second)
        assert is_found(folder / str(has_second), later)


def made_longer(folder: Path) -> bytes:
    """One more entry, and the checkpoint of then."""
    ledger = opened(folder)
    ledger.record([body("one more")])
    later = ledger.checkpoint().encode()
    ledger.close()
    return later


def test_an_attack_that_is_not_found_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tampered_databases, "ATTACKS", {"nothing": lambda *_: None})
    assert len(run(1, SEED).failures) == 2
