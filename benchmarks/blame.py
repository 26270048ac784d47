"""What does the gutter cost beside git's own blame, on a file of 10,000 lines that 300 commits with records made?

The file grows by runs of new lines and is edited in between; each commit has a record in `refs/notes/ai` of two thirds
of its runs. Ours and `git blame` of the same file take turns; wall and CPU include the start of Python. The reach is
1.5 times git's wall time and 0.2 seconds.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import histories
from benchmarks.net_authorship import records
from benchmarks.row import Row, Setting, number, spread, times
from benchmarks.timing import Sample, in_turns

LINES, COMMITS, PATH = 10_000, 300, "src/long.py"
RATIO, MILLISECONDS = 1.5, 200


def history(seed: int, lines: int, commits: int) -> Iterator[bytes]:
    """A `fast-import` stream of a file that has about so many lines in the end."""
    draw = random.Random(seed)
    text: list[str] = []
    for mark in range(1, commits + 1):
        for _ in range(4):
            at = draw.randrange(len(text) + 1)
            grown = lines * mark // commits - len(text)
            text[at : at + 3] = [f"def line_{mark}_{each}_{draw.random()}" for each in range(grown // 4 + 4)]
        del text[max(lines * mark // commits, 1) :]
        who = f"Sample {mark % 9} <p{mark % 9}@example.test> {histories.START + mark * 60} +0000"
        body = "".join(f"{line}\n" for line in text)
        message = f"Work {mark}\n"
        above = f"from :{mark - 1}\n" if mark > 1 else ""
        yield (
            f"commit refs/heads/main\nmark :{mark}\nauthor {who}\ncommitter {who}\n"
            f"data {len(message)}\n{message}{above}"
            f"M 100644 inline {PATH}\ndata {len(body)}\n{body}\n"
        ).encode()


def figures(setting: Setting) -> Iterator[Row]:
    """The text, the document and git's own format, against git."""
    lines, commits = (1_000, 20) if setting.quick else (LINES, COMMITS)
    with TemporaryDirectory() as name:
        folder = Path(name)
        histories.start(folder)
        histories.fill(folder, history(setting.seed, lines, commits))
        histories.fill(folder, records(folder, "main"))
        peer = "git blame"
        works = {peer: ["git", "-C", str(folder), "blame", "main", "--", PATH]}
        for title, flags in (("blame", []), ("blame --json", ["--json"]), ("blame --porcelain", ["--porcelain"])):
            works[title] = [histories.script(), "blame", "--repo", str(folder), *flags, "main", "--", PATH]
        costs = in_turns(works, 1 if setting.quick else 9)
    for title in list(works)[1:]:
        yield _reached(
            f"{title}, {lines:,} lines of {commits} commits with records, wall", costs[title].wall, costs[peer].wall
        )
        yield times(f"{title}, the same, CPU", costs[title].cpu, peer, costs[peer].cpu, None)


def _reached(what: str, ours: Sample, theirs: Sample) -> Row:
    most = RATIO * theirs.median + MILLISECONDS
    against = f"git blame {number(theirs.median)} ms"
    reach = f"≤ {RATIO:g} × + {MILLISECONDS} ms"
    return Row(
        what,
        f"{number(ours.median)} ms",
        against,
        ours.median / theirs.median,
        reach,
        ours.median <= most,
        spread(ours),
    )
