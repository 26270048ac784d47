"""Every job that a record asks for is somebody's, and one for later waits."""

from __future__ import annotations

from office import KEY, Bureau
from paraph.flows.attend import errands
from paraph.flows.attend.tasks import EVERY, handlers


def test_every_job_has_a_handler(bureau: Bureau) -> None:
    names = set(handlers(bureau.office))
    assert {"attend", "settle", "show", "comment", "merge_group", "deployment", "repositories"} <= names
    assert set(EVERY) <= names
    assert not names & {"ask", "notify", "people", "escalate"}


def test_one_for_later_waits_and_is_an_ordinary_look_then(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.log.record((), [errands.attend_later_job(KEY, number, bureau.now + 50)])
    bureau.run()
    assert (bureau.board.change(KEY, number), [due - bureau.now for due, _ in bureau.postponed]) == (None, [50])
    bureau.tick(50)
    bureau.run()
    assert bureau.row(number).verdict == "wait"
