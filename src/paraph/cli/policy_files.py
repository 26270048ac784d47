"""Which files does somebody mean who works on a policy: those they name, or those of the work tree?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import click

from paraph.core.errors import InputError, Problem
from paraph.core.model import places
from paraph.core.model.person import Directory
from paraph.core.model.policy import Policy
from paraph.core.policy.source import Document
from paraph.ports.documents import SourceText

MAX_BYTES = 4 * 1_048_576


class PolicyFiles(NamedTuple):
    """A policy with the documents that it was read from, and the people beside it where there is such a file."""

    root: Path
    policy: Policy
    documents: tuple[Document, ...]
    directory: Directory | None


def policy_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options that name other files than those of the work tree."""
    for option in (
        click.option("--directory", metavar="FILE", help=f"The people file, instead of {places.PEOPLE}."),
        click.option("--org-policy", metavar="FILE", help="The organisation's policy, which the other stands on."),
        click.option("--policy", metavar="FILE", help=f"The policy, instead of {places.POLICY}."),
    ):
        function = option(function)
    return function


def read_policy_work(repository: str, policy: str | None, org_policy: str | None, directory: str | None) -> PolicyFiles:
    """Read what is being worked on. Raises InputError with every problem of the first file that has some."""
    from paraph.adapters.directories.files import read_directory
    from paraph.adapters.formats.yaml import read_yaml
    from paraph.core.policy.layers import read_layers
    from paraph.core.policy.read import read_policy

    root = work_tree(repository)
    theirs = _document(source(Path(org_policy), org_policy), read_yaml) if org_policy else None
    ours = _ours(root, policy, is_needed=theirs is None, read=read_yaml)
    people = source(Path(directory), directory) if directory else _if_there(root, places.PEOPLE)
    found = read_layers(theirs, ours) if theirs else read_policy(ours) if ours else None
    if found is None:
        raise InputError(
            Problem("P0137", f"there is no {places.POLICY} in {root}", "run `paraph init`, or name a --policy")
        )
    documents = tuple(document for document in (theirs, ours) if document)
    return PolicyFiles(root, found, documents, read_directory(people) if people else None)


def work_tree(repository: str) -> Path:
    """The root of the work tree around a folder, or the folder itself where there is none."""
    start = Path(repository).resolve()
    return next((place for place in (start, *start.parents) if (place / ".git").exists()), start)


def source(path: Path, name: str) -> SourceText:
    """A plain file of at most `MAX_BYTES`. Raises InputError where it is none, or cannot be read."""
    from paraph.adapters.formats.named_file import read_named

    if path.exists() and not path.is_file():
        raise InputError(Problem("P0604", f"{name}: not a file", "name a file that can be read"))
    return SourceText(name, read_named(str(path), MAX_BYTES, name))


def _ours(
    root: Path, policy: str | None, *, is_needed: bool, read: Callable[[bytes, str], Document]
) -> Document | None:
    text = source(Path(policy), policy) if policy else _if_there(root, places.POLICY)
    if text is None and is_needed:
        return None
    return _document(text, read) if text else None


def _if_there(root: Path, name: str) -> SourceText | None:
    return source(root / name, name) if (root / name).exists() else None


def _document(text: SourceText, read: Callable[[bytes, str], Document]) -> Document:
    return read(text.content, text.file)
