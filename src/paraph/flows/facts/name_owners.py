"""Who owns these paths at a revision, and what makes that doubtful?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from paraph.core.errors import InputError, ParaphError, Problem
from paraph.core.model import places
from paraph.core.model.facts import Ownership
from paraph.core.policy.globs import Flavour
from paraph.core.policy.owners import CodeOwners
from paraph.core.policy.owners_find import FoundFile, find_owners_file
from paraph.core.policy.owners_read import MAX_BYTES, read_owners
from paraph.ports.repository import Doubt, RepositoryReader


class NamedOwners(NamedTuple):
    """Owners in the order of the paths, empty when `doubts` says why they cannot be told."""

    owners: tuple[Ownership, ...]
    file: CodeOwners | None = None
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def name_owners(
    repository: RepositoryReader, revision: str, paths: Sequence[str], flavour: Flavour | None = None
) -> NamedOwners:
    """Owners of `paths` by the file at `revision` (the base of a change, never its head).

    Never raises for the file's sake: one that cannot be read, is too large, or has a rival in another of the
    forge's places is a doubt about `owners`. Lines that the forge skips are problems.
    """
    try:
        found = _find(repository, revision, flavour)
        file = None if found is None else read_owners(found.content, found.file, found.flavour)
        refuse_too_much(file, len(paths))
    except ParaphError as error:
        return NamedOwners((), doubts=tuple(Doubt("owners", p.what, p.fix) for p in error.problems))
    if found is None or file is None:
        return NamedOwners(tuple(Ownership(path) for path in paths))
    rival = found.ambiguity
    doubts = () if rival is None else (Doubt("owners", rival.what, rival.fix),)
    return NamedOwners(file.owners_of_all(paths), file, file.problems, doubts)


def refuse_too_much(file: CodeOwners | None, paths: int) -> None:
    """Raise InputError (P0408) where the file's wildcards against so many paths would take minutes."""
    if file is not None and file.is_too_much_for(paths):
        what = f"{file.file} has too many patterns without any literal part for {paths:,} paths"
        raise InputError(Problem("P0408", what, "start such patterns with a directory"))


def _find(repository: RepositoryReader, revision: str, flavour: Flavour | None) -> FoundFile | None:
    contents = ((path, repository.read(revision, path, max_bytes=MAX_BYTES)) for path in places.ANY_CODEOWNERS)
    return find_owners_file({path: content for path, content in contents if content is not None}, flavour)
