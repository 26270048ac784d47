"""What does the stand-in for GitHub know, and how does it write it down as its API does?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

Json = dict[str, Any]
BOTS = frozenset({"paraph[bot]", "dependabot[bot]"})


def moment(seconds: float) -> str:
    """A moment as the API writes it."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def user(login: str) -> Json:
    """A user as it stands within other objects."""
    id_ = int(hashlib.sha256(login.encode()).hexdigest()[:7], 16)
    kind = "Bot" if login in BOTS or login.endswith("[bot]") else "User"
    return {"login": login, "id": id_, "node_id": f"U_{id_}", "type": kind, "site_admin": False}


@dataclass
class Pull:
    """One pull request."""

    number: int
    author: str
    title: str
    head: str
    head_ref: str
    base_ref: str
    created_at: float
    updated_at: float
    state: str = "open"
    body: str | None = None
    merged_at: float = 0
    landed: str = ""
    is_draft: bool = False
    labels: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    reviews: list[Json] = field(default_factory=list)
    fork: str = ""


@dataclass
class Repo:
    """One repository with all that belongs to it."""

    id: int
    name: str
    installation: int
    folder: Path | None = None
    default_branch: str = "main"
    is_archived: bool = False
    pulls: dict[int, Pull] = field(default_factory=dict)
    checks: list[Json] = field(default_factory=list)
    statuses: dict[str, list[Json]] = field(default_factory=dict)
    comments: dict[int, Json] = field(default_factory=dict)
    protection: dict[str, Json] = field(default_factory=dict)
    rules: dict[str, list[Json]] = field(default_factory=dict)
    rulesets: dict[int, Json] = field(default_factory=dict)
    queue: list[Json] = field(default_factory=list)
    deployments: list[Json] = field(default_factory=list)
    collaborators: set[str] | None = None
    activities: list[Json] = field(default_factory=list)


class State:
    """Everything, and the moments at which it happened."""

    def __init__(self, url: str, app_id: int, slug: str) -> None:
        self.url, self.app_id, self.slug = url, app_id, slug
        self.repos: dict[str, Repo] = {}
        self.teams: dict[str, list[str]] = {}
        self.installations: dict[int, str] = {}
        self.suspended: set[int] = set()
        self.ids = count(1_001)

    @property
    def app(self) -> Json:
        return {"id": self.app_id, "slug": self.slug, "name": self.slug.title(), "owner": user("acme")}

    def repo(self, repo: Repo) -> Json:
        owner, _, name = repo.name.partition("/")
        return {
            "id": repo.id, "node_id": f"R_{repo.id}", "name": name, "full_name": repo.name, "private": True,
            "owner": user(owner), "html_url": f"{self.url}/{repo.name}", "clone_url": f"{self.url}/{repo.name}.git",
            "default_branch": repo.default_branch, "archived": repo.is_archived, "disabled": False, "fork": False,
        }  # fmt: skip

    def pull(self, repo: Repo, pull: Pull, *, is_whole: bool = True) -> Json:
        """A pull request, as it is listed or by itself."""
        place = {"repo": self.repo(repo), "user": user(repo.name.partition("/")[0])}
        head_repo = {"full_name": pull.fork, "fork": True} if pull.fork else place["repo"]
        base_sha = hashlib.sha1(pull.base_ref.encode()).hexdigest()
        data: Json = {
            "id": pull.number + 10_000, "node_id": f"PR_{pull.number}", "number": pull.number, "state": pull.state,
            "title": pull.title, "body": pull.body, "user": user(pull.author), "draft": pull.is_draft,
            "html_url": f"{self.url}/{repo.name}/pull/{pull.number}",
            "labels": [{"id": n, "name": name, "color": "ededed"} for n, name in enumerate(pull.labels, 1)],
            "head": {"sha": pull.head, "ref": pull.head_ref, "label": f"acme:{pull.head_ref}", **place,
                     "repo": head_repo},
            "base": {"sha": base_sha, "ref": pull.base_ref, "label": f"acme:{pull.base_ref}", **place},
            "created_at": moment(pull.created_at), "updated_at": moment(pull.updated_at),
            "closed_at": moment(pull.updated_at) if pull.state == "closed" else None,
            "merged_at": moment(pull.merged_at) if pull.merged_at else None,
            "merge_commit_sha": pull.landed or hashlib.sha1(f"test merge {pull.head}".encode()).hexdigest(),
            "requested_reviewers": [user(login) for login in pull.requested], "requested_teams": [],
        }  # fmt: skip
        if is_whole:
            comments = [each for each in repo.comments.values() if each["issue"] == pull.number]
            data |= {
                "merged": bool(pull.merged_at), "mergeable": True, "comments": len(comments), "review_comments": 0,
                "commits": 1, "additions": 3, "deletions": 1, "changed_files": 1,
            }  # fmt: skip
        return data

    def comment(self, comment: Json) -> Json:
        """A comment without what only we know of it."""
        shown = {key: value for key, value in comment.items() if key not in {"issue", "created", "updated"}}
        return shown | {"created_at": moment(comment["created"]), "updated_at": moment(comment["updated"])}

    def new_comment(
        self, repo: Repo, number: int, author: str, text: str, now: float, *, is_ours: bool = False
    ) -> Json:
        comment: Json = {
            "id": next(self.ids), "user": user(author), "body": text, "issue": number, "created": now, "updated": now,
            "author_association": "MEMBER", "performed_via_github_app": self.app if is_ours else None,
        }  # fmt: skip
        repo.comments[comment["id"]] = comment
        return comment

    def new_check(self, repo: Repo, head: str, name: str, conclusion: str | None, app: Json, **more: Any) -> Json:
        check: Json = {
            "id": next(self.ids), "head_sha": head, "name": name, "external_id": "", "details_url": None,
            "status": "completed" if conclusion else "in_progress", "conclusion": conclusion, "app": app,
            "output": {"title": None, "summary": None, "text": None, "annotations_count": 0}, "pull_requests": [],
        } | more  # fmt: skip
        repo.checks.append(check)
        return check

    @staticmethod
    def latest(checks: list[Json]) -> list[Json]:
        """The newest of each name and app."""
        return list({(check["name"], check["app"]["id"]): check for check in checks}.values())
