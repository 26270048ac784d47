"""What is said of the state of a repository and of the git that reads it?"""

from __future__ import annotations

from typing import NamedTuple


class RepositoryHealth(NamedTuple):
    """`git_version` holds the numbers of git's version, empty where it did not say. `replaced` counts
    replace refs, which are not followed."""

    git_version: tuple[int, ...]
    is_shallow: bool = False
    is_partial: bool = False
    replaced: int = 0
    has_grafts: bool = False
