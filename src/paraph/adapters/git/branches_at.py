"""Which branches have some commits?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.adapters.git.location import Location
from paraph.adapters.git.names import decode_path
from paraph.adapters.git.runner import attempt

MOST_COMMITS = 100


def branches_at(location: Location, commits: Sequence[str]) -> list[str]:
    """The full refs of the branches that reach one of some commits and that HEAD's branch has not; of at most 100
    commits, and none for commits that are not here."""
    asked = [word for commit in dict.fromkeys(commits[:MOST_COMMITS]) for word in ("--contains", commit)]
    if not asked:
        return []
    words = ("for-each-ref", "--format=%(refname)", *asked, "--no-merged=HEAD", "refs/heads/")
    outcome = attempt(location.asked_at, *words)
    return [decode_path(line) for line in outcome.output.splitlines()] if outcome.status == 0 else []
