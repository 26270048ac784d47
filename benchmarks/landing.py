"""What does it cost to see that what landed is what was approved, beside `git merge-tree` itself?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import histories
from benchmarks.row import Row, Setting, within
from benchmarks.timing import Sample, in_turns
from paraph.adapters.git.reader import GitRepository
from paraph.flows.server.check_landing import landed_as

LIMIT_MILLISECONDS = 5


def landings(folder: Path, count: int) -> list[tuple[str, str, str]]:
    """Movements: an old tip, what was merged into it, and the new tip; both sides moved on since they parted."""
    lines = histories.run(
        folder, "git", "rev-list", "--first-parent", "--merges", "--parents", f"--max-count={count}", "main"
    ).splitlines()
    found = []
    for before, head in ((line.split()[1], line.split()[2]) for line in lines):
        histories.run(folder, "git", "read-tree", before)
        histories.run(folder, "git", "rm", "--cached", "--quiet", "-r", "--ignore-unmatch", "src/m0/f0.py")
        base = _commit(folder, histories.run(folder, "git", "write-tree").strip(), before)
        tree = histories.run(folder, "git", "merge-tree", "--write-tree", base, head).split()[0]
        found.append((base, head, _commit(folder, tree, base, head)))
    return found


def _commit(folder: Path, tree: str, *parents: str) -> str:
    given = [word for parent in parents for word in ("-p", parent)]
    return histories.run(folder, "git", "commit-tree", tree, *given, "-m", "landed").strip()


def figures(setting: Setting) -> Iterator[Row]:
    """One row: the whole check less the merge that git makes."""
    with TemporaryDirectory() as name:
        folder = histories.governed(Path(name, "history"), 2_000 if setting.quick else 12_000, setting.seed)
        moves = landings(folder, 5 if setting.quick else 40)
        with GitRepository(str(folder)) as reader:
            landed_as(reader, *moves[0])
            costs = [in_turns(_works(reader, folder, move), 1 if setting.quick else 3) for move in moves]
        more = Sample(each["check"].wall.median - each["merge"].wall.median for each in costs)
        yield within("landed = approved, beside git's merge, wall", more, LIMIT_MILLISECONDS, "ms")


def _works(
    reader: GitRepository, folder: Path, move: tuple[str, str, str]
) -> dict[str, Sequence[str] | Callable[[], object]]:
    base, head, new = move
    merge = ["git", "-C", str(folder), "merge-tree", "--write-tree", base, head]
    return {"check": lambda: landed_as(reader, base, head, new), "merge": merge}
