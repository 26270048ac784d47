"""Which commits lie between a base and a head, and how many lines did each change?"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.adapters.git.difference import LIMITS
from paraph.adapters.git.runner import DIFFERENCE, Place, fail, launch
from paraph.adapters.process.run import Running
from paraph.core.errors import Problem, ReadError

COMMITS_AT_MOST = 200_000
Counts = tuple[int | None, int | None]
Lines = dict[str, Counts]
UNKNOWN: Counts = (None, None)


class Walk:
    """The commits from `base` (empty: from the beginning) to `head`, newest first, listed while other work goes on.

    Without a head (staged work) there are none.
    """

    def __init__(self, place: Place, base: str, head: str) -> None:
        self._place = place
        self._running: Running | None = None
        if head:
            revisions = (*([f"^{base}"] if base else []), head)
            self._running = launch(place, "rev-list", "--topo-order", "--parents", *revisions, limits=LIMITS)

    def __enter__(self) -> Walk:
        return self

    def __exit__(self, *_: object) -> None:
        if self._running is not None:
            self._running.close()

    def collect(self) -> dict[str, tuple[str, ...]]:
        """The ids with their parents. Raises ReadError when commits are missing, or are too many."""
        if self._running is None:
            return {}
        outcome = self._running.finish()
        if outcome.status:
            fail("rev-list", outcome.trouble)
        lines = outcome.output.decode("ascii").splitlines()
        if len(lines) > COMMITS_AT_MOST:
            raise ReadError(Problem("P0514", f"the change holds more than {COMMITS_AT_MOST} commits", "split it"))
        return {id_: tuple(parents) for id_, *parents in map(str.split, lines)}


class LineCount:
    """The lines that each of some commits changed against its parent, counted while other work goes on."""

    def __init__(self, place: Place, ids: Iterable[str]) -> None:
        self._ids = list(ids)
        self._running: Running | None = None
        if self._ids:
            options = [option for option in DIFFERENCE if option != "--raw"]
            self._running = launch(place, "diff-tree", "--stdin", "--root", *options, "--numstat", limits=LIMITS)
            self._running.send("".join(f"{id_}\n" for id_ in self._ids).encode(), is_last=True)

    def __enter__(self) -> LineCount:
        return self

    def __exit__(self, *_: object) -> None:
        if self._running is not None:
            self._running.close()

    def collect(self) -> Lines:
        """Lines added and deleted by commit; unknown for all when contents are missing."""
        if self._running is None:
            return {}
        outcome = self._running.finish()
        if outcome.status:
            return {}
        return dict.fromkeys(self._ids, (0, 0)) | counted_commits(outcome.output)


def counted_commits(output: bytes) -> Lines:
    """Lines by commit of a `-z --numstat` with ids; the lines of binary files do not count."""
    lines: Lines = {}
    id_, added, deleted = "", 0, 0
    for token in output.split(b"\0"):
        more, _, rest = token.lstrip(b"\n").partition(b"\t")
        if rest:
            if more != b"-":
                added += int(more)
                deleted += int(rest.partition(b"\t")[0])
            lines[id_] = (added, deleted)
        elif more:
            id_, added, deleted = more.decode("ascii"), 0, 0
            lines[id_] = (0, 0)
    return lines
