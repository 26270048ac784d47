"""Under which name does a decision stand at a commit?

A forge keeps checks by commit and name, not by change. What allows a head for one branch must not be taken for what
allows the same head for another: somebody could propose it where little is asked.
"""

from __future__ import annotations

_BRANCHES = "refs/heads/"


def check_name(name: str, target: str, default: str) -> str:
    """The plain name for changes of the default branch; for those of any other it is named, too. Both are full refs."""
    if not target or target == default:
        return name
    return f"{name} ({target.removeprefix(_BRANCHES)})"
