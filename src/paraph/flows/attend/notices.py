"""Whom is an alarm told to?"""

from __future__ import annotations

from paraph.flows.attend.errands import errand
from paraph.flows.attend.office import Office
from paraph.ports.ledger import Job


def alarm_jobs(office: Office, name: str, subject: str, text: str, link: str = "") -> list[Job]:
    """A message to each of those whom the operator named for what nobody else answers; `name` names it for ever."""
    jobs = []
    for person in office.config.asking.escalate_to:
        key = f"{name}:{person}"
        said = {"key": key, "occasion": "alarm", "person": person, "subject": subject, "text": text, "link": link}
        jobs.append(errand("notify", f"notify:{key}", **said))
    return jobs
