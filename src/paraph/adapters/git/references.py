"""Which branches and tags are there, and which branch is the default?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.adapters.git.location import Location
from paraph.adapters.git.names import decode_path
from paraph.adapters.git.runner import attempt, fail, launch
from paraph.core.model.refs import SPACES, short_name

FORMAT = "--format=%(refname)%00%(objectname)%00%(*objectname)%00%(symref)"
REMOTE_HEAD = "refs/remotes/origin/HEAD"
# What stands in HEAD where the refs are kept in another format than files.
UNTOLD = b"ref: refs/heads/.invalid\n"
USUAL = ("main", "master", "trunk", "develop", "default")


class Reference(NamedTuple):
    """One ref with the commit (or other object) it leads to; `symbolic` is the ref it only points at, or empty."""

    name: str
    id: str
    symbolic: str


class Listing:
    """A question for refs that is answered while other work goes on; ask once, in a `with` block."""

    def __init__(self, location: Location, *names: str) -> None:
        self._running = launch(location.asked_at, "for-each-ref", FORMAT, *names)

    def __enter__(self) -> Listing:
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def collect(self) -> list[Reference]:
        """The refs, in the order of their names. Raises ReadError when they cannot be listed."""
        outcome = self._running.finish()
        if outcome.status:
            fail("for-each-ref", outcome.trouble)
        fields = (line.split(b"\0") for line in outcome.output.split(b"\n") if line)
        return [
            Reference(decode_path(name), (peeled or id_).decode("ascii"), decode_path(symbolic))
            for name, id_, peeled, symbolic in fields
        ]


def references(location: Location, *names: str) -> list[Reference]:
    """The refs of exactly these names, or below names that end with a slash."""
    with Listing(location, *names) as listing:
        return listing.collect()


def default_branch(location: Location) -> Reference | None:
    """The branch that work lands on: the remote's own answer, then the usual names, then the only branch."""
    usual = [f"{space}{name}" for space in ("refs/remotes/origin/", "refs/heads/") for name in USUAL]
    found = {one.name: one for one in references(location, REMOTE_HEAD, *usual)}
    pointed = found.get(REMOTE_HEAD)
    if pointed is not None and pointed.symbolic:
        return Reference(pointed.symbolic, pointed.id, "")
    if location.is_bare and (current := current_branch(location)):
        chosen = references(location, current)
        if chosen:
            return chosen[0]
    for name in usual:
        if name in found:
            return found[name]
    branches = references(location, "refs/heads/")
    return branches[0] if len(branches) == 1 else None


def current_branch(location: Location) -> str:
    """The full name of the branch that HEAD stands on, empty when detached."""
    try:
        with open(f"{location.git_folder}/HEAD", "rb") as file:
            head = file.read()
    except OSError:
        head = b""
    if head.startswith(b"ref: refs/heads/") and head != UNTOLD:
        return decode_path(head.removeprefix(b"ref: ").rstrip(b"\n"))
    outcome = attempt(location.asked_at, "symbolic-ref", "--quiet", "HEAD")
    return decode_path(outcome.output.rstrip(b"\n")) if outcome.status == 0 else ""


def near(location: Location, wanted: str, count: int = 3) -> list[str]:
    """Names of branches and tags that look like `wanted`, for a hint."""
    from difflib import get_close_matches

    names = [short_name(one.name) for one in references(location, *SPACES)]
    elsewhere = [name for name in names if name.endswith(f"/{wanted}")]
    close = get_close_matches(wanted, names[:10_000], n=count, cutoff=0.6)
    return list(dict.fromkeys(elsewhere + close))[:count]
