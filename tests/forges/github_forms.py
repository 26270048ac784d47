"""Is this body one that GitHub's API documents, within its limits? The words of what is wrong, empty where nothing is.

After docs.github.com, REST API version 2022-11-28: names, kinds and limits of the fields that each request may have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

CONCLUSIONS = {
    "action_required", "cancelled", "failure", "neutral", "success", "skipped", "stale", "timed_out",
}  # fmt: skip
_TEXT, _FLAG, _LIST, _OBJECT, _WHOLE = str, bool, list, dict, int
CHECK = {
    "name": _TEXT, "head_sha": _TEXT, "status": _TEXT, "conclusion": _TEXT, "external_id": _TEXT,
    "details_url": _TEXT, "output": _OBJECT, "started_at": _TEXT, "completed_at": _TEXT, "actions": _LIST,
}  # fmt: skip
OUTPUT = {"title": _TEXT, "summary": _TEXT, "text": _TEXT, "annotations": _LIST, "images": _LIST}
ANNOTATION = {
    "path": _TEXT, "start_line": _WHOLE, "end_line": _WHOLE, "start_column": _WHOLE, "end_column": _WHOLE,
    "annotation_level": _TEXT, "message": _TEXT, "title": _TEXT, "raw_details": _TEXT,
}  # fmt: skip


def shape(body: Any, kinds: Mapping[str, type], needed: tuple[str, ...]) -> str:
    """An object with these fields at most, and these at least."""
    if not isinstance(body, dict):
        return "the body is no object"
    for name, value in body.items():
        if name not in kinds:
            return f"{name} is no field"
        if not isinstance(value, kinds[name]) or (kinds[name] is int and isinstance(value, bool)):
            return f"{name} is of another kind"
    return next((f"{name} is missing" for name in needed if name not in body), "")


def check_run(body: Any, *, is_new: bool) -> str:
    """Create, or update, a check run."""
    wrong = shape(body, CHECK, ("name", "head_sha") if is_new else ())
    if wrong:
        return wrong
    if not is_new and "head_sha" in body:
        return "head_sha cannot be changed"
    if "head_sha" in body and not re.fullmatch(r"[0-9a-f]{40}", body["head_sha"]):
        return "head_sha is no commit"
    if body.get("status", "queued") not in {"queued", "in_progress", "completed"}:
        return "status is none"
    if body.get("status") == "completed" and body.get("conclusion") not in CONCLUSIONS:
        return "conclusion is none"
    if not re.match(r"https?://", body.get("details_url", "https://")):
        return "details_url is no URL"
    return output(body["output"]) if "output" in body else ""


def output(body: Any) -> str:
    """The words of a check run."""
    wrong = shape(body, OUTPUT, ("title", "summary"))
    if wrong:
        return wrong
    if not body["title"] or not body["summary"]:
        return "title and summary cannot be empty"
    if any(len(body.get(name, "")) > 65_535 for name in ("summary", "text")) or len(body["title"]) > 255:
        return "the words are too long"
    annotations = body.get("annotations", [])
    if len(annotations) > 50:
        return "more than 50 annotations"
    return next((wrong for each in annotations if (wrong := annotation(each))), "")


def annotation(body: Any) -> str:
    """A remark on lines."""
    wrong = shape(body, ANNOTATION, ("path", "start_line", "end_line", "annotation_level", "message"))
    if wrong:
        return wrong
    if body["annotation_level"] not in {"notice", "warning", "failure"}:
        return "annotation_level is none"
    if not 1 <= body["start_line"] <= body["end_line"] or not body["message"] or len(body["message"]) > 65_535:
        return "lines or message are none"
    return "path is none" if not body["path"] or body["path"].startswith("/") else ""


def comment(body: Any) -> str:
    """Create, or update, a comment."""
    wrong = shape(body, {"body": _TEXT}, ("body",))
    return wrong or ("" if 0 < len(body["body"]) <= 65_536 else "body is empty or too long")


def reviewers(body: Any) -> str:
    """Request reviewers."""
    wrong = shape(body, {"reviewers": _LIST, "team_reviewers": _LIST}, ())
    if wrong or not body:
        return wrong or "nobody is named"
    return "" if len(body.get("reviewers", [])) <= 15 else "more than 15 reviewers"


def token(body: Any) -> str:
    """Create an installation access token."""
    wrong = shape(body, {"repositories": _LIST, "repository_ids": _LIST, "permissions": _OBJECT}, ())
    if not wrong and any(not isinstance(each, int) for each in body.get("repository_ids", [])):
        wrong = "repository_ids are numbers"
    return wrong


def deployment(body: Any) -> str:
    """Review custom deployment protection rules."""
    kinds = {"environment_name": _TEXT, "state": _TEXT, "comment": _TEXT}
    wrong = shape(body, kinds, ("environment_name",))
    if wrong:
        return wrong
    if "state" not in body and "comment" not in body:
        return "neither state nor comment"
    if body.get("state", "approved") not in {"approved", "rejected"}:
        return "state is none"
    return "" if len(body.get("comment", "")) <= 1_024 else "comment is too long"


def graphql(body: Any) -> str:
    """A query of GraphQL."""
    return shape(body, {"query": _TEXT, "variables": _OBJECT, "operationName": _TEXT}, ("query",))
