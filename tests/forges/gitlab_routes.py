"""What the stand-in for GitLab answers to each path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from forges.fake_gitlab import BOT, PROJECT, FakeGitLab, RefusedError, Request
from paraph.core.attest.timestamps import seconds_of, timestamp

Handler = Callable[..., Any]
STATES = {"pending", "running", "success", "failed", "canceled", "skipped"}


def _project(lab: FakeGitLab, _: Request, name: str) -> Any:
    if name not in ("17", PROJECT):
        raise RefusedError(404, "404 Project Not Found")
    return {**lab.project, "web_url": f"{lab.url}/{PROJECT}"}


def _projects(lab: FakeGitLab, request: Request) -> Any:
    query = lab.query(request, "projects")
    if query["pagination"] != "keyset" or query["order_by"] != "id":
        raise ValueError("keyset pages are ordered by id")
    return [_project(lab, request, "17")]


def _request(lab: FakeGitLab, _: Request, iid: str) -> Any:
    return {**lab.of(iid), "web_url": f"{lab.url}/{PROJECT}/-/merge_requests/{iid}"}


def _requests(lab: FakeGitLab, request: Request) -> Any:
    query = lab.query(request, "merge_requests")
    since = seconds_of(query.get("updated_after", timestamp(0))) or 0
    every = [_request(lab, request, str(iid)) for iid in lab.requests]
    return [
        each for each in every
        if query.get("state", "all") in ("all", each["state"]) and (seconds_of(each["updated_at"]) or 0) >= since
    ]  # fmt: skip


def _change(lab: FakeGitLab, request: Request, iid: str) -> Any:
    found, ids = lab.of(iid), lab.body(request, "merge_request")["reviewer_ids"]
    names = {id_: login for login, id_ in lab.users.items()}
    before = {each["username"] for each in found["reviewers"]}
    found["reviewers"] = [lab.user(names[id_]) for id_ in ids]
    lab.asked[int(iid)] += [names[id_] for id_ in ids if names[id_] not in before]
    return _request(lab, request, iid)


def _approvals(lab: FakeGitLab, _: Request, iid: str) -> Any:
    lab.of(iid)
    moments = {login: {"approved_at": timestamp(at)} if lab.tells_moments else {}
               for login, at in lab.approvals[int(iid)].items()}  # fmt: skip
    return {"iid": int(iid), "approved_by": [{"user": lab.user(login), **at} for login, at in moments.items()]}


def _versions(lab: FakeGitLab, request: Request, iid: str) -> Any:
    lab.of(iid)
    lab.query(request, "versions")
    return lab.versions[int(iid)]


def _reviewers(lab: FakeGitLab, _: Request, iid: str) -> Any:
    unhappy = lab.objections[int(iid)]
    return [
        {"user": each, "state": "requested_changes" if each["username"] in unhappy else "unreviewed",
         "created_at": timestamp(lab.now)}
        for each in lab.of(iid)["reviewers"]
    ]  # fmt: skip


def _notes(lab: FakeGitLab, request: Request, iid: str) -> Any:
    lab.of(iid)
    query = lab.query(request, "notes")
    found = [each for each in lab.notes[int(iid)] if each["system"] or "activity_filter" not in query]
    return found if query.get("sort") == "asc" else found[::-1]


def _note(lab: FakeGitLab, _: Request, iid: str, id_: str) -> Any:
    lab.of(iid)
    for each in lab.notes[int(iid)]:
        if str(each["id"]) == id_:
            return each
    raise RefusedError(404, "404 Note Not Found")


def _make_note(lab: FakeGitLab, request: Request, iid: str) -> Any:
    lab.of(iid)
    return _note(lab, request, iid, str(lab.note(int(iid), BOT, _text(lab, request))))


def _edit_note(lab: FakeGitLab, request: Request, iid: str, id_: str) -> Any:
    found = _note(lab, request, iid, id_)
    if found["author"]["username"] != BOT:
        raise RefusedError(403, "403 Forbidden")
    found |= {"body": _text(lab, request), "updated_at": timestamp(lab.tick())}
    return found


def _text(lab: FakeGitLab, request: Request) -> str:
    words = str(lab.body(request, "note")["body"])
    if len(words) > 1_000_000 or any(line.lstrip().startswith("/") for line in words.splitlines()):
        raise ValueError("a note that is too long, or that GitLab would obey")
    return words


def _statuses(lab: FakeGitLab, request: Request, sha: str) -> Any:
    lab.query(request, "statuses")
    return lab.latest(sha)


def _set_status(lab: FakeGitLab, request: Request, sha: str) -> Any:
    body = lab.body(request, "status")
    if body["state"] not in STATES or len(body["description"]) > 255 or len(sha) != 40:
        raise ValueError("a status")
    return lab.status(sha, body["name"], body["state"], BOT)


def _respond(lab: FakeGitLab, request: Request, iid: str) -> Any:
    body = lab.body(request, "response")
    if body["status"] not in {"passed", "failed", "pending"} or body["external_status_check_id"] not in {3, 4}:
        raise ValueError("an answer to a status check")
    if body["sha"] != lab.of(iid)["sha"]:
        raise RefusedError(422, "sha does not match the HEAD of the source branch")
    lab.responses.append({"iid": int(iid), **body})
    return {"id": len(lab.responses), "merge_request": {"iid": int(iid)}, "external_status_check": {"id": 4}}


def _guard(lab: FakeGitLab, _: Request, name: str) -> Any:
    if name not in lab.guards:
        raise RefusedError(404, "404 Not found")
    return lab.guards[name]


def _guards(lab: FakeGitLab, request: Request) -> Any:
    lab.query(request, "protected_branches")
    return [{"name": name, **guard} for name, guard in lab.guards.items()]


def _rules(lab: FakeGitLab, _: Request) -> Any:
    if lab.rules is None:
        raise RefusedError(404, "404 Not found")
    return lab.rules


def _members(lab: FakeGitLab, request: Request, group: str) -> Any:
    lab.query(request, "members")
    if group not in lab.groups:
        raise RefusedError(404, "404 Group Not Found")
    return [{**lab.user(login), "access_level": 30} for login in lab.groups[group]]


def _users(lab: FakeGitLab, request: Request) -> Any:
    login = lab.query(request, "users")["username"]
    return [lab.user(login)] if login != "nobody" else []


def _deployment(lab: FakeGitLab, request: Request, id_: str) -> Any:
    body = lab.body(request, "deployment")
    if body["status"] not in {"approved", "rejected"}:
        raise ValueError("an answer to a deployment")
    lab.deployments.append({"id": int(id_), **body})
    return {"status": body["status"]}


_HERE = r"projects/(?:17|acme%shop)"
_MR = rf"{_HERE}/merge_requests/(\d+)"
ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "user", lambda lab, _: lab.user(BOT)),
    ("GET", "users", _users),
    ("GET", "projects", _projects),
    ("GET", r"projects/([^/]+)", _project),
    ("GET", rf"{_HERE}/merge_requests", _requests),
    ("GET", _MR, _request),
    ("PUT", _MR, _change),
    ("GET", rf"{_MR}/approvals", _approvals),
    ("GET", rf"{_MR}/versions", _versions),
    ("GET", rf"{_MR}/reviewers", _reviewers),
    ("GET", rf"{_MR}/notes", _notes),
    ("POST", rf"{_MR}/notes", _make_note),
    ("GET", rf"{_MR}/notes/(\d+)", _note),
    ("PUT", rf"{_MR}/notes/(\d+)", _edit_note),
    ("GET", rf"{_HERE}/repository/commits/([0-9a-f]+)/statuses", _statuses),
    ("POST", rf"{_HERE}/statuses/([0-9a-f]+)", _set_status),
    ("GET", rf"{_HERE}/external_status_checks", lambda lab, _: lab.checks),
    ("POST", rf"{_MR}/status_check_responses", _respond),
    ("GET", rf"{_HERE}/protected_branches/([^/]+)", _guard),
    ("GET", rf"{_HERE}/protected_branches", _guards),
    ("GET", rf"{_HERE}/approval_rules", _rules),
    ("GET", r"groups/([^/]+)/members/all", _members),
    ("POST", rf"{_HERE}/deployments/(\d+)/approval", _deployment),
)
