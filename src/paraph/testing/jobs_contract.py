"""What must every runner of jobs do, whatever they are kept in?

The suite of tests by which a new runner shows that it is one. It needs pytest. Nothing here measures time: what is
waited for is an event, for as long as it takes.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest

from paraph.adapters.jobs import attempt
from paraph.core.errors import ParaphError, Problem, ReadError
from paraph.core.ledger.entry import entry
from paraph.ports.jobs import Handler, JobRunner, Postponed, Task
from paraph.ports.ledger import Job, Ledger, Row

PATIENCE = 15.0


def job(name: str, key: str = "", **arguments: Any) -> Job:
    return Job(name, json.dumps(arguments).encode(), key or name)


def note(text: str) -> bytes:
    return entry("note", 1_800_000_000, text=text)


@contextmanager
def working(jobs: JobRunner, handlers: Mapping[str, Handler], **how: Any) -> Iterator[Event]:
    """A worker in a thread; it has stopped when this ends."""
    stop = Event()
    worker = Thread(target=jobs.run, args=(handlers, stop), kwargs=how)
    worker.start()
    try:
        yield stop
    finally:
        stop.set()
        worker.join(PATIENCE)
    assert not worker.is_alive()


def seen(event: Event) -> None:
    assert event.wait(PATIENCE), "nobody did it"


def eventually(is_so: Callable[[], bool]) -> None:
    pause = Event()
    for _ in range(int(PATIENCE / 0.02)):
        if is_so():
            return
        pause.wait(0.02)
    raise AssertionError("it never came to be so")


class JobsContract(ABC):
    """Inherit from it, and give fixtures `log` and `jobs`, the runner of what the log defers; nothing must wait there.
    The log may have entries already."""

    def test_a_job_is_done_with_its_arguments(self, log: Ledger, jobs: JobRunner) -> None:
        found: list[Task] = []
        done = Event()

        def do(task: Task) -> None:
            found.append(task)
            done.set()

        log.record([note("one")], [job("greet", "greet:ada", who="ada")])
        with working(jobs, {"greet": do}):
            seen(done)
        assert [(each.name, dict(each.arguments), each.key, each.attempt) for each in found] == [
            ("greet", {"who": "ada"}, "greet:ada", 1)
        ]
        assert jobs.state()[:3] == (0, 0, 0)

    def test_a_job_that_comes_while_workers_wait_is_done(self, log: Ledger, jobs: JobRunner) -> None:
        done = Event()
        with working(jobs, {"late": lambda _: done.set()}):
            log.record((), [job("late")])
            jobs.wake()
            seen(done)
        assert jobs.state().waiting == 0

    def test_one_that_waits_already_is_not_added_again(self, log: Ledger, jobs: JobRunner) -> None:
        found: list[int] = []
        last = Event()

        def do(task: Task) -> None:
            found.append(task.arguments["n"])
            if task.key == "b":
                last.set()

        log.record((), [job("do", "a", n=1)])
        log.record((), [job("do", "a", n=2), job("do", "b", n=3)])
        assert jobs.state().waiting == 2
        with working(jobs, {"do": do}, threads=1):
            seen(last)
        assert found == [1, 3]

    def test_one_that_comes_while_its_key_is_being_done_is_done_after_it(self, log: Ledger, jobs: JobRunner) -> None:
        begun, go, second = Event(), Event(), Event()
        at_once: list[int] = []
        order: list[tuple[int, int]] = []

        def do(task: Task) -> None:
            at_once.append(1)
            order.append((task.arguments["n"], len(at_once)))
            begun.set()
            assert go.wait(PATIENCE)
            if task.arguments["n"] == 2:
                second.set()
            at_once.pop()

        log.record((), [job("do", "same", n=1)])
        with working(jobs, {"do": do}):
            seen(begun)
            log.record((), [job("do", "same", n=2)])
            log.record((), [job("do", "same", n=3)])  # the second waits, and is the same
            jobs.wake()
            go.set()
            seen(second)
        assert order == [(1, 1), (2, 1)]

    def test_different_keys_are_done_side_by_side(self, log: Ledger, jobs: JobRunner) -> None:
        both = [Event(), Event()]

        def do(task: Task) -> None:
            mine = task.arguments["n"]
            both[mine].set()
            assert both[1 - mine].wait(PATIENCE)

        log.record((), [job("do", "a", n=0), job("do", "b", n=1)])
        with working(jobs, {"do": do}, threads=2):
            eventually(lambda: jobs.state()[:2] == (0, 0))
        assert jobs.dead() == []

    @pytest.mark.usefixtures("swift")
    def test_a_failure_is_tried_again(self, log: Ledger, jobs: JobRunner) -> None:
        attempts: list[int] = []
        done = Event()

        def do(task: Task) -> None:
            attempts.append(task.attempt)
            if task.attempt < 3:
                raise ReadError(Problem("SAMPLE", "not now", ""))
            done.set()

        log.record((), [job("do")])
        with working(jobs, {"do": do}):
            seen(done)
        assert attempts == [1, 2, 3]

    def test_what_is_put_off_counts_no_failure(self, log: Ledger, jobs: JobRunner) -> None:
        attempts: list[int] = []
        done = Event()

        def do(task: Task) -> None:
            attempts.append(task.attempt)
            if len(attempts) < 4:
                raise Postponed(0.01, "the forge asks to wait")
            done.set()

        log.record((), [job("do")])
        with working(jobs, {"do": do}):
            seen(done)
        assert attempts == [1, 1, 1, 1]

    def test_what_was_put_off_is_done_at_once_when_it_is_asked_for_again(self, log: Ledger, jobs: JobRunner) -> None:
        attempts: list[int] = []
        done = Event()

        def do(task: Task) -> None:
            attempts.append(task.attempt)
            if len(attempts) == 1:
                raise Postponed(3_600.0, "the forge asks to wait")
            done.set()

        log.record((), [job("do")])
        with working(jobs, {"do": do}):
            eventually(lambda: bool(attempts) and jobs.state().running == 0)
            log.record((), [job("do")])
            jobs.wake()
            seen(done)
            eventually(lambda: jobs.state()[:3] == (0, 0, 0))
        assert attempts == [1, 1]

    @pytest.mark.usefixtures("swift")
    def test_what_always_fails_is_given_up_and_can_be_revived(self, log: Ledger, jobs: JobRunner) -> None:
        is_broken = [True]
        done = Event()

        def do(task: Task) -> None:
            if is_broken[0]:
                raise ReadError(Problem("SAMPLE", f"no luck with {task.key}", ""))
            done.set()

        log.record((), [job("do", "k", n=7)])
        with working(jobs, {"do": do}):
            eventually(lambda: jobs.state().dead == 1)
            (dead,) = jobs.dead()
            assert (dead.task, dead.key, json.loads(dead.arguments)) == ("do", "k", {"n": 7})
            assert dead.why == "no luck with k"
            assert dead.attempts == 3
            is_broken[0] = False
            assert not jobs.revive("999999")
            assert not jobs.revive("no number")
            assert jobs.revive(dead.id)
            seen(done)
            eventually(lambda: jobs.state()[:3] == (0, 0, 0))
        assert jobs.dead() == []

    @pytest.mark.usefixtures("swift")
    def test_what_nobody_knows_how_to_do_is_kept(self, log: Ledger, jobs: JobRunner) -> None:
        log.record((), [job("unheard-of")])
        with working(jobs, {"do": lambda _: None, "unheard-of": None}):  # type: ignore[dict-item]
            eventually(lambda: jobs.state().dead == 1)
        assert "nobody here knows" in jobs.dead()[0].why

    def test_stopping_finishes_what_is_in_hand_and_begins_nothing(self, log: Ledger, jobs: JobRunner) -> None:
        begun, go = Event(), Event()
        finished: list[str] = []

        def do(task: Task) -> None:
            begun.set()
            assert go.wait(PATIENCE)
            finished.append(task.key)

        log.record((), [job("do", "a"), job("do", "b")])
        with working(jobs, {"do": do}, threads=1) as stop:
            seen(begun)
            stop.set()
            go.set()
        assert len(finished) == 1
        assert jobs.state()[:2] == (1, 0)

    def test_what_is_recorded_with_its_fence_is_recorded(self, log: Ledger, jobs: JobRunner) -> None:
        done = Event()

        def do(task: Task) -> None:
            log.record([note("by a worker")], [job("next")], [Row(task.fence)])

        before = log.head().size
        log.record((), [job("do")])
        with working(jobs, {"do": do, "next": lambda _: done.set()}):
            seen(done)
        assert list(log.entries(before)) == [note("by a worker")]

    def test_a_worker_with_another_token_records_nothing(self, log: Ledger, jobs: JobRunner) -> None:
        refused: list[ParaphError] = []
        done = Event()

        def do(task: Task) -> None:
            try:
                log.record([note("too late")], rows=[Row(task.fence._replace(token=task.fence.token + 2))])
            except ReadError as error:
                refused.append(error)
            done.set()

        before = log.head().size
        log.record((), [job("do")])
        with working(jobs, {"do": do}):
            seen(done)
        assert len(refused) == 1
        assert log.head().size == before

    def test_what_is_periodic_is_done_again_and_again(self, log: Ledger, jobs: JobRunner) -> None:
        times: list[str] = []
        thrice = Event()

        def do(task: Task) -> None:
            log.record([note(f"{len(times)}")], rows=[Row(task.fence)])
            times.append(task.name)
            if len(times) == 3:
                thrice.set()

        with working(jobs, {"look": do}, every={"look": 0.05}):
            seen(thrice)
        assert set(times) == {"look"}

    @pytest.fixture
    def swift(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Three attempts, with hardly a wait between them."""
        for module in self.modules():
            monkeypatch.setattr(module, "MOST_ATTEMPTS", 3)
        monkeypatch.setattr(attempt, "backoff_seconds", lambda *_: 0.01)

    @abstractmethod
    def modules(self) -> list[Any]:
        """Those that name `MOST_ATTEMPTS`."""
