"""How much memory does the embedded server hold after a day like that of the demo?

Two dozen changes are decided, one with 300 files; everybody reads every page several times. What counts is what the
process holds itself at the end; its git processes are not in it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.asking import together
from benchmarks.change_page import address
from benchmarks.pages import shop
from benchmarks.row import Row, Setting, number, within
from benchmarks.timing import Sample

MOST_MEBIBYTES = 200
BRANCHES, USERS, READINGS = 24, 6, 5
PAGES = ("/", "/?part=turn", "/repositories", "/people", "/audit", "/api/v1/changes", "/metrics", "/health")


def figures(setting: Setting) -> Iterator[Row]:
    """At the start, once all was decided, and after everybody has read."""
    held: list[float] = []
    decided: list[float] = []
    for _ in range(1 if setting.quick else 3):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            branches = {f"topic/{place}": 3 + place for place in range(BRANCHES)} | {"wide": 300}
            with shop(folder, branches, USERS) as at:
                decided.append(at.served.resident())
                paths = [*PAGES]
                for branch in branches:
                    page = address(folder, branch)
                    paths += [page, f"{page}/timeline", f"{page}/files/1", f"{page}.json"]
                asked = [at.page(path, user) for _ in range(READINGS) for user in range(USERS) for path in paths]
                answers = together(at.served.port, 8, asked)
                if any(each.status >= 500 for each in answers):
                    raise RuntimeError("a page could not be shown")
                held.append(at.served.resident())
    ours = Sample(held)
    yield within("memory of the embedded server after the demo's load", ours, MOST_MEBIBYTES, "MiB")._replace(
        against=f"once all was decided {number(Sample(decided).median)} MiB"
    )
