from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from campaign.tampered_exports import ATTACKS, EARLIER, SIZE, Attack, grown, is_found, published, run, told

SEEDS = range(20_260_000, 20_260_004)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    published(folder, told(SIZE))
    return folder


@pytest.fixture(scope="module")
def earlier() -> bytes:
    return told(EARLIER).checkpoint().encode()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_every_attack_is_found(attack: Attack, clean: Path, earlier: bytes, tmp_path: Path) -> None:
    assert not is_found(clean, earlier)
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        shutil.copytree(clean, folder)
        attack(folder, random.Random(seed))
        assert is_found(folder, earlier), f"{attack.__name__} with seed {seed} was not found"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clean_log_raises_no_alarm_however_it_grew(tmp_path: Path, seed: int) -> None:
    kept = grown(tmp_path, random.Random(seed))
    assert not any(is_found(tmp_path, each) for each in kept), f"seed {seed}"


def test_the_campaign_counts_what_it_did() -> None:
    outcome = run(1, SEEDS[0])
    assert (outcome.runs, outcome.failures) == (1, ())
    assert outcome.notes == f"{len(ATTACKS)} alterations in {len(ATTACKS)} ways"
