"""What would a run of Pulumi's do, by the events that it printed, one a line?

`pulumi preview --json` prints them so where streaming is switched on, and `--event-log` keeps them: `resourcePreEvent`
with the step in `metadata` (`op`, `urn`, `old`, `new`), `diagnosticEvent`, and `summaryEvent` at the end.
"""

from __future__ import annotations

import json
from typing import Any

from paraph.adapters.formats import plan_refusals as refuse

_MARKS = (b'"preludeEvent"', b'"resourcePreEvent"', b'"summaryEvent"', b'"stdoutEvent"', b'"diagnosticEvent"')
HEAD = 65_536


def is_events(content: bytes) -> bool:
    """Whether lines of JSON are such events, judged by their beginning."""
    return any(mark in content[:HEAD] for mark in _MARKS)


def preview_of(content: bytes, file: str) -> dict[str, Any]:
    """The same as `pulumi preview --json` says in one document. Raises InputError for a log that is not whole."""
    steps: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    is_whole = False
    for line in content.splitlines():
        if not line.strip():
            continue
        event = _event(line, file)
        metadata = _part(_part(event, "resourcePreEvent"), "metadata")
        if metadata:
            steps.append({**metadata, "oldState": metadata.get("old"), "newState": metadata.get("new")})
        if note := _part(event, "diagnosticEvent"):
            notes.append({"severity": note.get("severity")})
        is_whole = is_whole or "summaryEvent" in event
    if not is_whole:
        refuse.not_whole(file, "the log of its run has no end")
    return {"steps": steps, "diagnostics": notes}


def _event(line: bytes, file: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        refuse.not_whole(file, "a line of the log of its run is no event")
    return found


def _part(holder: dict[str, Any], name: str) -> dict[str, Any]:
    found = holder.get(name)
    return found if isinstance(found, dict) else {}
