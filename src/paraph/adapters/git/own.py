"""What does the user's own git do, with their settings and credentials?

Only for what is theirs to decide: where hooks lie, who they are, and what a remote is. Nothing that a verdict looks
at is asked this way.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from paraph.adapters.process.run import Limits, Outcome, start

LIMITS = Limits(seconds=900.0, idle_seconds=600.0)


def own_git(folder: str, *arguments: str, more: Mapping[str, str] | None = None, data: bytes = b"") -> Outcome:
    """Run git as its user would in `folder`, `more` put into its environment.

    Raises ReadError when there is no git, or it takes too long.
    """
    environment = {**os.environ, "LC_ALL": "C", **(more or {})}
    with start("git", ["-C", folder, *arguments], environment, LIMITS) as running:
        return running.finish(data)


def setting(folder: str, name: str) -> str:
    """The value of a setting, empty where it is not set."""
    outcome = own_git(folder, "config", "--get", name)
    return "" if outcome.status else outcome.output.decode("utf-8", "replace").strip()


def identity(folder: str) -> tuple[str, str]:
    """The user's name and address as they commit, a stand-in where git knows neither."""
    said = own_git(folder, "var", "GIT_COMMITTER_IDENT").output.decode("utf-8", "replace")
    name, found, rest = said.partition(" <")
    email = rest.partition(">")[0]
    return (name, email) if found and name and email else ("paraph", "paraph@localhost")
