"""What do tests of change records share?"""

from __future__ import annotations

from office import IDENTITY, Bureau
from paraph.flows.asking.tasks import handlers as asking
from paraph.flows.filed.record_text import Filing
from paraph.flows.filed.tasks import with_records

FILING = Filing("Fail over  the database", "1. promote the replica\n2. point at it\n\nBack: the reverse.\n", "ada")
POLICY = f"""\
version: 1
identity: {IDENTITY}
mode: enforce
rules:
  - {{name: runbook, when: {{paths: ["change-records/**"]}}, require: [{{signoff: {{count: 1, proof: review}}}}]}}
"""


def work(bureau: Bureau) -> None:
    """Do what is due, records among it."""
    bureau.run({**with_records(bureau.office, bureau.handlers()), **asking(bureau.office)})
