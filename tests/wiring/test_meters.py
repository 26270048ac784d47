"""Is counted what is told?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from paraph.core.errors import Problem, ReadError
from paraph.ports.jobs import QueueState
from paraph.wiring.meters import Meters


def server(state: Any) -> Any:
    log = SimpleNamespace(head=lambda: SimpleNamespace(size=7))
    return SimpleNamespace(jobs=SimpleNamespace(state=state), office=SimpleNamespace(log=log))


@pytest.mark.parametrize(
    ("event", "said", "line"),
    [
        ("delivery", {"forge": "github", "about": "push"}, 'paraph_deliveries_total{about="push",forge="github"} 1.0'),
        ("forged", {"forge": "gitlab"}, 'paraph_forged_deliveries_total{forge="gitlab"} 1.0'),
        ("attended", {"verdict": "wait"}, 'paraph_decisions_total{verdict="wait"} 1.0'),
        ("alarm", {"ref": "x"}, "paraph_alarms_total 1.0"),
        ("forge_call", {"forge": "git", "status": "200"}, 'paraph_forge_calls_total{forge="git",status="200"} 1.0'),
        ("job_failed", {"task": "show"}, 'paraph_jobs_tried_total{outcome="failed",task="show"} 1.0'),
        ("job_done", {"task": "show", "seconds": 0.03}, 'paraph_job_seconds_bucket{le="0.05",task="show"} 1.0'),
        (
            "request", {"method": "GET", "route": "/r", "status": 200, "seconds": 0.2},
            'paraph_request_seconds_bucket{le="0.25",method="GET",route="/r",status="200"} 1.0',
        ),
    ],
)  # fmt: skip
def test_a_line_of_the_log_is_counted(event: str, said: dict[str, Any], line: str) -> None:
    meters = Meters()
    meters.see(event, said)
    assert line in meters.text(server(lambda: QueueState(0, 0, 0, 0.0))).decode().splitlines()


def test_what_is_not_counted_changes_nothing() -> None:
    meters = Meters()
    before = meters.text(server(lambda: QueueState(0, 0, 0, 0.0)))
    meters.see("people", {"trouble": "x"})
    assert meters.text(server(lambda: QueueState(0, 0, 0, 0.0))) == before


def test_labels_are_short() -> None:
    meters = Meters()
    meters.see("attended", {"verdict": "x" * 1000})
    assert b"x" * 65 not in meters.text(server(lambda: QueueState(0, 0, 0, 0.0)))


def test_the_queue_and_the_ledger_are_looked_up() -> None:
    lines = Meters().text(server(lambda: QueueState(3, 2, 1, 4.5))).decode().splitlines()
    assert {
        "paraph_up 1.0", 'paraph_jobs{state="waiting"} 3.0', 'paraph_jobs{state="running"} 2.0',
        'paraph_jobs{state="dead"} 1.0', "paraph_jobs_oldest_seconds 4.5", "paraph_ledger_entries 7.0",
    } <= set(lines)  # fmt: skip


def test_a_database_that_does_not_answer_is_told() -> None:
    def refuse() -> QueueState:
        raise ReadError(Problem("P0836", "gone", ""))

    assert b"paraph_up 0.0" in Meters().text(server(refuse))
