"""Where does a file stand that is not yet where it would count?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.errors import ParaphError
from paraph.core.model import places
from paraph.core.model.refs import branch_at_home, short_name
from paraph.ports.repository import RepositoryReader


class Unpublished(NamedTuple):
    """Where the file is, where it is not, and what brings it there."""

    found: str
    fix: str


def unpublished(reader: RepositoryReader, path: str = places.POLICY) -> Unpublished | None:
    """A governed file that the default branch as fetched lacks, and that this clone has on the branch of the same
    name, or at HEAD; None where there is no such file, or no default branch. Never raises for what git cannot tell.
    """
    try:
        default = reader.default_branch()
        tips = {tip.name: tip.commit for tip in reader.tips()}
        if default not in tips or reader.read(tips[default], path) is not None:
            return None
        home, there = branch_at_home(default), short_name(default)
        if home != default and home in tips and reader.read(tips[home], path) is not None:
            here = short_name(home)
            return Unpublished(f"{path} is on {here}, not on {there}", f"git push, or ask with --target {here}")
        if reader.read(reader.commit_id("HEAD"), path) is not None:
            return Unpublished(f"{path} is at HEAD, not on {there}", f"bring it to {there}: from there it judges")
    except ParaphError:
        return None
    return None
