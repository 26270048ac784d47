"""How is a decision shown at a commit? As a check run, which only our app can write.

Only an allow passes: `neutral` and `skipped` would let a change in where the check is required, so they are never
used. What waits, or cannot be told, is `action_required`: it holds the change back and asks somebody to act. A run that
is taken back to `in_progress` would leave it open whether the old conclusion still counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from paraph.adapters.forges.fields import commit, cut, items, text, whole
from paraph.adapters.forges.github.api import GitHubApi, needed
from paraph.adapters.forges.github.app import Access
from paraph.core.model.decision import Verdict
from paraph.ports.forge import Annotation, ForgeError, Report

MOST_ANNOTATIONS = 50
"""GitHub takes so many by one request."""
_MOST_TEXT = 65_000
_MOST_REMARK = 4_000
_CONCLUSIONS: Mapping[Verdict, str] = {
    Verdict.ALLOW: "success",
    Verdict.DENY: "failure",
    Verdict.WAIT: "action_required",
    Verdict.CANNOT_TELL: "action_required",
}
_WEIGHTS = ("notice", "warning", "failure")


def show_check(api: GitHubApi, access: Access, path: str, name: str, app_id: str, report: Report) -> str:
    """Edit the check run that exists at the head, or make one; its id. One is looked for where it may exist.

    Annotations are sent when it is made: GitHub adds those of an edit to the ones that are there.
    """
    external = report.external or (_found(api, access, path, name, app_id, report) if report.is_again else "")
    body = check_body(name, report)
    if external:
        edited = _edited(api, access, f"{path}/check-runs/{external}", body)
        if commit(edited, "head_sha") == report.head:
            return external
    if report.annotations:
        body["output"]["annotations"] = [_annotation(each) for each in rolled_up(report.annotations)]
    made = api.write(access, "POST", f"{path}/check-runs", {**body, "head_sha": report.head})
    return needed(whole(made, "id"), "the check run's id")


def check_body(name: str, report: Report) -> dict[str, Any]:
    """What is said of it, by docs.github.com, "Create a check run"."""
    output: dict[str, Any] = {
        "title": cut(report.title, 250, "…") or name,
        "summary": cut(report.summary, _MOST_TEXT) or cut(report.title, _MOST_TEXT) or name,
    }
    if report.text:
        output["text"] = cut(report.text, _MOST_TEXT)
    body: dict[str, Any] = {
        "name": name,
        "external_id": report.key,
        "status": "completed",
        "conclusion": _CONCLUSIONS[report.verdict],
        "output": output,
    }
    if report.link.startswith(("https://", "http://")):
        body["details_url"] = report.link
    return body


def rolled_up(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """At most so many as one request takes: all of them, else one for each file, the weightiest files first."""
    given = tuple(annotations)
    if len(given) <= MOST_ANNOTATIONS:
        return given
    by_path: dict[str, list[Annotation]] = {}
    for each in given:
        by_path.setdefault(each.path, []).append(each)
    rolled = [_rolled(path, remarks) for path, remarks in by_path.items()]
    rolled.sort(key=lambda each: -_WEIGHTS.index(each.level))
    if len(rolled) > MOST_ANNOTATIONS:
        left_out = len(rolled) - MOST_ANNOTATIONS
        last = rolled[MOST_ANNOTATIONS - 1]
        words = f"{last.text}\n{left_out:,} more files have remarks: see the page of the change."
        rolled[MOST_ANNOTATIONS - 1 :] = [last._replace(text=words)]
    return tuple(rolled)


def _rolled(path: str, remarks: list[Annotation]) -> Annotation:
    if len(remarks) == 1:
        return remarks[0]
    level = max((each.level for each in remarks), key=_WEIGHTS.index)
    lines = [f"{each.first}-{each.last}: {each.text}" for each in remarks]
    first, last = min(each.first for each in remarks), max(each.last for each in remarks)
    return Annotation(path, first, last, f"{len(remarks):,} remarks\n" + "\n".join(lines), level)


def _annotation(each: Annotation) -> dict[str, Any]:
    first = max(1, each.first)
    return {
        "path": each.path,
        "start_line": first,
        "end_line": max(first, each.last),
        "annotation_level": each.level,
        "message": cut(each.text, _MOST_REMARK) or "see the page of the change",
    }


def _edited(api: GitHubApi, access: Access, path: str, body: Mapping[str, Any]) -> Any:
    try:
        return api.write(access, "PATCH", path, body)
    except ForgeError as error:
        if error.is_gone:
            return None
        raise


def _found(api: GitHubApi, access: Access, path: str, name: str, app_id: str, report: Report) -> str:
    """The id of our newest check run of this change at the head; another change may have the same head."""

    def runs(data: Any) -> tuple[tuple[str, str, str], ...]:
        needed(isinstance(data, dict) and isinstance(data.get("check_runs"), list), "the check runs")
        found = items(data, "check_runs")
        return tuple((whole(each, "id"), text(each, "external_id"), whole(each, "app", "id")) for each in found)

    query = f"check_name={quote(name, safe='')}&app_id={app_id}&filter=all&per_page=100"
    pages = api.pages(access, f"{path}/commits/{report.head}/check-runs?{query}", runs)
    ours = [id_ for page in pages for id_, key, app in page if id_ and (key, app) == (report.key, app_id)]
    return max(ours, key=int, default="")
