"""What does the reader cost, measured against git's own commands for the same facts?

Run it as `python benchmarks/git_reader.py [COMMITS]`. It builds a history of merged branches in a temporary
folder and prints one row a question; times are medians, CPU includes git's own, ratios are from this one run.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from paraph.adapters.git.reader import GitRepository

FILES = [f"src/m{count % 50}/f{count}.py" for count in range(2000)]
SEED = 20_260_101
FIELDS = "%H%n%T%n%P%n%an%n%ae%n%cn%n%ce%n%at%n%ct%n%B"
Made = Iterator[str]


def history(commits: int) -> Made:
    """A `fast-import` stream: branches of a few commits merged into `main`, and a branch that edits 300 files."""
    draw = random.Random(SEED)
    texts = {path: [f"line {count} of {path}" for count in range(60)] for path in FILES}
    mark = 0

    def commit(ref: str, parents: list[int], paths: list[str]) -> str:
        nonlocal mark
        mark += 1
        who = f"Sample {mark % 40} <p{mark % 40}@example.test> {1_700_000_000 + mark * 60} +0000"
        message = f"Work {mark}\n\nWhy it was done, in a line or two,\nas people write it.\n"
        head = f"commit refs/heads/{ref}\nmark :{mark}\nauthor {who}\ncommitter {who}\ndata {len(message)}\n{message}"
        links = "".join(f"{'merge' if place else 'from'} :{parent}\n" for place, parent in enumerate(parents))
        body = ""
        for path in paths:
            for _ in range(3):
                texts[path][draw.randrange(60)] = f"edit {draw.random()}"
            text = "\n".join(texts[path])
            body += f"M 100644 inline {path}\ndata {len(text)}\n{text}\n"
        return head + links + body + "\n"

    yield commit("main", [], FILES)
    tip = mark
    while mark < commits:
        start = tip
        branch = start
        edited: list[str] = []
        for _ in range(draw.randint(1, 4)):
            edited += draw.sample(FILES, 3)
            yield commit("topic", [branch], edited[-3:])
            branch = mark
        yield commit("main", [start, branch], [*dict.fromkeys(edited)])
        tip = mark
    chosen = draw.sample(FILES, 300)
    branch = tip
    for place in range(0, 300, 60):
        yield commit("feature", [branch], chosen[place : place + 60])
        branch = mark


def build(folder: Path, commits: int) -> None:
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    with subprocess.Popen(["git", "-C", str(folder), "fast-import", "--quiet"], stdin=subprocess.PIPE) as importer:
        assert importer.stdin is not None
        for piece in history(commits):
            importer.stdin.write(piece.encode())
    subprocess.run(["git", "-C", str(folder), "repack", "-adq"], check=True)
    subprocess.run(["git", "-C", str(folder), "switch", "--quiet", "feature"], check=True)


def cost(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median wall and CPU milliseconds of `work`, children included."""
    walls, cpus = [], []
    for _ in range(runs):
        before, start = os.times(), time.perf_counter()
        work()
        after = os.times()
        walls.append(time.perf_counter() - start)
        cpus.append(sum(after[:4]) - sum(before[:4]))
    return statistics.median(walls) * 1000, statistics.median(cpus) * 1000


def git(folder: Path, *arguments: str) -> Callable[[], object]:
    command = ["git", "-C", str(folder), *arguments]
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def change(folder: Path) -> None:
    with GitRepository(str(folder)) as reader:
        files = reader.change(reader.resolve("main..feature"))[0].files
        assert len(files) == 300


def drain(folder: Path, ask: Callable[[GitRepository], Iterator[object]]) -> None:
    with GitRepository(str(folder)) as reader:
        for _ in ask(reader):
            pass


def rows(folder: Path) -> Iterator[tuple[str, Callable[[], object], Callable[[], object], int]]:
    diff = git(folder, "diff", "--raw", "--numstat", "main", "feature")
    yield "change() of 300 files : git diff --raw --numstat", lambda: change(folder), diff, 15
    log = git(folder, "log", "-z", f"--format={FIELDS}", "main")
    yield "commits() : git log of the same fields", lambda: drain(folder, lambda reader: reader.commits("main")), log, 5
    first = ("--first-parent", "-m", "--raw", "--numstat", "-z", f"--format={FIELDS}")
    landed = git(folder, "log", *first, "main")
    yield "landed() : git log --first-parent -m", lambda: drain(folder, lambda reader: reader.landed("main")), landed, 3
    whole = git(folder, "log", "--raw", "--numstat", "main")
    yield "landed() : git log --raw --numstat", lambda: drain(folder, lambda reader: reader.landed("main")), whole, 3


def main() -> None:
    commits = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "history")
        build(folder, commits)
        print(f"{commits} commits, load {os.getloadavg()[0]:.2f}, {os.cpu_count()} processors")
        print(f"{'question':52} {'ours ms':>9} {'git ms':>9} {'wall':>6} {'CPU':>6}")
        for title, ours, theirs, runs in rows(folder):
            (wall, cpu), (git_wall, git_cpu) = cost(ours, runs), cost(theirs, runs)
            print(f"{title:52} {wall:9.1f} {git_wall:9.1f} {wall / git_wall:6.2f} {cpu / git_cpu:6.2f}")


if __name__ == "__main__":
    main()
