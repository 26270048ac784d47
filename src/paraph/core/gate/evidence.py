"""Has a report of this kind passed, about exactly this content?"""

from __future__ import annotations

from paraph.core.gate.case import Case
from paraph.core.gate.words import age, leaf, listed, unreadable
from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.evidence import Evidence
from paraph.core.model.policy import EvidenceNeed
from paraph.core.policy.lookup import compare

MINUTES = 10
CLOCK_SKEW_SECONDS = 300


def evidence(need: EvidenceNeed, case: Case, rule: str) -> Node:
    """A report that fails, or misses a floor, denies: waiting will not mend it. One that is absent, old or
    could not be made is waited for."""
    state, found = evidence_state(need, case)
    title = _title(need)
    if state is State.SATISFIED:
        return leaf("evidence", title, state, found, need.position)
    if state is State.CANNOT_TELL:
        return unreadable("evidence", title, found, rule, need.position)
    owed = Owed(title, found, (), "evidence", rule, minutes=MINUTES)
    return leaf("evidence", title, state, found, need.position, (owed,))


def evidence_state(need: EvidenceNeed, case: Case) -> tuple[State, str]:
    """The state of one need with what was found, in words.

    Of several reports by one producer the newest counts, and at the same second the worst. Every producer
    that may speak must pass, or a second producer could outvote a failure.
    """
    unread = case.unread("evidence")
    if unread:
        return State.CANNOT_TELL, unread
    newest: dict[str, Evidence] = {}
    for report in _reports(need, case):
        known = newest.get(report.producer)
        if known is None or (report.at, report.outcome != "passed") > (known.at, known.outcome != "passed"):
            newest[report.producer] = report
    if not newest:
        return State.PENDING, _why_none(need, case)
    answers = [_judge(need, report, case) for report in newest.values()]
    for state in (State.DENIED, State.CANNOT_TELL, State.PENDING):
        for answer in answers:
            if answer[0] is state:
                return answer
    return answers[0]


def _title(need: EvidenceNeed) -> str:
    words = f"a passed report of {need.kind}"
    if need.producers:
        words += f" from {listed(need.producers)}"
    if need.max_age_seconds is not None:
        words += f", at most {age(need.max_age_seconds)} old"
    for name, floor in need.floors:
        words += f", {name} {floor.operator} {floor.value}"
    return words


def _reports(need: EvidenceNeed, case: Case) -> list[Evidence]:
    return [
        report
        for report in case.facts.evidence
        if report.kind == need.kind
        and case.is_here(report.commit, report.tree)
        and (not need.producers or report.producer in need.producers)
    ]


def _why_none(need: EvidenceNeed, case: Case) -> str:
    others = [report for report in case.facts.evidence if report.kind == need.kind]
    if not others:
        return f"no report of {need.kind}"
    if any(case.is_here(report.commit, report.tree) for report in others):
        return f"only by {listed(report.producer or 'nobody named' for report in others)}"
    return f"{len(others)} of {need.kind}, but about other content"


def _judge(need: EvidenceNeed, report: Evidence, case: Case) -> tuple[State, str]:
    by = f"{need.kind} by {report.producer}" if report.producer else need.kind
    if report.outcome == "failed":
        return State.DENIED, f"{by} failed"
    if report.outcome != "passed":
        return State.PENDING, f"{by} could not be made"
    for name, floor in need.floors:
        values = [metric.value for metric in report.metrics if metric.name == name]
        if not values:
            return State.PENDING, f"{by} states no {name}"
        for value in values:
            if not compare(value, floor.operator, float(floor.value)):
                return State.DENIED, f"{by}: {name} is {value:g}, asked is {floor.operator} {floor.value}"
    return _aged(need, report, case, by)


def _aged(need: EvidenceNeed, report: Evidence, case: Case, by: str) -> tuple[State, str]:
    unread = case.unread("time")
    seconds = case.facts.now - report.at
    if not unread and seconds < -CLOCK_SKEW_SECONDS:
        return State.PENDING, f"{by} is dated in the future"
    if need.max_age_seconds is None:
        return State.SATISFIED, f"{by} passed"
    if unread:
        return State.CANNOT_TELL, unread
    if seconds > need.max_age_seconds:
        return State.PENDING, f"{by} passed {age(seconds)} ago"
    return State.SATISFIED, f"{by} passed {age(max(seconds, 0))} ago"
