"""Which commits lie between a base and a head, and how many lines did each change?"""

from __future__ import annotations

from paraph.adapters.git.difference import LIMITS
from paraph.adapters.git.runner import DIFFERENCE, Place, ask, launch
from paraph.adapters.process.run import Running
from paraph.core.errors import Problem, ReadError

COMMITS_AT_MOST = 200_000
FORMAT = "--format=%H"
Lines = dict[str, tuple[int | None, int | None]]


class Walk:
    """The commits from `base` (empty: from the beginning) to `head`, newest first, counted while other work goes on.

    Without a head (staged work) there are none.
    """

    def __init__(self, place: Place, base: str, head: str) -> None:
        self._place = place
        self._revisions = ([f"^{base}"] if base else []) + [head]
        options = [option for option in DIFFERENCE if option != "--raw"]
        self._running: Running | None = None
        if head:
            self._running = launch(
                place, "log", *options, "--numstat", "--root", "--topo-order", FORMAT, *self._revisions, limits=LIMITS
            )

    def __enter__(self) -> Walk:
        return self

    def __exit__(self, *_: object) -> None:
        if self._running is not None:
            self._running.close()

    def collect(self) -> tuple[list[str], Lines]:
        """The ids, and the lines by id; no lines when contents are missing.

        Raises ReadError when not even the commits can be walked, or are too many.
        """
        if self._running is None:
            return [], {}
        outcome = self._running.finish()
        if outcome.status:
            listed = ask(self._place, "rev-list", "--topo-order", *self._revisions, limits=LIMITS)
            ids, lines = listed.decode("ascii").split(), {}
        else:
            lines = counted_commits(outcome.output)
            ids = list(lines)
        if len(ids) > COMMITS_AT_MOST:
            raise ReadError(Problem("P0514", f"the change holds more than {COMMITS_AT_MOST} commits", "split it"))
        return ids, lines


def counted_commits(output: bytes) -> Lines:
    """Lines by commit of a `log -z --numstat` with ids; the lines of binary files do not count."""
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
