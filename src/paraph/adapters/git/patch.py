"""What does a change look like line by line, and which paths did each of its commits touch?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paraph.adapters.git.difference import LIMITS
from paraph.adapters.git.names import decode_path
from paraph.adapters.git.runner import DIFFERENCE, Place, ask, launch, settle

OPTIONS = tuple(option for option in DIFFERENCE if option != "--raw" and option != "-z")


def patch(place: Place, old_tree: str, new_tree: str) -> Iterator[bytes]:
    """The lines of the patch between two trees, as they come. Raises ReadError when git fails."""
    with launch(place, "diff-tree", *OPTIONS, "--patch", "--unified=3", old_tree, new_tree, limits=LIMITS) as running:
        rest = b""
        for chunk in running.chunks():
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines
        if rest:
            yield rest
        settle(running, "diff-tree")


def touched(place: Place, commits: Iterable[str]) -> dict[str, frozenset[str]]:
    """The paths that each commit changed against its parent; none for a merge. Raises ReadError when git fails."""
    asked = list(commits)
    if not asked:
        return {}
    words = ("diff-tree", "--stdin", "--root", "-z", "--name-only", *OPTIONS)
    output = ask(place, *words, data="".join(f"{id_}\n" for id_ in asked).encode(), limits=LIMITS)
    found: dict[str, set[str]] = {id_: set() for id_ in asked}
    at = ""
    for token in output.split(b"\0"):
        name = decode_path(token)
        if name in found:
            at = name
        elif token:
            found[at].add(name)
    return {id_: frozenset(paths) for id_, paths in found.items()}
