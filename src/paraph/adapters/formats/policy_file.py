"""What policy do these files make, a repository's, an organisation's, or both together?"""

from __future__ import annotations

from paraph.adapters.formats.document_cache import Folder, read_document
from paraph.core.errors import InputError, Problem
from paraph.core.model.policy import Policy
from paraph.core.policy.layers import read_layers
from paraph.core.policy.read import read_policy
from paraph.ports.documents import SourceText


def read_policy_files(
    repository: SourceText | None, organisation: SourceText | None = None, *, cache: Folder | None = None
) -> Policy:
    """Read one or two policy files; `cache` is a folder that keeps parsed documents for the next call.

    Raises InputError with all problems of the first file that has some, each with its place.
    """
    ours = read_document(repository.content, repository.file, cache) if repository else None
    if organisation is not None:
        return read_layers(read_document(organisation.content, organisation.file, cache), ours)
    if ours is None:
        raise InputError(Problem("P0137", "there is no policy to read", "run `paraph init`, or name a file"))
    return read_policy(ours)
