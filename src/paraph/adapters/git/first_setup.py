"""What must hold of a repository before a server guards it, and what does git itself say of it?"""

from __future__ import annotations

from paraph.adapters.git.location import Location
from paraph.adapters.git.references import current_branch
from paraph.core.errors import InputError, Problem


def refuse_unfit(location: Location) -> None:
    """Raise InputError for a repository that nobody pushes to: hooks that guard refs belong into a bare one."""
    if not location.is_bare:
        what = f"{location.git_folder} has a work tree; a server guards a bare repository"
        raise InputError(Problem("P0913", what, "give the bare one that people push to, or use --local here"))
    if location.shallow:
        what = f"{location.git_folder} is shallow: what it does not have cannot be judged"
        raise InputError(Problem("P0913", what, "`git fetch --unshallow` there first"))


def head_branch(location: Location) -> str:
    """The branch that HEAD stands on, whether or not it has a commit. Raises InputError where it stands on none."""
    branch = current_branch(location)
    if not branch:
        fix = "name what to guard: --protect main --policy-ref main"
        raise InputError(Problem("P0915", "HEAD of the repository stands on no branch", fix))
    return branch


def commit_named(location: Location, typed: str) -> str:
    """A full commit id as typed, which need not be here yet. Raises InputError for anything else."""
    text = typed.strip().lower()
    if len(text) != location.id_length or text.strip("0123456789abcdef") or not text.strip("0"):
        what = f"{typed!r} is no full commit id of this repository ({location.id_length} digits)"
        raise InputError(Problem("P0916", what, "`git rev-parse HEAD` prints that of the first commit"))
    return text
