"""Jobs about one thing have one key, and arguments in one form."""

from __future__ import annotations

import json

import pytest

from paraph.flows.attend import errands
from paraph.ports.ledger import Job

KEY = "github:acme/shop"


@pytest.mark.parametrize(
    ("job", "task", "key", "arguments"),
    [
        (errands.attend_job(KEY, "7"), "attend", f"attend:{KEY}#7", {"repository": KEY, "number": "7"}),
        (errands.settle_job(KEY), "settle", f"settle:{KEY}", {"repository": KEY}),
        (errands.show_job(KEY, "7"), "show", f"show:{KEY}#7", {"repository": KEY, "number": "7"}),
        (errands.ask_job(KEY, "7"), "ask", f"ask:{KEY}#7", {"repository": KEY, "number": "7"}),
        (errands.attend_later_job(KEY, "7", 9), "attend", f"attend:{KEY}#7@9",
         {"repository": KEY, "number": "7", "not_before": 9}),
        (errands.people_job("gitlab"), "people", "people:gitlab", {"forge": "gitlab"}),
        (errands.errand("notify", "notify:k", key="k"), "notify", "notify:k", {"key": "k"}),
    ],
)  # fmt: skip
def test_a_job(job: Job, task: str, key: str, arguments: dict[str, object]) -> None:
    assert (job.task, job.key, json.loads(job.arguments)) == (task, key, arguments)
