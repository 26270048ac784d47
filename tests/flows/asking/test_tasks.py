from __future__ import annotations

import pytest

from asking_samples import asks, opened, work
from office import KEY, Bureau
from paraph.flows.asking.tasks import EVERY, handlers
from paraph.ports.board import Fence
from paraph.ports.jobs import Postponed, Task


def task(name: str, **arguments: object) -> Task:
    return Task(name, arguments, f"{name}:x", Fence("x", 1))


def test_every_job_of_asking_has_its_flow(bureau: Bureau) -> None:
    found = handlers(bureau.office)
    assert set(found) == {"ask", "notify", "people", "escalate"}
    assert set(EVERY) <= set(found)


def test_what_cannot_be_read_is_put_off(bureau: Bureau) -> None:
    number = opened(bureau)
    ask = asks(bureau, number)[0]
    bureau.now = ask.due_at + 1
    handlers(bureau.office)["escalate"](task("escalate"))
    bureau.forge.down(90)
    with pytest.raises(Postponed) as caught:
        handlers(bureau.office)["ask"](task("ask", repository=KEY, number=number))
    assert caught.value.seconds == 90
    bureau.forge.up()
    work(bureau)
    assert len(bureau.forge.asked) == 2


def test_a_look_that_is_to_come_later_waits(bureau: Bureau) -> None:
    again = task("ask", repository=KEY, number="1", not_before=bureau.now + 50)
    with pytest.raises(Postponed) as caught:
        handlers(bureau.office)["ask"](again)
    assert caught.value.seconds == 50
    bureau.tick(50)
    handlers(bureau.office)["ask"](again)
    assert asks(bureau, "1") == []


def test_people_are_read_of_one_forge_or_of_all(bureau: Bureau) -> None:
    for said in ({}, {"forge": "github"}, {"forge": "elsewhere"}):
        handlers(bureau.office)["people"](task("people", **said))
    assert bureau.board.setting("members:github") != b""
    assert bureau.board.setting("members:elsewhere") == b""
