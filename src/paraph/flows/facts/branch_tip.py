"""Which commit and which branch does a user mean who looks at the past?"""

from __future__ import annotations

from paraph.core.errors import InputError
from paraph.core.model.refs import branch_at_home, short_name
from paraph.ports.repository import RepositoryReader


def branch_tip(reader: RepositoryReader, branch: str | None) -> str:
    """The commit that a branch leads to; of the default branch without a name, of HEAD where there is none.

    Raises InputError where nothing was committed yet, or nothing bears that name.
    """
    if branch is None:
        try:
            branch = reader.default_branch()
        except InputError:
            branch = "HEAD"
    return reader.commit_id(branch)


def branch_name(reader: RepositoryReader, branch: str | None) -> str:
    """The full name of the branch whose past is meant, empty where none is."""
    try:
        wanted = branch or reader.default_branch()
    except InputError:
        return ""
    names = (tip.name for tip in reader.tips())
    return next((branch_at_home(name) for name in names if wanted in (name, short_name(name))), "")
