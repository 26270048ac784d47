from __future__ import annotations

import pytest

from flows.filed.samples import FILING
from flows.filed.test_judge_record import filed
from office import KEY, Bureau
from paraph.flows.filed.file_record import file_record
from paraph.flows.filed.tasks import with_records
from paraph.ports.board import Fence
from paraph.ports.jobs import Postponed, Task


def task(name: str, number: str, **more: int) -> Task:
    return Task(name, {"repository": KEY, "number": number, **more}, f"{name}:x", Fence("x", 1))


def test_only_records_are_kept_from_the_forge(bureau: Bureau) -> None:
    done: list[str] = []
    plain = {name: (lambda task: done.append(task.arguments["number"])) for name in ("attend", "show", "settle")}
    handlers = with_records(bureau.office, plain)
    number = file_record(bureau.office, KEY, FILING)
    for name in plain:
        handlers[name](task(name, "7"))
    handlers["show"](task("show", number))
    handlers["attend"](task("attend", number))
    assert done == ["7", "7", "7"]
    assert bureau.row(number).verdict == "wait"


def test_a_look_that_comes_later_waits(bureau: Bureau) -> None:
    handlers = with_records(bureau.office, {"attend": lambda _: None})
    with pytest.raises(Postponed) as caught:
        handlers["attend"](task("attend", filed(bureau), not_before=bureau.now + 9))
    assert caught.value.seconds == 9
