"""Which likely mistakes are in a policy, seen beside the people and the paths of its repository?"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.core.model.person import Directory
from paraph.core.model.policy import Policy
from paraph.core.policy.review import Remark, review_policy
from paraph.core.policy.review_cover import KnownPath
from paraph.core.policy.source import Document
from paraph.core.tier.kinds import kinds_of
from paraph.ports.repository import TreeEntry


def check_policy(
    policy: Policy, documents: Iterable[Document], directory: Directory | None, entries: Iterable[TreeEntry]
) -> tuple[Remark, ...]:
    """Likely mistakes in the order of the files; `entries` are the files of the repository."""
    paths = (KnownPath(entry.path, kinds_of(entry.path, entry.mode)) for entry in entries)
    return review_policy(policy, documents, directory, paths)
