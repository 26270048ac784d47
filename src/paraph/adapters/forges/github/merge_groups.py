"""Which changes would land with one try of GitHub's merge queue?

The webhook names a commit and its base. Which pull requests lie between them only the queue itself says (GraphQL,
`MergeQueueEntry`): each entry's head is built on the entry before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from paraph.adapters.forges.fields import branch, commit, field, items, whole
from paraph.adapters.forges.github.api import GRAPHQL, GitHubApi
from paraph.adapters.forges.github.app import Access
from paraph.core.errors import Problem
from paraph.core.model.regex import regex
from paraph.ports.forge import ForgeError, Hint, MergeGroup

_QUEUE_REF = regex(r"refs/heads/gh-readonly-queue/(.{1,200})/pr-([1-9][0-9]*)-([0-9a-f]{40,64})")
_QUERY = """query($owner: String!, $name: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $branch) {
      entries(first: 100) {
        nodes { headCommit { oid } baseCommit { oid } pullRequest { number baseRefName } }
      }
    }
  }
}"""


class _Entry(NamedTuple):
    number: str
    base: str
    target: str


def read_merge_group(api: GitHubApi, access: Access, name: str, hint: Hint) -> MergeGroup:
    """The try that a hint speaks of, as the queue states it now. Raises ForgeError; `is_gone` where it left the
    queue."""
    target = hint.said.get("base_ref", "") or _target_of(hint.ref)
    owner, _, repository = name.partition("/")
    variables = {"owner": owner, "name": repository, "branch": target.removeprefix("refs/heads/")}
    said = api.write(access, "POST", GRAPHQL, {"query": _QUERY, "variables": variables}, "read")
    if next(items(said, "errors"), None) is not None or field(said, "data", "repository") is None:
        raise _untold(
            "GitHub does not say what is in the merge queue", "give the app the permission merge_queues: read"
        )
    queue = _entries(said)
    base = hint.said.get("base_sha", "")
    if hint.head not in queue:
        raise _untold(f"{hint.head[:12]} is no longer in the merge queue", "nothing to do", is_gone=True)
    return MergeGroup(hint.head, target, *_chain(queue, hint.head, base, target))


def _chain(queue: Mapping[str, _Entry], head: str, base: str, target: str) -> tuple[str, tuple[str, ...]]:
    """The base of a try with the changes on it, the first one first. Without a base it is the front of the queue."""
    numbers: list[str] = []
    at = head
    while at != base and (entry := queue.get(at)) is not None and len(numbers) <= len(queue):
        if entry.target != target:
            raise _untold("the merge queue holds a change for another branch", "see the queue")
        numbers.append(entry.number)
        at = entry.base
    if base and at != base:
        raise _untold(f"{base[:12]} is not what the merge queue builds on", "see the queue")
    return at, tuple(reversed(numbers))


def _entries(said: Any) -> dict[str, _Entry]:
    found = {}
    for each in items(said, "data", "repository", "mergeQueue", "entries", "nodes"):
        number, base = whole(each, "pullRequest", "number"), commit(each, "baseCommit", "oid")
        if (head := commit(each, "headCommit", "oid")) and number and base:
            found[head] = _Entry(number, base, branch(each, "pullRequest", "baseRefName"))
    return found


def _target_of(ref: str) -> str:
    found = _QUEUE_REF.fullmatch(ref)
    if found is None:
        raise _untold("the hint names no branch of a merge queue", "wait for the next webhook")
    return f"refs/heads/{found[1]}"


def _untold(what: str, fix: str, *, is_gone: bool = False) -> ForgeError:
    return ForgeError(Problem("P1274", what, fix), is_gone=is_gone)
