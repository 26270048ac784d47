"""Which head did each approval speak of?

GitLab says who approves a merge request now, and does not say at which head. It does say when, and when each version
of the merge request came: an approval speaks of the newest version that was there before it. One that came in the
same second as a version speaks of the one before; one whose moment is not told speaks of nothing, and is left out.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple

from paraph.adapters.forges.fields import commit, epoch, flag, items, text, whole
from paraph.adapters.forges.gitlab.api import GitLabApi, listed, trouble
from paraph.adapters.forges.gitlab.names import account_of
from paraph.core.model.proposal import ForgeReview

_APPROVED = "approved this merge request"
_MOST_KNOWN = 20_000
_NOTE_PAGES = 20


class Version(NamedTuple):
    """One state of a merge request: its head, and since when (epoch seconds)."""

    head: str
    at: int


class Approval(NamedTuple):
    """Somebody's approval that stands; `at` is 0 where GitLab does not say since when."""

    user: str
    account: str
    at: int


class Reviews:
    """The reviews of merge requests, each bound to a head once, when it is first seen. For any number of threads."""

    def __init__(self, api: GitLabApi) -> None:
        self._api = api
        self._known: OrderedDict[tuple[str, Approval], str] = OrderedDict()
        self._lock = Lock()

    def of(self, path: str, head: str, *, reviewers: bool) -> tuple[ForgeReview, ...]:
        """Those of the merge request at a path whose head is `head`; `reviewers` says that somebody was asked, who may
        want changes. Raises ForgeError."""
        found = self._approvals(path)
        number = path.rpartition("/")[2]
        approvals = [(each, self._head_of(path, each)) for each in found]
        told = [
            ForgeReview(
                f"{number}:{each.user}:{each.at}:{at[:12]}", each.account, "approved", at, each.at, number=each.user
            )
            for each, at in approvals
            if at
        ]
        return (*told, *(self._objections(path, number, head) if reviewers else ()))

    def _approvals(self, path: str) -> list[Approval]:
        said = self._api.read(f"{path}/approvals")
        if not isinstance(said, dict) or not isinstance(said.get("approved_by"), list):
            raise trouble("GitLab does not say who approved")
        every = [
            Approval(whole(each, "user", "id"), account_of(each, "user"), epoch(each, "approved_at"))
            for each in items(said, "approved_by")
        ]
        found = [each for each in every if each.user and each.account]
        return self._dated(path, found) if any(not each.at for each in found) else found

    def _dated(self, path: str, found: Sequence[Approval]) -> list[Approval]:
        """By the notes that GitLab itself writes: older ones do not say it with the approval."""
        moments: dict[str, int] = {}
        query = {"activity_filter": "only_activity", "sort": "desc"}
        pages = self._api.pages(f"{path}/notes", query, _NOTE_PAGES)
        for note in pages:
            user = whole(note, "author", "id")
            if flag(note, "system") and text(note, "body").strip() == _APPROVED and user not in moments:
                moments[user] = epoch(note, "created_at")
        return [each._replace(at=each.at or moments.get(each.user, 0)) for each in found]

    def _head_of(self, path: str, approval: Approval) -> str:
        if not approval.at:
            return ""
        with self._lock:
            known = self._known.get((path, approval))
        if known is not None:
            return known
        head = head_at(self._versions(path), approval.at)
        with self._lock:
            self._known[path, approval] = head
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
        return head

    def _versions(self, path: str) -> list[Version]:
        every = self._api.pages(f"{path}/versions")
        found = [Version(commit(each, "head_commit_sha"), epoch(each, "created_at")) for each in every]
        if not found or not all(each.head and each.at for each in found):
            raise trouble("GitLab does not say which versions a merge request had")
        return found

    def _objections(self, path: str, number: str, head: str) -> list[ForgeReview]:
        """Who wants changes; GitLab keeps that until they say otherwise, whatever is pushed."""
        asked = listed(self._api.read(f"{path}/reviewers"), f"{path}/reviewers")
        return [_objection(each, number, head) for each in asked if text(each, "state") == "requested_changes"]


def head_at(versions: Sequence[Version], at: int) -> str:
    """The head of the newest version that was surely there at a moment, empty for none."""
    ordered = sorted(versions, key=lambda each: each.at)
    before = [each for each in ordered if each.at < at]
    same = [each for each in ordered if each.at == at]
    if before:
        return before[-1].head
    return same[0].head if len(same) == 1 else ""


def _objection(said: Mapping[str, Any], number: str, head: str) -> ForgeReview:
    user = whole(said, "user", "id")
    account = account_of(said, "user")
    return ForgeReview(f"{number}:{user}:changes", account, "changes_requested", head, epoch(said, "created_at"),
                       number=user)  # fmt: skip
