"""What does a bare repository on disk say of the branches that somebody proposes?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from paraph.adapters.formats.kept_file import read_kept
from paraph.adapters.formats.server_file import SETTINGS_BYTES, read_settings
from paraph.adapters.git.location import Location
from paraph.adapters.git.names import decode_path, encode_path
from paraph.adapters.git.reader import GitRepository
from paraph.adapters.git.runner import ask, attempt
from paraph.core.model.regex import regex
from paraph.core.policy.ref_globs import is_protected
from paraph.ports.server import ServerSettings

BRANCHES = "refs/heads/"
MOST_COMMITS = 2_000
MOST_LANDINGS = 32
_FIELDS = ("objectname", "committeremail:trim", "committerdate:unix", "contents:subject", "contents:body", "refname")
_OTHERS = regex(r"push-[0-9a-f]{12}(?![0-9a-f])|record-[0-9a-f]{10}\Z")
_FORM = "--format=" + "%00".join(f"%({name})" for name in _FIELDS)


class Branch(NamedTuple):
    """A branch as it stands: its head, who committed that (an address), when (epoch seconds), and its message."""

    head: str
    email: str
    at: int
    title: str
    body: str


def branch_at(location: Location, ref: str) -> Branch | None:
    """The branch of exactly this full name. Raises ReadError where git does not answer."""
    name = os.fsdecode(encode_path(ref))
    output = ask(location.asked_at, "for-each-ref", "--count=1", _FORM, "--", name)
    parts = output.rstrip(b"\n").split(b"\0")
    if len(parts) != len(_FIELDS) or decode_path(parts[-1]) != ref:
        return None
    head, email, at, title, body = (part.decode("utf-8", "replace") for part in parts[:5])
    return Branch(head, email, int(at or 0), title, body.strip())


def open_branches(location: Location, target: str) -> Iterator[tuple[str, str, int]]:
    """The branches that bring what `target` has not: full ref, head, and when that was committed (epoch seconds)."""
    if branch_at(location, target) is None:
        return
    form = "--format=%(objectname) %(committerdate:unix) %(refname)"
    merged = os.fsdecode(encode_path(target))
    for line in ask(location.asked_at, "for-each-ref", form, f"--no-merged={merged}", BRANCHES).splitlines():
        head, at, ref = line.split(b" ", 2)
        yield decode_path(ref), head.decode("ascii"), int(at or 0)


def new_commits(location: Location, target: str, head: str) -> list[str]:
    """The commits that a head has and a target's tip has not, at most 2,000 of them."""
    words = ("rev-list", f"--max-count={MOST_COMMITS}", head, f"^{target}")
    return ask(location.asked_at, *words).decode("ascii").split()


def landed_as(place: str, location: Location, target: str, head: str) -> str | None:
    """The commit of the target as which a head landed, by a merge or by content; None where it has not.

    A head that is itself on the first-parent chain of the target is told as landed by the empty text: nothing tells a
    branch that was pushed forward from one that was only begun there.
    """
    chain = _chain(location, target)
    if any(commit == head for commit, _ in chain):
        return ""
    is_merged = attempt(location.asked_at, "merge-base", "--is-ancestor", head, target).status == 0
    if is_merged:
        words = ("rev-list", "--first-parent", "--ancestry-path", "--reverse", f"{head}..{target}")
        path = ask(location.asked_at, *words).decode("ascii").split()
        on_chain = {commit for commit, _ in chain}
        return next((each for each in path if each in on_chain), "")
    return _squashed(place, chain, head)


def _chain(location: Location, target: str) -> list[tuple[str, str]]:
    """The newest commits of a target's first-parent chain, each with its first parent."""
    words = ("rev-list", "--first-parent", "--parents", "--max-count=1000", target)
    lines = [line.split() for line in ask(location.asked_at, *words).decode("ascii").splitlines()]
    return [(words[0], words[1] if len(words) > 1 else "") for words in lines]


def _squashed(place: str, chain: list[tuple[str, str]], head: str) -> str | None:
    """The landing that brought just what the head brings, among the newest ones."""
    with GitRepository(place) as reader:
        tip = chain[0][0]
        if reader.merged(tip, head).tree != reader.tree_id(tip):
            return None
        for commit, parent in chain[:MOST_LANDINGS]:
            if not parent:
                return None
            tree = reader.tree_id(commit)
            if tree != reader.tree_id(parent) and reader.merged(parent, head).tree == tree:
                return commit
    return None


def settings_at(location: Location) -> ServerSettings | None:
    """How the repository is guarded, None where it is not. Raises InputError for settings that cannot be read."""
    path = f"{location.common_folder}/paraph/server.json"
    try:
        return read_settings(read_kept(path, SETTINGS_BYTES), path)
    except OSError:
        return None


def is_change(ref: str, target: str, settings: ServerSettings | None) -> bool:
    """Whether a branch can be proposed: what is protected is where changes go to, and a name that stands for a record
    or for what landed past every proposal is theirs, so that no branch takes the place of an alarm."""
    is_protected_here = is_protected(ref, settings.protected if settings else ())
    is_named = not _OTHERS.match(ref.removeprefix(BRANCHES))
    return ref.startswith(BRANCHES) and ref != target and not is_protected_here and is_named


def is_bare(path: str) -> bool:
    """Whether a folder looks like a bare repository."""
    return all(os.path.exists(f"{path}/{part}") for part in ("HEAD", "objects", "refs"))
