"""Who moved a branch, as far as GitHub still knows?

"List repository activities" (docs.github.com, REST API, repositories): https://docs.github.com/en/rest/repos/repos.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from paraph.adapters.forges.fields import commit, text
from paraph.adapters.forges.github.api import GitHubApi, listed
from paraph.adapters.forges.github.app import Access
from paraph.adapters.forges.github.names import account_of

_PUSHES = frozenset({"push", "force_push", "branch_creation"})


def read_pushes(api: GitHubApi, access: Access, path: str, ref: str) -> Mapping[str, str]:
    """Accounts by the commit that a branch was moved to, of the last hundred times. Raises ForgeError."""

    def read(data: Any) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in reversed(listed(data, "activities")):
            after, account = commit(each, "after"), account_of(each, "actor")
            if after and account and text(each, "ref") == ref and text(each, "activity_type") in _PUSHES:
                found.setdefault(after, account)
        return found

    return api.read(access, f"{path}/activity?ref={quote(ref, safe='')}&per_page=100", read)
