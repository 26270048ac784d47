"""How does GitLab's merge button learn what was decided?

By an external status check of the project (Ultimate), which answers for one head only; else by a commit status of our
name, for which the project lets nothing in unless pipelines succeed (docs.gitlab.com, "External status checks API",
"Commits API").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paraph.adapters.forges.check_name import check_name
from paraph.adapters.forges.fields import commit, cut, text, whole
from paraph.adapters.forges.gitlab.api import GitLabApi, needed, trouble
from paraph.adapters.forges.gitlab.names import change_path, project_path
from paraph.core.errors import Problem
from paraph.core.model.decision import Verdict
from paraph.core.model.regex import regex
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import ForgeError, Report

CHECK = "paraph"
_LONGEST = 200
_LONGEST_URL = 255
_HEAD = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_KEPT_SECONDS = 3_600
_STATUS: Mapping[Verdict, str] = {
    Verdict.ALLOW: "success", Verdict.DENY: "failed", Verdict.WAIT: "pending", Verdict.CANNOT_TELL: "failed",
}  # fmt: skip
_ANSWER: Mapping[Verdict, str] = {
    Verdict.ALLOW: "passed", Verdict.DENY: "failed", Verdict.WAIT: "pending", Verdict.CANNOT_TELL: "failed",
}  # fmt: skip


def show_status(api: GitLabApi, repository: ConnectedRepository, report: Report) -> str:
    """Post a commit status of our name; that it stands so already is no error. What is posted goes by its head."""
    head = _head(report)
    body: dict[str, Any] = {
        "state": _STATUS[report.verdict],
        "name": check_name(CHECK, report.target, repository.target),
        "description": cut(report.title.replace("\n", " "), _LONGEST, " …"),
    }
    if report.link and len(report.link) <= _LONGEST_URL:
        body["target_url"] = report.link
    try:
        said = api.write("POST", f"{project_path(repository)}/statuses/{head}", body)
    except ForgeError as error:
        if "Cannot transition status" not in error.problems[0].what:
            raise
        return f"{CHECK}:{head}"
    if commit(said, "sha") != head or text(said, "status") != body["state"]:
        raise trouble("GitLab did not take the commit status as it was sent")
    return f"{CHECK}:{head}"


def show_check(api: GitLabApi, repository: ConnectedRepository, number: str, report: Report) -> str:
    """Answer the external status check of the project. A head that is not the head any more is not taken."""
    head, path = _head(report), change_path(repository, number)
    check = _check_id(api, repository)
    answer = {"sha": head, "external_status_check_id": int(check), "status": _ANSWER[report.verdict]}
    said = api.write("POST", f"{path}/status_check_responses", answer)
    needed(whole(said, "id"), "the answer to the status check")
    return f"{check}:{head}"


def _check_id(api: GitLabApi, repository: ConnectedRepository) -> str:
    """The number of the project's external status check that is ours, by its name."""
    path = f"{project_path(repository)}/external_status_checks"
    known = api.last_read(f"{path}?per_page=100", _KEPT_SECONDS)
    every = known if known is not None else list(api.pages(path))
    found = [whole(each, "id") for each in every if text(each, "name").strip().lower() == CHECK]
    if not found or not found[0]:
        what = f"the project {repository.name} has no external status check `{CHECK}`"
        raise ForgeError(Problem("P1297", what, "add it in the project's settings, or leave `status_checks` out"))
    return found[0]


def _head(report: Report) -> str:
    if not _HEAD.fullmatch(report.head):
        raise trouble("what is to be shown names no commit")
    return report.head
