"""An alarm is told to those whom the operator named, each once."""

from __future__ import annotations

import json
from pathlib import Path

from office import make_bureau, server_config
from paraph.flows.attend.notices import alarm_jobs
from paraph.ports.config import AskSettings


def test_each_of_them_once(tmp_path: Path) -> None:
    asking = AskSettings(escalate_to=("cleo", "dan"))
    with make_bureau(tmp_path, config=server_config(tmp_path, asking=asking)) as bureau:
        jobs = alarm_jobs(bureau.office, "alarm:x", "It moved", "It moved past us.")
    assert [job.key for job in jobs] == ["notify:alarm:x:cleo", "notify:alarm:x:dan"]
    assert json.loads(jobs[0].arguments)["occasion"] == "alarm"
