from __future__ import annotations

import json

import pytest

from paraph.flows.server.tell_server import MOST_BRANCHES, is_carrier, jobs_of, jobs_of_landing
from paraph.ports.receiving import RefUpdate
from paraph.ports.server import ServerSettings

JOINED = ServerSettings("log", ("refs/heads/main", "refs/heads/release/*"), "refs/heads/main", "sqlite:///x", "/second",
                        home="/data", scope="git:shop")  # fmt: skip
ALONE = ServerSettings("log", ("refs/heads/main",), "refs/heads/main", "sqlite:///x", "/second")


def moved(*refs: str) -> list[RefUpdate]:
    return [RefUpdate(ref, "1" * 40, "2" * 40) for ref in refs]


@pytest.mark.parametrize(
    ("refs", "spoken_of", "keys"),
    [
        (["refs/heads/topic/a"], [], ["attend:git:shop#topic/a"]),
        (["refs/heads/a"] * 2, ["refs/heads/a", "refs/heads/b"], ["attend:git:shop#a", "attend:git:shop#b"]),
        (["refs/heads/main"], [], ["settle:git:shop"]),
        (["refs/heads/release/1", "refs/heads/a"], ["refs/heads/b"],
         ["attend:git:shop#a", "attend:git:shop#b", "settle:git:shop"]),
        (["refs/tags/v1", "refs/notes/paraph/statements"], [], []),
    ],
)  # fmt: skip
def test_what_moved_is_looked_at(refs: list[str], spoken_of: list[str], keys: list[str]) -> None:
    jobs = jobs_of(JOINED, moved(*refs), spoken_of)
    assert [each.key for each in jobs] == keys
    assert jobs_of(ALONE, moved(*refs), spoken_of) == ()


def test_a_job_says_what_its_task_needs() -> None:
    job = jobs_of(JOINED, moved("refs/heads/topic/ä"))[0]
    assert (job.task, json.loads(job.arguments)) == ("attend", {"repository": "git:shop", "number": "topic/ä"})
    (settle,) = jobs_of_landing(JOINED)
    assert (settle.task, json.loads(settle.arguments)) == ("settle", {"repository": "git:shop"})
    assert jobs_of_landing(ALONE) == ()


def test_a_push_of_everything_does_not_flood_the_queue() -> None:
    assert len(jobs_of(JOINED, moved(*(f"refs/heads/b{number}" for number in range(1000))))) == MOST_BRANCHES


def test_notes_speak_of_changes() -> None:
    assert [is_carrier(ref) for ref in ("refs/notes/paraph/statements", "refs/notes/ai", "refs/heads/a")] == [
        True, True, False,
    ]  # fmt: skip
