"""A GitLab on loopback that takes only what the API's description has, and can be slow, limited, down or lying.

Paths, parameters and fields are those of docs.gitlab.com, "REST API". What it would not know is kept in `faults`.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from hashlib import sha1
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from loopback import Answer, Asked
from paraph.core.attest.timestamps import timestamp

TOKEN = "glpat-not-a-real-token"
BOT = "paraph-bot"
FIRST = 1_799_000_000
PROJECT = "acme/shop"
READS: dict[str, set[str]] = {
    "merge_requests": {"state", "scope", "order_by", "sort", "updated_after", "per_page", "page"},
    "notes": {"sort", "order_by", "activity_filter", "per_page", "page"},
    "projects": {"membership", "min_access_level", "archived", "simple", "pagination", "order_by", "sort", "per_page",
                 "page"},
    "users": {"username"},
}  # fmt: skip
WRITES: dict[str, dict[str, type]] = {
    "note": {"body": str},
    "merge_request": {"reviewer_ids": list},
    "status": {"state": str, "name": str, "description": str, "target_url": str},
    "response": {"sha": str, "external_status_check_id": int, "status": str},
    "deployment": {"status": str, "comment": str},
}


class RefusedError(Exception):
    """What GitLab says no to."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Request(NamedTuple):
    """One request, taken apart."""

    parts: tuple[str, ...]
    query: Mapping[str, str]
    body: Mapping[str, Any]


class FakeGitLab:
    """Answers requests; `url` is where it is. Everything it holds may be looked at and changed by a test."""

    def __init__(self) -> None:
        self.url = ""
        self.now = FIRST
        self.users: dict[str, int] = {}
        self.requests: dict[int, dict[str, Any]] = {}
        self.versions: dict[int, list[dict[str, Any]]] = {}
        self.approvals: dict[int, dict[str, int]] = {}
        self.objections: dict[int, set[str]] = {}
        self.notes: dict[int, list[dict[str, Any]]] = {}
        self.statuses: list[dict[str, Any]] = []
        self.responses: list[dict[str, Any]] = []
        self.deployments: list[dict[str, Any]] = []
        self.asked: dict[int, list[str]] = {}
        self.project: dict[str, Any] = {
            "id": 17, "path_with_namespace": PROJECT, "default_branch": "main", "name": "shop",
            "only_allow_merge_if_pipeline_succeeds": True, "only_allow_merge_if_all_status_checks_passed": True,
            "allow_merge_on_skipped_pipeline": False,
        }  # fmt: skip
        self.guards: dict[str, dict[str, Any]] = {
            "main": {"name": "main", "allow_force_push": False,
                     "push_access_levels": [{"access_level": 0, "access_level_description": "No one"}]},
        }  # fmt: skip
        self.rules: list[dict[str, Any]] | None = [{"id": 1, "approvals_required": 1}]
        self.checks: list[dict[str, Any]] = [{"id": 3, "name": "Other"}, {"id": 4, "name": "Paraph"}]
        self.groups: dict[str, list[str]] = {"acme/seniors": ["grace", "joan"]}
        self.tells_moments = True
        self.page = 100
        self.faults: list[str] = []
        self.count = 0
        self.change: Callable[[Any], Any] | None = None
        self.delay = 0.0
        self._numbers = 100
        self.user(BOT)

    def number(self) -> int:
        """A number that nothing else has."""
        self._numbers += 1
        return self._numbers

    def tick(self, seconds: int = 5) -> int:
        """Let time pass; the moment then."""
        self.now += seconds
        return self.now

    def user(self, login: str) -> dict[str, Any]:
        """A user, made when first named."""
        id_ = self.users.setdefault(login, len(self.users) + 1)
        return {"id": id_, "username": login, "name": login.title(), "state": "active"}

    def commit(self) -> str:
        """The id of a commit that is new."""
        return sha1(f"{self.number()}".encode(), usedforsecurity=False).hexdigest()

    def propose(self, author: str, target: str, title: str) -> int:
        """A merge request with one version."""
        iid = len(self.requests) + 1
        self.requests[iid] = {
            "id": self.number(), "iid": iid, "project_id": 17, "title": title, "description": "What it is about.",
            "state": "opened", "author": self.user(author), "source_branch": f"topic-{iid}", "target_branch": target,
            "draft": False, "labels": ["tax"], "reviewers": [], "merge_commit_sha": None, "squash_commit_sha": None,
            "detailed_merge_status": "mergeable",
        }  # fmt: skip
        self.versions[iid], self.approvals[iid], self.notes[iid] = [], {}, []
        self.asked[iid], self.objections[iid] = [], set()
        self.push(iid)
        return iid

    def push(self, iid: int) -> str:
        """One commit more."""
        head, at = self.commit(), timestamp(self.tick())
        self.requests[iid] |= {"sha": head, "updated_at": at}
        made = at.replace("Z", ".120+00:00")
        self.versions[iid].insert(0, {"id": self.number(), "head_commit_sha": head, "created_at": made})
        return head

    def approve(self, iid: int, login: str) -> None:
        """Approve at the present head, with the note that GitLab writes of it."""
        self.approvals[iid][login] = self.tick()
        self.note(iid, login, "approved this merge request", is_system=True)

    def note(self, iid: int, author: str, body: str, *, is_system: bool = False) -> int:
        """A note, by its number."""
        at = timestamp(self.tick())
        self.notes[iid].append({"id": self.number(), "body": body, "author": self.user(author), "system": is_system,
                                "noteable_type": "MergeRequest", "created_at": at, "updated_at": at})  # fmt: skip
        return int(self.notes[iid][-1]["id"])

    def status(self, sha: str, name: str, state: str, author: str) -> dict[str, Any]:
        """A commit status; those of the same name that are over stay behind it (as GitLab does)."""
        mine = [each for each in self.statuses if (each["sha"], each["name"]) == (sha, name)]
        waiting = [each for each in mine if each["status"] in ("pending", "running")]
        if waiting and waiting[-1]["status"] == state:
            event = {"pending": "enqueue", "running": "run"}[state]
            raise RefusedError(
                400, f'Cannot transition status via :{event} from :{state} (Reason(s): Status cannot "{event}")'
            )
        if waiting:
            waiting[-1]["status"] = state
            return waiting[-1]
        made = {"id": self.number(), "sha": sha, "name": name, "status": state, "author": self.user(author)}
        self.statuses.append(made)
        return made

    def latest(self, sha: str) -> list[dict[str, Any]]:
        """The statuses at a commit, the newest of each name."""
        return list({each["name"]: each for each in self.statuses if each["sha"] == sha}.values())

    def answer(self, asked: Asked) -> Answer:
        """The answer to one request."""
        self.count += 1
        time.sleep(self.delay)
        split = urlsplit(asked.path)
        if asked.headers.get("private-token") != TOKEN:
            return _said(401, {"message": "401 Unauthorized"})
        parts = tuple(unquote(part) for part in split.path.split("/")[1:])
        if parts[:2] != ("api", "v4") or "user-agent" not in asked.headers:
            return self._fault(asked, "no path of the API")
        try:
            request = Request(parts[2:], dict(parse_qsl(split.query, strict_parsing=bool(split.query))), _body(asked))
            found = self._routed(asked.method, request)
        except RefusedError as refused:
            return _said(refused.status, {"message": str(refused)})
        except (KeyError, ValueError) as error:
            return self._fault(asked, repr(error))
        if self.change is not None:
            found = self.change(found)
        return self._paged(asked, request, found) if isinstance(found, list) else _tagged(asked, found)

    def _fault(self, asked: Asked, why: str) -> Answer:
        self.faults.append(f"{asked.method} {asked.path} {asked.body[:200]!r}: {why}")
        return _said(400, {"message": why})

    def _routed(self, method: str, request: Request) -> Any:
        from forges.gitlab_routes import ROUTES

        path = "/".join(part.replace("/", "%") for part in request.parts)
        for verb, pattern, handler in ROUTES:
            found = re.fullmatch(pattern, path)
            if verb == method and found is not None:
                return handler(self, request, *(each.replace("%", "/") for each in found.groups()))
        raise KeyError(path)

    def _paged(self, asked: Asked, request: Request, found: list[Any]) -> Answer:
        page = int(request.query.get("page", "1"))
        size = min(int(request.query.get("per_page", "20")), self.page)
        answer = _tagged(asked, found[(page - 1) * size : page * size])
        if len(found) <= page * size:
            return answer
        path = re.sub(r"[?&]page=\d+", "", asked.path)
        link = f'<{self.url}{path}{"&" if "?" in path else "?"}page={page + 1}>; rel="next"'
        return answer._replace(headers={**answer.headers, "link": link})

    def query(self, request: Request, kind: str) -> Mapping[str, str]:
        """The parameters of a listing; ValueError for one that GitLab does not know."""
        if odd := request.query.keys() - READS.get(kind, {"per_page", "page"}):
            raise ValueError(f"{sorted(odd)} of {kind}")
        return request.query

    def body(self, request: Request, kind: str) -> Mapping[str, Any]:
        """What was sent; ValueError for a field that GitLab does not know, or of another type."""
        for name, value in request.body.items():
            if not isinstance(value, WRITES[kind][name]):
                raise ValueError(f"{name} of {kind}")
        return request.body

    def of(self, iid: str) -> dict[str, Any]:
        """A merge request. 404 where there is none."""
        if int(iid) not in self.requests:
            raise RefusedError(404, "404 Not found")
        return self.requests[int(iid)]


def _body(asked: Asked) -> Mapping[str, Any]:
    if not asked.body:
        return {}
    if asked.headers.get("content-type") != "application/json":
        raise ValueError("content-type")
    found = json.loads(asked.body)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _tagged(asked: Asked, found: Any) -> Answer:
    body = json.dumps(found).encode()
    etag = f'W/"{sha1(body, usedforsecurity=False).hexdigest()}"'
    if asked.method == "GET" and asked.headers.get("if-none-match") == etag:
        return Answer(304, {"etag": etag})
    status = {"POST": 201}.get(asked.method, 200)
    headers = {"content-type": "application/json", "ratelimit-limit": "2000", "ratelimit-remaining": "1999"}
    return Answer(status, headers | ({"etag": etag} if asked.method == "GET" else {}), body)


def _said(status: int, said: Any) -> Answer:
    return Answer(status, {"content-type": "application/json"}, json.dumps(said).encode())
