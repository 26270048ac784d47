"""Tries of a merge queue are remembered by their changes, and forgotten once they are gone."""

from __future__ import annotations

from office import KEY, MAIN, Bureau
from paraph.flows.attend.tries import MOST_TRIES, forgotten, remembered, try_jobs
from paraph.ports.forge import Hint, MergeGroup
from paraph.ports.ledger import Row


def test_they_are_kept_up_to_a_bound(bureau: Bureau) -> None:
    heads = [f"{number:040x}" for number in range(MOST_TRIES + 5)]
    for head in heads:
        hint = Hint("d", "merge_group", "merge_group", KEY, "", head, "refs/heads/q", {"reason": "x"})
        settings = remembered(bureau.office, KEY, MergeGroup(head, MAIN, "b", ("1", "2")), hint)
        assert len(settings) == 2
        bureau.log.record((), (), [*map(Row, settings)])
        assert remembered(bureau.office, KEY, MergeGroup(head, MAIN, "b", ("1", "2")), hint) == []
    jobs = try_jobs(bureau.office, KEY, "2")
    assert [head in job.key for job, head in zip(jobs, heads[-MOST_TRIES:], strict=True)] == [True] * MOST_TRIES
    gone = Hint("d", "merge_group", "merge_group", KEY, "", heads[-1], "refs/heads/q", {"of": "2"})
    bureau.log.record((), (), [*map(Row, forgotten(bureau.office, gone))])
    assert len(try_jobs(bureau.office, KEY, "2")) == MOST_TRIES - 1
    assert forgotten(bureau.office, gone) == []
