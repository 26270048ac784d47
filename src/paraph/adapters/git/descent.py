"""Which commits do the refs of a repository hold, records beside the history left out?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.adapters.git.location import Location
from paraph.adapters.git.runner import launch, settle
from paraph.adapters.process.run import Limits

LIMITS = Limits(seconds=3600.0, idle_seconds=300.0, output_bytes=None)


def descent(location: Location) -> Iterator[tuple[str, ...]]:
    """Each commit below HEAD and every ref but notes, with its parents; one process, in constant memory.

    Raises ReadError where the history is not whole.
    """
    words = ("rev-list", "--parents", "--exclude=refs/notes/*", "--all")
    with launch(location.asked_at, *words, limits=LIMITS) as running:
        left = b""
        while chunk := running.receive():
            *lines, left = (left + chunk).split(b"\n")
            for line in lines:
                yield tuple(line.decode("ascii").split())
        settle(running, "rev-list")
