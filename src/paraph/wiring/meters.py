"""What does the server count for Prometheus?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from paraph.core.errors import ReadError

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

    from paraph.wiring.serve import Server

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)
_WORD_CHARACTERS = 64
_COUNTED = (
    ("delivery", "deliveries", ("forge", "about")),
    ("forged", "forged_deliveries", ("forge",)),
    ("attended", "decisions", ("verdict",)),
    ("unreadable", "unreadable", ()),
    ("alarm", "alarms", ()),
    ("forge_call", "forge_calls", ("forge", "status")),
)
"""Which line of the log counts as what, and by which of its fields."""


class Meters:
    """Counts what is told in the server's log, so that nobody who tells something need count it, too.

    `delivery` counts a webhook, `attended` a decision, `job_*` a job (`task`), `forge_call` a call, `request` an
    answered request (`method`, `route`, `status`, `seconds`).
    """

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Histogram

        self.registry = made = CollectorRegistry()
        self._counters = {
            name: (Counter(f"paraph_{title}", title.replace("_", " "), labels, registry=made), labels)
            for name, title, labels in _COUNTED
        }
        self._jobs = Counter("paraph_jobs_tried", "Jobs tried", ("task", "outcome"), registry=made)
        self._job_seconds = Histogram(
            "paraph_job_seconds", "Seconds a job took", ("task",), buckets=_SECONDS, registry=made
        )
        self._requests = Histogram("paraph_request_seconds", "Seconds until a request was answered",
                                   ("method", "route", "status"), buckets=_SECONDS, registry=made)  # fmt: skip

    def see(self, event: str, said: Mapping[str, Any]) -> None:
        """Count one line of the log."""
        if event in self._counters:
            counter, names = self._counters[event]
            (counter.labels(*[_word(said.get(name)) for name in names]) if names else counter).inc()
        elif event.startswith("job_") and "task" in said:
            self._jobs.labels(_word(said["task"]), event.removeprefix("job_")).inc()
            if "seconds" in said and event == "job_done":
                self._job_seconds.labels(_word(said["task"])).observe(float(said["seconds"]))
        elif event == "request":
            labels = [_word(said.get(name)) for name in ("method", "route", "status")]
            self._requests.labels(*labels).observe(float(said.get("seconds", 0.0)))

    def text(self, server: Server) -> bytes:
        """Everything in Prometheus's text format 0.0.4, with the queue and the ledger as they are now."""
        from prometheus_client import CollectorRegistry, generate_latest

        now = CollectorRegistry()
        now.register(_State(server))
        return generate_latest(self.registry) + generate_latest(now)


class _State:
    """What is looked up when somebody asks."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterable[Metric]:
        from prometheus_client.metrics_core import GaugeMetricFamily

        try:
            jobs = self._server.jobs.state()
            size = self._server.office.log.head().size
        except ReadError:
            yield GaugeMetricFamily("paraph_up", "Whether the database answers", value=0)
            return
        yield GaugeMetricFamily("paraph_up", "Whether the database answers", value=1)
        states = GaugeMetricFamily("paraph_jobs", "Jobs in the queue", labels=("state",))
        for name, value in (("waiting", jobs.waiting), ("running", jobs.running), ("dead", jobs.dead)):
            states.add_metric([name], value)
        yield states
        yield GaugeMetricFamily(
            "paraph_jobs_oldest_seconds", "How long the oldest has waited", value=jobs.oldest_seconds
        )
        yield GaugeMetricFamily("paraph_ledger_entries", "Entries of the ledger", value=size)


def _word(value: object) -> str:
    """A label: few and short, whoever chose it."""
    return str("" if value is None else value)[:_WORD_CHARACTERS]
