"""One after the other, whoever dies in between."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from paraph.adapters.store.turn import turn
from paraph.core.errors import ReadError


def test_nobody_enters_while_somebody_is_in(tmp_path: Path) -> None:
    inside, most = [0], [0]

    def enter() -> None:
        for _ in range(20):
            with turn(str(tmp_path / "lock")):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.0005)
                inside[0] -= 1

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert most == [1]


def test_an_error_gives_the_turn_back(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), turn(str(tmp_path / "lock")):
        raise ValueError("x")
    with turn(str(tmp_path / "lock")):
        assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_without_a_lock_nothing_is_done(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ReadError) as caught, turn(str(tmp_path / "lock")):
        raise AssertionError
    assert caught.value.problems[0].code == "P0910"
