"""Which files does the next commit change?"""

from __future__ import annotations

from paraph.adapters.git.location import Location
from paraph.adapters.git.names import decode_path
from paraph.adapters.git.runner import ask, attempt


def staged_paths(location: Location) -> frozenset[str]:
    """The paths that differ between HEAD, or nothing before the first commit, and the index."""
    place = location.asked_at
    has_head = attempt(place, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").status == 0
    words = ("diff-index", "--cached", "--name-only", "-z", "HEAD", "--") if has_head else ("ls-files", "-z")
    return frozenset(decode_path(raw) for raw in ask(place, *words).split(b"\0") if raw)
