"""Whose work is it that is staged, and not committed yet?"""

from __future__ import annotations

import os

from paraph.adapters.git.names import decode_path
from paraph.adapters.git.runner import Place
from paraph.adapters.process.run import start
from paraph.core.model.change import Commit
from paraph.core.model.person import Identity
from paraph.ports.repository import Doubt

# Who commits is set by the user's own configuration or environment, and nothing else of theirs is heeded.
_HEEDED = (
    "PATH", "HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
    "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
)  # fmt: skip
_ROLES = ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")
NOBODY = Doubt(
    "commits",
    "staged work has no author yet, and git does not know who would commit it",
    "`git config user.name NAME` and `git config user.email ADDRESS`",
)


def commit_to_be(place: Place, base: str) -> tuple[tuple[Commit, ...], tuple[Doubt, ...]]:
    """The commit that `git commit` would make of the staged work, as yet without an id, or a doubt where git
    would have to guess its author. Like every author of a commit it is a claim."""
    author, committer = (_identity(place, role) for role in _ROLES)
    if author is None or committer is None:
        return (), (NOBODY,)
    return (Commit("", author, committer, (base,) if base else ()),), ()


def _identity(place: Place, role: str) -> Identity | None:
    heeded = {name: os.environ[name] for name in _HEEDED if name in os.environ}
    arguments = [*place.arguments, "-c", "user.useConfigOnly=true", "var", role]
    with start("git", arguments, {**heeded, **place.environment, "LC_ALL": "C"}) as running:
        outcome = running.finish()
    name, _, rest = decode_path(outcome.output.rstrip(b"\n")).rpartition(" <")
    address = rest.partition(">")[0]
    return Identity(name, address) if outcome.status == 0 and address else None
