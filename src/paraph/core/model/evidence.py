"""What reports exist about exactly this content?"""

from __future__ import annotations

from typing import Literal

from paraph.core.model.noun import noun

Outcome = Literal["passed", "failed", "error"]


@noun
class Metric:
    """A figure a report states, for instance `mutation_score` 0.86."""

    name: str
    value: float


@noun
class Evidence:
    """A report and the content it speaks of: a head commit or a merge tree; `at` is epoch seconds."""

    kind: str
    outcome: Outcome
    commit: str | None = None
    tree: str | None = None
    producer: str = ""
    digest: str = ""
    at: int = 0
    metrics: tuple[Metric, ...] = ()


@noun
class Check:
    """A status or check of the head, with the app that posted it; `conclusion` is None while it runs."""

    name: str
    conclusion: str | None = None
    app: str = ""
    commit: str | None = None


@noun
class ManualCheck:
    """A step that a person says they did on this content (a rehearsed rollback, a licence reading)."""

    name: str
    person: str
    commit: str | None = None
    tree: str | None = None
    at: int = 0
