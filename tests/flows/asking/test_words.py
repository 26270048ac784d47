from __future__ import annotations

import json

from asking_samples import asks, opened
from office import KEY, Bureau
from paraph.flows.asking.matter import matter_of
from paraph.flows.asking.words import Notice, nobody_notice, notify_job, turn_notice


def test_whoever_is_asked_reads_what_for_how_long_and_until_when(bureau: Bureau) -> None:
    number = opened(bureau)
    matter = matter_of(bureau.office, KEY, number)
    assert matter is not None
    notice = turn_notice(matter, asks(bureau, number)[0], more="Ada asks you.")
    assert notice.text.splitlines()[:4] == [
        "Ada asks you.", "", "Change one", f"{KEY} {number}, by Ada Sample",
    ]  # fmt: skip
    assert "UTC. If you cannot, hand it on" in notice.text
    assert notice.subject == f"Your turn: Change one ({KEY} {number})"
    told = nobody_notice(matter, "cleo", "k", "review: a sign-off", "all are away")
    assert "nobody is left to ask: all are away" in told.text


def test_a_job_carries_a_message_without_an_address() -> None:
    job = notify_job(Notice("k", "asked", "ada", "lone \ud800 half", "t"))
    assert (job.task, job.key) == ("notify", "notify:k")
    assert json.loads(job.arguments) == {
        "key": "k", "occasion": "asked", "person": "ada", "subject": "lone ? half", "text": "t", "link": "",
    }  # fmt: skip
