"""How long does the page of a change with 300 files take when 50 people read it, each with a request every 2 seconds?

They read as people do: the page, then the lines of its files, one after the other. Each user has a session of their
own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from benchmarks.asking import paced, percentile, together
from benchmarks.pages import Shop, key, shop
from benchmarks.row import Row, Setting, number, spread, within
from benchmarks.timing import Sample

FILES, USERS, EVERY_SECONDS, SECONDS = 300, 50, 2.0, 20.0
MOST_MILLISECONDS = 150
PAGE_EVERY = 4
"""Of so many requests of a user one is for the whole page, the others are for the lines of a file."""


def address(folder: Path, branch: str) -> str:
    """The path of a change's page."""
    return f"/r/{quote(key(folder), safe=':')}/-/changes/{quote(branch, safe='')}"


def read(at: Shop, page: str, seconds: float, *, pages_alone: bool) -> tuple[Sample, Sample]:
    """The milliseconds until the first byte and until the last, of each request."""

    def asked(user: int, turn: int) -> bytes:
        is_page = pages_alone or (user + turn) % PAGE_EVERY == 0
        file = (user * 7 + turn) % FILES + 1
        return at.page(page if is_page else f"{page}/files/{file}?part=1", user)

    answers = paced(at.served.port, USERS, EVERY_SECONDS, seconds, asked)
    wrong = [each for each in answers if each.status != 200]
    if wrong:
        raise RuntimeError(f"{len(wrong)} were refused: {wrong[0].status} {wrong[0].body[:300]!r}")
    return Sample(each.first * 1000 for each in answers), Sample(each.whole * 1000 for each in answers)


def figures(setting: Setting) -> Iterator[Row]:
    """The slowest twentieth of all requests, of pages alone, and the first byte."""
    rounds, seconds = (1, 4.0) if setting.quick else (3, SECONDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with shop(folder, {"wide": FILES}, USERS) as at:
            page = address(folder, "wide")
            (first,) = together(at.served.port, 1, [at.page(page)])
            mixed = [read(at, page, seconds, pages_alone=False) for _ in range(rounds)]
            pages = [read(at, page, seconds, pages_alone=True) for _ in range(rounds)]
    what = f"change page, {FILES} files, {USERS} users, a request each every {EVERY_SECONDS:g} s: p95"
    slow = Sample(percentile(whole, 0.95) for _, whole in mixed)
    yield within(f"{what}, page and files", slow, MOST_MILLISECONDS, "ms")
    yield within(f"{what}, pages alone", Sample(percentile(whole, 0.95) for _, whole in pages), MOST_MILLISECONDS, "ms")
    begun = Sample(percentile(begun, 0.5) for begun, _ in pages)
    yield Row("first byte of the page, with the first lines of the diff in it: p50", f"{number(begun.median)} ms",
              f"cold {number(first.first * 1000)} ms", None, "shown", None, spread(begun))  # fmt: skip
    yield Row("the page itself", f"{len(first.body) / 1024:,.0f} KiB", f"{FILES} files", None, "shown", None, "")
