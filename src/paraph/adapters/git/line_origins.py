"""In which commits did some lines of a file appear, and as which lines of it then?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.adapters.git.blame_output import entries_of
from paraph.adapters.git.names import encode_path
from paraph.adapters.git.runner import Place, ask
from paraph.adapters.process.run import Limits
from paraph.ports.repository import LineOrigin

LIMITS = Limits(seconds=600.0, idle_seconds=300.0, output_bytes=1 << 28)
MOST_RANGES = 1_000


def line_origins(place: Place, commit: str, path: str, ranges: tuple[tuple[int, int], ...]) -> Iterator[LineOrigin]:
    """What `git blame --incremental` tells of some lines of a file at a commit; of all, for more than 1,000 ranges.

    Raises ReadError when git does not answer, or the file has fewer lines.
    """
    shown = ranges if len(ranges) <= MOST_RANGES else ((ranges[0][0], ranges[-1][1]),)
    words = [word for first, last in shown for word in ("-L", f"{first},{last}")]
    name = encode_path(path).decode("utf-8", "surrogateescape")
    output = ask(place, "blame", "--incremental", *words, commit, "--", name, limits=LIMITS)
    for each in entries_of(output, has_text=False)[0]:
        yield LineOrigin(each.line, each.lines, each.commit, each.path, each.then_line)
