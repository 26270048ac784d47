"""What does GitHub say of a pull request, its reviews and the checks of its head?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from paraph.adapters.forges.fields import branch, commit, epoch, flag, items, text, whole
from paraph.adapters.forges.github.api import GitHubApi, listed, needed
from paraph.adapters.forges.github.app import Access
from paraph.adapters.forges.github.names import account_of
from paraph.core.model.evidence import Check
from paraph.core.model.noun import changed
from paraph.core.model.proposal import ForgeReview, Proposal, ProposalState, ReviewState
from paraph.ports.forge import Known

CLOSED_PAGES = 2
_REVIEWS: Mapping[str, ReviewState] = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "changes_requested",
    "COMMENTED": "commented",
    "DISMISSED": "dismissed",
}
_STATUS: Mapping[str, str | None] = {"success": "success", "failure": "failure", "error": "failure", "pending": None}


class Pull(NamedTuple):
    """A pull request with how many comments it has, None where that is not said."""

    proposal: Proposal
    comments: int | None


def pull_reader(repository: str, number: str) -> Callable[[Any], Pull]:
    """What reads `GET /repos/{owner}/{repo}/pulls/{number}` of the repository with this key."""

    def read(data: Any) -> Pull:
        needed(whole(data, "number") == number, "the number of the pull request")
        state: ProposalState = needed(_state(data), "the state of the pull request")
        proposal = Proposal(
            repository=repository,
            number=number,
            head=needed(commit(data, "head", "sha"), "the head of the pull request"),
            target=needed(branch(data, "base", "ref"), "the target of the pull request"),
            source=branch(data, "head", "ref"),
            state=state,
            title=text(data, "title"),
            body=text(data, "body"),
            author=account_of(data, "user"),
            url=text(data, "html_url"),
            is_draft=flag(data, "draft") is True,
            labels=tuple(name for each in items(data, "labels") if (name := text(each, "name"))),
            landed=commit(data, "merge_commit_sha") if state == "landed" else "",
            asked=tuple(name for each in items(data, "requested_reviewers") if (name := account_of(each))),
            updated_at=epoch(data, "updated_at"),
        )
        comments = data.get("comments")
        return Pull(proposal, comments if isinstance(comments, int) else None)

    return read


def read_proposal(api: GitHubApi, access: Access, path: str, repository: str, number: str, *, checks: bool) -> Proposal:
    """The pull request below `path` with its reviews, and the checks of its head where they are asked for."""
    found = api.read(access, f"{path}/pulls/{number}", pull_reader(repository, number)).proposal
    pages = api.pages(access, f"{path}/pulls/{number}/reviews?per_page=100", read_reviews)
    found = changed(found, reviews=tuple(review for page in pages for review in page))
    if not checks:
        return changed(found, unread=(("checks", "they were not asked for"),))
    return changed(found, checks=tuple(read_checks(api, access, path, found.head)))


def read_reviews(data: Any) -> tuple[ForgeReview, ...]:
    """Those of one page that were submitted, the oldest first."""
    return tuple(
        ForgeReview(
            whole(each, "id"),
            account_of(each, "user"),
            state,
            commit(each, "commit_id"),
            at,
            number=whole(each, "user", "id"),
        )
        for each in listed(data, "reviews")
        if (state := _REVIEWS.get(text(each, "state"))) and whole(each, "id") and (at := epoch(each, "submitted_at"))
    )


def read_checks(api: GitHubApi, access: Access, path: str, head: str) -> Iterator[Check]:
    """The latest check runs and statuses of a commit; a status has no app that could be trusted."""

    def runs(data: Any) -> list[Check]:
        needed(isinstance(data, dict) and isinstance(data.get("check_runs"), list), "the check runs")
        return [
            Check(name, text(each, "conclusion") or None, text(each, "app", "slug"), head)
            for each in items(data, "check_runs")
            if (name := text(each, "name")) and commit(each, "head_sha") == head
        ]

    def statuses(data: Any) -> list[Check]:
        needed(commit(data, "sha") == head and isinstance(data.get("statuses"), list), "the statuses")
        return [
            Check(name, _STATUS.get(text(each, "state"), "failure"), "", head)
            for each in items(data, "statuses")
            if (name := text(each, "context"))
        ]

    for page in api.pages(access, f"{path}/commits/{head}/check-runs?per_page=100", runs):
        yield from page
    for page in api.pages(access, f"{path}/commits/{head}/status?per_page=100", statuses):
        yield from page


def read_open(api: GitHubApi, access: Access, path: str) -> Iterator[Known]:
    """Every open pull request, then those that were closed lately."""
    for page in api.pages(access, f"{path}/pulls?state=open&sort=created&direction=asc&per_page=100", read_known):
        yield from page
    closed = f"{path}/pulls?state=closed&sort=updated&direction=desc&per_page=100"
    for number in range(1, CLOSED_PAGES + 1):
        found = api.read(access, closed + (f"&page={number}" if number > 1 else ""), read_known)
        yield from found
        if len(found) < 100:
            return


def read_known(data: Any) -> list[Known]:
    """One page of a listing. What lacks its number or head is left out: it is read by itself, when its turn comes."""
    return [
        Known(whole(each, "number"), commit(each, "head", "sha"), target, state, epoch(each, "updated_at"))
        for each in listed(data, "pull requests")
        if (target := branch(each, "base", "ref")) and (state := _state(each)) and whole(each, "number")
    ]


def _state(data: Any) -> ProposalState | None:
    state = text(data, "state")
    if state == "closed":
        return "landed" if flag(data, "merged") or text(data, "merged_at") else "closed"
    return "open" if state == "open" else None
