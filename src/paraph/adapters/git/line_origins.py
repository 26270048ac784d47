"""In which commits did some lines of a file appear, and as which lines of it then?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.adapters.git.names import decode_path, encode_path, unquoted
from paraph.adapters.git.runner import Place, ask
from paraph.adapters.process.run import Limits
from paraph.core.errors import Problem, ReadError
from paraph.core.model.regex import regex
from paraph.ports.repository import LineOrigin

LIMITS = Limits(seconds=600.0, idle_seconds=300.0, output_bytes=1 << 28)
MOST_RANGES = 1_000
_HEAD = regex(rb"([0-9a-f]{40}(?:[0-9a-f]{24})?) (\d+) (\d+) (\d+)\Z")


def line_origins(place: Place, commit: str, path: str, ranges: tuple[tuple[int, int], ...]) -> Iterator[LineOrigin]:
    """What `git blame --incremental` tells of some lines of a file at a commit; of all, for more than 1,000 ranges.

    Raises ReadError when git does not answer, or the file has fewer lines.
    """
    shown = ranges if len(ranges) <= MOST_RANGES else ((ranges[0][0], ranges[-1][1]),)
    words = [word for first, last in shown for word in ("-L", f"{first},{last}")]
    name = encode_path(path).decode("utf-8", "surrogateescape")
    output = ask(place, "blame", "--incremental", *words, commit, "--", name, limits=LIMITS)
    head: tuple[str, int, int, int] | None = None
    for line in output.split(b"\n"):
        if head is None:
            if found := _HEAD.match(line):
                head = (found[1].decode("ascii"), int(found[2]), int(found[3]), int(found[4]))
        elif line.startswith(b"filename "):
            yield LineOrigin(head[2], head[3], head[0], decode_path(unquoted(line[9:])), head[1])
            head = None
    if head is not None:
        raise ReadError(Problem("P1064", "git blame ended in the middle of its answer", "try again"))
