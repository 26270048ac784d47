"""When does a passkey come to stand for a person, and when does it stop?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.answer.desk import answer, enrolled, opened, session
from office import Bureau
from paraph.core.errors import InputError
from paraph.flows.answer.enrol import FRESH_SECONDS, MOST_PASSKEYS, enrol, may_enrol, revoke
from paraph.ports.passkeys import NewPasskey


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Bureau, str]]:
    bureau, number = opened(tmp_path)
    yield bureau, number
    bureau.close()


def test_it_is_in_the_log_and_its_owner_is_told(desk: tuple[Bureau, str]) -> None:
    bureau, _ = desk
    key = enrolled(bureau, "ben", 7)
    (said,) = bureau.entries("enrolled")
    assert (said["person"], said["by"]) == ("ben", "github")
    (kept,) = bureau.office.accounts.passkeys("ben")
    assert (kept.public, kept.name, kept.entry) == (key.public.text, "laptop", len(bureau.log.bodies) - 1)
    told = [json.loads(each.arguments) for each in bureau.log.jobs if each.task == "notify"]
    assert [each["person"] for each in told] == ["ben"]


def test_only_a_fresh_login_enrols_and_only_once_and_not_without_end(desk: tuple[Bureau, str]) -> None:
    bureau, _ = desk
    old = session(bureau, "ben")
    bureau.tick(FRESH_SECONDS + 1)
    with pytest.raises(InputError, match="a while ago"):
        may_enrol(bureau.office, old)
    key = enrolled(bureau, "ben", 7)
    with pytest.raises(InputError, match="already"):
        enrolled(bureau, "cleo", 7)
    with pytest.raises(InputError, match="already"):
        enrol(bureau.office, session(bureau, "cleo"), NewPasskey("AAAA", key.public.text, 0), "mine")
    for seed in range(8, 7 + MOST_PASSKEYS):
        enrolled(bureau, "ben", seed)
    with pytest.raises(InputError, match=f"{MOST_PASSKEYS} passkeys"):
        enrolled(bureau, "ben", 99)


def test_one_that_was_taken_away_signs_nothing_more(desk: tuple[Bureau, str]) -> None:
    bureau, number = desk
    key = enrolled(bureau, "ben", 7)
    (kept,) = bureau.office.accounts.passkeys("ben")
    assert revoke(bureau.office, "ben", kept.id, "ben").revoked_at == bureau.now
    with pytest.raises(InputError, match="would not count"):
        answer(bureau, number, "ben", key)
    with pytest.raises(InputError, match="no such passkey"):
        revoke(bureau.office, "ben", kept.id, "ben")
    with pytest.raises(InputError, match="no such passkey"):
        revoke(bureau.office, "cleo", kept.id, "cleo")
    assert [each.get("revoked", False) for each in bureau.entries("enrolled")] == [False, True]
