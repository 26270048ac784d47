"""What does the stand-in for GitHub answer to each request of the API that is documented, and to no other?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from forges import github_forms as forms
from forges.github_state import Json, Pull, Repo, State, moment, user


class Call(NamedTuple):
    """A request that was found to be well-formed: by whom, for what, when."""

    state: State
    now: float
    match: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    installation: int = 0

    @property
    def repo(self) -> Repo:
        try:
            return self.state.repos[f"{self.match['owner']}/{self.match['name']}".lower()]
        except KeyError:
            raise Refused(404, "Not Found") from None

    @property
    def pull(self) -> Pull:
        try:
            return self.repo.pulls[int(self.match["number"])]
        except KeyError:
            raise Refused(404, "Not Found") from None

    def form(self, wrong: str) -> None:
        if wrong:
            raise Refused(422, f"Validation Failed: {wrong}")


class Refused(Exception):  # noqa: N818 - an answer
    """An answer that is no success."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Route(NamedTuple):
    """One documented request. `auth` is `app`, `installation` or `none`; `right` the permission that it takes."""

    method: str
    path: re.Pattern[str]
    auth: str
    right: str
    answer: Callable[[Call], tuple[int, Any]]
    is_told: bool = False


ROUTES: list[Route] = []
_PARTS = {
    "owner": r"[A-Za-z0-9-]+", "name": r"[A-Za-z0-9._-]+", "number": r"\d+", "id": r"\d+", "sha": r"[0-9a-f]{40}",
    "org": r"[A-Za-z0-9-]+", "slug": r"[a-z0-9._-]+", "branch": r"[^/]+", "code": r"[A-Za-z0-9_-]+",
}  # fmt: skip


def route(
    method: str, path: str, right: str = "", *, auth: str = "installation", is_told: bool = False
) -> Callable[[Callable[[Call], tuple[int, Any]]], Callable[[Call], tuple[int, Any]]]:
    """Add one."""
    path = path.replace("/repo/", "/repos/{owner}/{name}/")
    pattern = re.compile(re.sub(r"\{(\w+)\}", lambda found: f"(?P<{found[1]}>{_PARTS[found[1]]})", path))

    def add(answer: Callable[[Call], tuple[int, Any]]) -> Callable[[Call], tuple[int, Any]]:
        ROUTES.append(Route(method, pattern, auth, right, answer, is_told))
        return answer

    return add


@route("GET", "/app/installations", auth="app")
def installations(call: Call) -> tuple[int, Any]:
    return 200, [
        {"id": id_, "account": user(owner), "app_id": call.state.app_id, "target_type": "Organization",
         "suspended_at": moment(call.now) if id_ in call.state.suspended else None}
        for id_, owner in call.state.installations.items()
    ]  # fmt: skip


@route("GET", "/orgs/{org}/installation", auth="app")
@route("GET", "/repo/installation", auth="app")
def installation(call: Call) -> tuple[int, Any]:
    owner = call.match.get("org") or call.match["owner"]
    for id_, account in call.state.installations.items():
        if account.lower() == owner.lower():
            return 200, {"id": id_, "account": user(account), "app_id": call.state.app_id}
    raise Refused(404, "Not Found")


@route("GET", "/installation/repositories", "metadata: read")
def repositories(call: Call) -> tuple[int, Any]:
    found = [repo for repo in call.state.repos.values() if repo.installation == call.installation]
    return 200, {"total_count": len(found), "repositories": [call.state.repo(repo) for repo in found]}


@route("GET", "/repo/activity", "contents: read")
def activities(call: Call) -> tuple[int, Any]:
    ref = call.query.get("ref")
    return 200, [each for each in reversed(call.repo.activities) if ref in {None, each["ref"]}]


@route("GET", "/repo/pulls", "pull_requests: read")
def pulls(call: Call) -> tuple[int, Any]:
    found = [pull for pull in call.repo.pulls.values() if call.query.get("state", "open") in {pull.state, "all"}]
    by = {"created": "created_at", "updated": "updated_at"}[call.query.get("sort", "created")]
    is_falling = call.query.get("direction", "desc") == "desc"
    found.sort(key=lambda pull: (getattr(pull, by), pull.number), reverse=is_falling)
    return 200, [call.state.pull(call.repo, pull, is_whole=False) for pull in found]


@route("GET", "/repo/pulls/{number}", "pull_requests: read")
def pull(call: Call) -> tuple[int, Any]:
    return 200, call.state.pull(call.repo, call.pull)


@route("GET", "/repo/pulls/{number}/reviews", "pull_requests: read")
def reviews(call: Call) -> tuple[int, Any]:
    return 200, call.pull.reviews


@route("POST", "/repo/pulls/{number}/requested_reviewers", "pull_requests: write", is_told=True)
def request_reviewers(call: Call) -> tuple[int, Any]:
    call.form(forms.reviewers(call.body))
    repo, pull = call.repo, call.pull
    for login in call.body.get("reviewers", []):
        if login.lower() == pull.author.lower():
            raise Refused(422, "Review cannot be requested from pull request author.")
        if repo.collaborators is not None and login not in repo.collaborators:
            raise Refused(422, "Reviews may only be requested from collaborators.")
    for login in call.body.get("reviewers", []):
        pull.asked.append(login)
        if login not in pull.requested:
            pull.requested.append(login)
    if len(pull.requested) > 15:
        raise Refused(422, "Could not request more than 15 reviewers.")
    return 201, call.state.pull(repo, pull, is_whole=False)


@route("GET", "/repo/commits/{sha}/check-runs", "checks: read")
def check_runs(call: Call) -> tuple[int, Any]:
    found = [check for check in call.repo.checks if check["head_sha"] == call.match["sha"]]
    found = [check for check in found if call.query.get("check_name", check["name"]) == check["name"]]
    found = [check for check in found if call.query.get("app_id", str(check["app"]["id"])) == str(check["app"]["id"])]
    if call.query.get("filter", "latest") == "latest":
        found = call.state.latest(found)
    return 200, {"total_count": len(found), "check_runs": found}


@route("GET", "/repo/commits/{sha}/status", "statuses: read")
def status(call: Call) -> tuple[int, Any]:
    found = call.repo.statuses.get(call.match["sha"], [])
    return 200, {"state": "pending", "sha": call.match["sha"], "total_count": len(found), "statuses": found}


@route("POST", "/repo/check-runs", "checks: write")
def create_check(call: Call) -> tuple[int, Any]:
    call.form(forms.check_run(call.body, is_new=True))
    body = call.body
    check = call.state.new_check(call.repo, body["head_sha"], body["name"], body.get("conclusion"), call.state.app)
    return 201, _written(check, body)


@route("PATCH", "/repo/check-runs/{id}", "checks: write")
def update_check(call: Call) -> tuple[int, Any]:
    call.form(forms.check_run(call.body, is_new=False))
    for check in call.repo.checks:
        if check["id"] == int(call.match["id"]) and check["app"]["id"] == call.state.app_id:
            return 200, _written(check, call.body)
    raise Refused(404, "Not Found")


def _written(check: Json, body: Json) -> Json:
    check.update({key: body[key] for key in ("status", "conclusion", "external_id", "details_url") if key in body})
    said = dict(body.get("output", {}))
    count = check["output"]["annotations_count"] + len(said.pop("annotations", []))
    check["output"] = {**check["output"], **said, "annotations_count": count}
    return check


@route("GET", "/repo/issues/{number}/comments", "pull_requests: read")
def comments(call: Call) -> tuple[int, Any]:
    number = call.pull.number
    return 200, [call.state.comment(each) for each in call.repo.comments.values() if each["issue"] == number]


@route("POST", "/repo/issues/{number}/comments", "pull_requests: write", is_told=True)
def create_comment(call: Call) -> tuple[int, Any]:
    call.form(forms.comment(call.body))
    bot = f"{call.state.slug}[bot]"
    made = call.state.new_comment(call.repo, call.pull.number, bot, call.body["body"], call.now, is_ours=True)
    return 201, call.state.comment(made)


@route("GET", "/repo/issues/comments/{id}", "pull_requests: read")
def comment(call: Call) -> tuple[int, Any]:
    return 200, call.state.comment(_comment(call))


@route("PATCH", "/repo/issues/comments/{id}", "pull_requests: write", is_told=True)
def update_comment(call: Call) -> tuple[int, Any]:
    call.form(forms.comment(call.body))
    found = _comment(call)
    found["body"], found["updated"] = call.body["body"], call.now
    return 200, call.state.comment(found)


def _comment(call: Call) -> Json:
    try:
        return call.repo.comments[int(call.match["id"])]
    except KeyError:
        raise Refused(404, "Not Found") from None


@route("POST", "/repo/actions/runs/{id}/deployment_protection_rule", "deployments: write")
def answer_deployment(call: Call) -> tuple[int, Any]:
    call.form(forms.deployment(call.body))
    call.repo.deployments.append({"run": int(call.match["id"]), **call.body})
    return 204, None


@route("GET", "/repo/branches", "contents: read")
def branches(call: Call) -> tuple[int, Any]:
    call.form("" if call.query.get("protected") == "true" else "only protected branches are asked for here")
    return 200, [{"name": name, "protected": True} for name in sorted({*call.repo.protection, *call.repo.rules})]


@route("GET", "/repo/branches/{branch}/protection", "administration: read")
def branch_protection(call: Call) -> tuple[int, Any]:
    try:
        return 200, call.repo.protection[unquote(call.match["branch"])]
    except KeyError:
        raise Refused(404, "Branch not protected") from None


@route("GET", "/repo/rules/branches/{branch}", "metadata: read")
def branch_rules(call: Call) -> tuple[int, Any]:
    return 200, call.repo.rules.get(unquote(call.match["branch"]), [])


@route("GET", "/repo/rulesets/{id}", "metadata: read")
def ruleset(call: Call) -> tuple[int, Any]:
    try:
        return 200, call.repo.rulesets[int(call.match["id"])]
    except KeyError:
        raise Refused(404, "Not Found") from None


@route("GET", "/orgs/{org}/teams/{slug}/members", "members: read")
def members(call: Call) -> tuple[int, Any]:
    try:
        return 200, [user(login) for login in call.state.teams[f"{call.match['org']}/{call.match['slug']}"]]
    except KeyError:
        raise Refused(404, "Not Found") from None


@route("POST", "/graphql", "merge_queues: read")
def graphql(call: Call) -> tuple[int, Any]:
    """Only what the merge queue holds can be asked for."""
    call.form(forms.graphql(call.body))
    if "mergeQueue(branch: $branch)" not in call.body["query"]:
        return 200, {"errors": [{"message": "no such field"}]}
    said = call.body["variables"]
    repo = call.state.repos.get(f"{said['owner']}/{said['name']}".lower())
    if repo is None:
        return 200, {"data": {"repository": None}, "errors": [{"type": "NOT_FOUND", "message": "no such repository"}]}
    entries = [each for each in repo.queue if each["pullRequest"]["baseRefName"] == said["branch"]]
    return 200, {"data": {"repository": {"mergeQueue": {"entries": {"nodes": entries}} if entries else None}}}


@route("POST", "/app-manifests/{code}/conversions", auth="none")
def convert(call: Call) -> tuple[int, Any]:
    if call.match["code"] != "a-good-code":
        raise Refused(404, "Not Found")
    return 201, call.state.app | {
        "client_id": "Iv1.sample", "client_secret": "a-client-secret", "webhook_secret": "a-webhook-secret",
        "pem": "-----BEGIN RSA PRIVATE KEY-----\n", "html_url": f"{call.state.url}/apps/{call.state.slug}",
    }  # fmt: skip
