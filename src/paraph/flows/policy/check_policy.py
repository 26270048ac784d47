"""Which likely mistakes are in a policy, seen beside the people and the paths of its repository?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paraph.core.model.guard import GuardSettings
from paraph.core.model.person import Directory
from paraph.core.model.policy import Policy
from paraph.core.policy.layers import stated
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
    given = tuple(documents)
    remarks = review_policy(policy, given, directory, paths)
    return (*remarks, *_guard_remarks(policy, given)) if policy.guard else remarks


def _guard_remarks(policy: Policy, documents: tuple[Document, ...]) -> Iterator[Remark]:
    """What is likely wrong in `guard:`, at the place where the last document has it."""
    from paraph.core.guard.review_settings import UNKNOWN_ROW, review_settings

    places = [place for document in documents if (place := stated(document, "guard"))]
    for problem in review_settings(policy.guard or GuardSettings(), places[-1] if places else None):
        yield Remark("error" if problem.code == UNKNOWN_ROW else "warning", problem)
