"""How does a clone remember states and approvals, and what if its files were changed?"""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from paraph.adapters.store.plan_keeper import APPROVALS, STATES, FilePlanKeeper, NoPlanKeeper
from paraph.core.errors import InputError, ReadError
from paraph.core.guard.plan.approval import Approval, digest_of
from paraph.core.guard.plan.state_memory import StateMemory
from paraph.core.model.noun import changed

SEEN = StateMemory("L", 3, 10, (("t.a", "deletion_protection is switched off", "d1"),), ("t.b",), "s3")
ONE = Approval("d1", "ada", 1_767_225_600, "planned", "L", 3, "prod")


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    keeper = FilePlanKeeper(str(tmp_path / "paraph"))
    assert (keeper.memories(), keeper.approvals()) == ({}, ())
    keeper.keep({"terraform:L": SEEN, "environment:x": changed(SEEN, serial=None)})
    two = changed(ONE, plan="d2", previous=digest_of(ONE))
    keeper.add(ONE)
    keeper.add(two)
    again = FilePlanKeeper(str(tmp_path / "paraph"))
    assert again.memories() == {"terraform:L": SEEN, "environment:x": changed(SEEN, serial=None)}
    assert again.approvals() == (ONE, two)
    assert (tmp_path / "paraph" / APPROVALS).stat().st_mode & 0o777 == 0o600


def test_an_approval_that_follows_nothing_is_not_added(tmp_path: Path) -> None:
    keeper = FilePlanKeeper(str(tmp_path))
    keeper.add(ONE)
    with pytest.raises(ReadError, match="does not follow"):
        keeper.add(changed(ONE, plan="d2"))
    assert keeper.approvals() == (ONE,)


def test_whoever_holds_the_list_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paraph.adapters.store.plan_keeper.LOCK_SECONDS", 0.02)
    with (tmp_path / APPROVALS).open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(ReadError, match="too long") as caught:
            FilePlanKeeper(str(tmp_path)).add(ONE)
    assert caught.value.problems[0].code == "P1145"
    assert FilePlanKeeper(str(tmp_path)).approvals() == ()


def test_a_list_that_somebody_changed_is_refused(tmp_path: Path) -> None:
    keeper = FilePlanKeeper(str(tmp_path))
    keeper.add(ONE)
    keeper.add(changed(ONE, plan="d2", previous=digest_of(ONE)))
    file = tmp_path / APPROVALS
    file.write_text(file.read_text().replace("planned", "not planned", 1))
    with pytest.raises(ReadError) as caught:
        keeper.approvals()
    assert caught.value.problems[0].code == "P1141"


@pytest.mark.parametrize("content", ["{", "[]", '{"x": 1}', '{"x": {"lineage": "L"}}', '{"x": {"serial": "3"}}'])
def test_a_memory_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / STATES).write_text(content)
    with pytest.raises(ReadError) as caught:
        FilePlanKeeper(str(tmp_path)).memories()
    assert caught.value.problems[0].code == "P1142"


@pytest.mark.parametrize("content", ["{\n", "[]\n", '{"plan": "x"}\n', '{"plan": [], "by": "a", "at": 1}\n', "\n"])
def test_a_list_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / APPROVALS).write_text(content)
    with pytest.raises(ReadError) as caught:
        FilePlanKeeper(str(tmp_path)).approvals()
    assert caught.value.problems[0].code == "P1142"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / APPROVALS).mkdir()
    with pytest.raises(ReadError):
        FilePlanKeeper(str(tmp_path)).add(ONE)


def test_without_a_repository_nothing_is_kept() -> None:
    keeper = NoPlanKeeper()
    keeper.keep({"x": SEEN})
    assert (keeper.memories(), keeper.approvals()) == ({}, ())
    with pytest.raises(InputError, match="no repository"):
        keeper.add(ONE)
