"""Is a record filed, listed and done by the API as on the pages, and is a token's one of whoever made it?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asking_samples import fetch
from flows.filed.samples import POLICY, work
from flows.filed.test_judge_record import reviewed
from office import FIRST, KEY, Bureau, make_bureau
from paraph.ports.accounts import Token
from paraph.ports.ledger import Row
from paraph.web.sessions import digest_of
from web.api.desk import ONE
from web.app import Stand, over

pytestmark = pytest.mark.enable_socket
RECORD = {"title": "Fail over the database", "text": "1. promote the replica\n", "rollback": "the reverse"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Stand, Bureau]]:
    with make_bureau(tmp_path, files={**FIRST, ".paraph/policy.yaml": POLICY}) as bureau:
        fetch(bureau)
        yield over(bureau), bureau


def machine_of(stand: Stand, person: str) -> Any:
    """A machine with a token that somebody made."""
    now = stand.office.clock()
    stand.log.record((), (), [Row(Token(digest_of("paraph_x"), "ops", ("records",), (KEY,), person, now, now + 900))])
    return stand.browser(headers={"authorization": "Bearer paraph_x"})


def test_the_life_of_a_record(desk: tuple[Stand, Bureau]) -> None:
    stand, bureau = desk
    machine = machine_of(stand, "ada")
    filed = machine.post(f"{ONE}/records", json=RECORD)
    assert (filed.status_code, filed.json()["kind"], filed.json()["person"]) == (201, "record", "ada")
    number = filed.json()["number"]
    work(bureau)
    listed = machine.get(f"{ONE}/records").json()
    assert [(each["number"], each["verdict"]) for each in listed["changes"]] == [(number, "wait")]
    early = machine.post(f"{ONE}/changes/{number}/done")
    assert (early.status_code, early.json()["code"]) == (400, "P1315")
    reviewed(bureau, number, "ben")
    assert machine.post(f"{ONE}/changes/{number}/done").json()["state"] == "landed"
    assert machine.get(f"{ONE}/records").json()["total"] == 0
    assert machine.get(f"{ONE}/records?is_open=false").json()["total"] == 1


def test_a_token_of_somebody_who_is_not_of_the_people_files_nothing(desk: tuple[Stand, Bureau]) -> None:
    stand, bureau = desk
    answer = machine_of(stand, "kim").post(f"{ONE}/records", json=RECORD)
    assert (answer.status_code, answer.json()["code"]) == (400, "P1318")
    assert bureau.entries("filed") == []


@pytest.mark.parametrize("more", [{"person": "ben"}, {"assistance": "perhaps"}, {"title": ""}, {"tools": ["x"] * 999}])
def test_what_is_not_taken(desk: tuple[Stand, Bureau], more: dict[str, Any]) -> None:
    assert machine_of(desk[0], "ada").post(f"{ONE}/records", json=RECORD | more).status_code == 400
