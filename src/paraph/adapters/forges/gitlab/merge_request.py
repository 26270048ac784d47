"""What does GitLab say of one merge request now?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from paraph.adapters.forges.fields import branch, commit, epoch, field, flag, items, text, whole
from paraph.adapters.forges.gitlab.api import GitLabApi, needed, trouble
from paraph.adapters.forges.gitlab.names import account_of, change_path, project_path
from paraph.adapters.forges.gitlab.reviews import Reviews
from paraph.core.model.evidence import Check
from paraph.core.model.proposal import Proposal, ProposalState
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import Known

LATELY_SECONDS = 7 * 86_400
MOST_CHECKS = 10
_STATES: Mapping[str, ProposalState] = {"opened": "open", "locked": "open", "merged": "landed", "closed": "closed"}
_CONCLUSIONS = {"success": "success", "failed": "failure", "canceled": "cancelled", "skipped": "skipped"}
UNASKED = ("checks", "they were not asked for")


def read_proposal(
    api: GitLabApi, reviews: Reviews, repository: ConnectedRepository, number: str, *, checks: bool, own_check: str
) -> Proposal:
    """The merge request with who approved which head; its checks but our own (`own_check`) where they are asked for."""
    path = change_path(repository, number)
    said = api.read(path)
    head, state = _head(said), _state(said)
    opened = state == "open"
    return Proposal(
        repository=repository.key,
        number=number,
        head=head,
        target=needed(branch(said, "target_branch"), "the target branch"),
        source=branch(said, "source_branch"),
        state=state,
        title=text(said, "title"),
        body=text(said, "description"),
        author=account_of(said, "author"),
        url=text(said, "web_url"),
        is_draft=bool(flag(said, "draft")),
        labels=tuple(label for label in field(said, "labels") or () if isinstance(label, str)),
        landed=landed_as(said) if state == "landed" else "",
        reviews=reviews.of(path, head, reviewers=bool(list(items(said, "reviewers")))) if opened else (),
        checks=tuple(_checks(api, repository, head, own_check)) if checks else (),
        asked=tuple(filter(None, (account_of(each) for each in items(said, "reviewers")))),
        updated_at=epoch(said, "updated_at"),
        unread=() if checks else (UNASKED,),
    )


def landed_as(said: Any) -> str:
    """The commit as which a merge request landed: of its merge, its squash, or its own head where it was moved on."""
    return commit(said, "merge_commit_sha") or commit(said, "squash_commit_sha") or commit(said, "sha")


def changes_of(api: GitLabApi, repository: ConnectedRepository) -> Iterator[Known]:
    """The open merge requests, then those that were closed or landed within a week."""
    path = f"{project_path(repository)}/merge_requests"
    for said in api.pages(path, {"state": "opened", "scope": "all", "order_by": "created_at", "sort": "asc"}):
        yield _known(said)
    since = _moment(int(api.clock()) - LATELY_SECONDS)
    for state in ("merged", "closed"):
        for said in api.pages(path, {"state": state, "scope": "all", "updated_after": since}):
            yield _known(said)


def _known(said: Mapping[str, Any]) -> Known:
    number = needed(whole(said, "iid"), "the number of a merge request")
    target = needed(branch(said, "target_branch"), "the target branch")
    return Known(number, _head(said), target, _state(said), epoch(said, "updated_at"))


def _head(said: Any) -> str:
    return needed(commit(said, "sha"), "the head of the merge request")


def _state(said: Any) -> Literal["open", "landed", "closed"]:
    found = _STATES.get(text(said, "state"))
    if found is None:
        raise trouble("GitLab's answer lacks the state of the merge request")
    return found


def _checks(api: GitLabApi, repository: ConnectedRepository, head: str, own: str) -> Iterator[Check]:
    """The newest status of each name at a head. Whoever may push may post one: `app` is the account that did."""
    path = f"{project_path(repository)}/repository/commits/{head}/statuses"
    for said in api.pages(path, most=MOST_CHECKS):
        name = text(said, "name")
        if name != own:
            conclusion = _CONCLUSIONS.get(text(said, "status"))
            yield Check(name, conclusion, text(said, "author", "username"), commit(said, "sha") or None)


def _moment(seconds: int) -> str:
    from paraph.core.attest.timestamps import timestamp

    return timestamp(seconds)
