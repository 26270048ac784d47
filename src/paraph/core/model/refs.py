"""Which refs are ours, and which branch does a ref mean, wherever it was read?"""

from __future__ import annotations

NOTES_SPACE = "refs/notes/paraph/"
STATEMENTS_REF = f"{NOTES_SPACE}statements"
ATTRIBUTION_REF = "refs/notes/ai"
REMOTE_ATTRIBUTION_SPACE = "refs/notes/ai-remote/"
SPACES = ("refs/tags/", "refs/heads/", "refs/remotes/")


def short_name(ref: str) -> str:
    """A full ref without its name space, as people type it: `main`, `origin/main`, `v1`."""
    return next((ref.removeprefix(space) for space in SPACES if ref.startswith(space)), ref)


def branch_at_home(ref: str) -> str:
    """The branch that a ref as fetched stands for: rules and sign-offs speak of `main`, wherever it was read."""
    return "refs/heads/" + ref.split("/", 3)[-1] if ref.startswith("refs/remotes/") else ref
