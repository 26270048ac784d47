"""What does the reader cost, measured against git's own commands for the same facts? Shown, not held to a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import histories
from benchmarks.detect import FIELDS
from benchmarks.row import Row, Setting, times
from benchmarks.timing import in_turns
from paraph.adapters.git.reader import GitRepository

Work = Callable[[], object]
FIRST = ("--first-parent", "-m", "--raw", "--numstat", "-z", f"--format={FIELDS}")


def drain(folder: Path, ask: Callable[[GitRepository], Iterator[object]]) -> None:
    with GitRepository(str(folder)) as reader:
        for _ in ask(reader):
            pass


def change(folder: Path) -> None:
    with GitRepository(str(folder)) as reader:
        files = reader.change(reader.resolve("main..feature"))[0].files
        assert len(files) == 300


def questions(folder: Path) -> Iterator[tuple[str, Work, list[str], int]]:
    """What is asked, the reader's work, git's, and how often."""
    log = ["git", "-C", str(folder), "log"]
    diff = ["git", "-C", str(folder), "diff", "--raw", "--numstat", "main", "feature"]
    yield "change() of 300 files", lambda: change(folder), diff, 15
    yield "commits()", lambda: drain(folder, lambda one: one.commits("main")), [*log, f"--format={FIELDS}", "main"], 5
    yield "landed()", lambda: drain(folder, lambda one: one.landed("main")), [*log, *FIRST, "main"], 3


def figures(setting: Setting) -> Iterator[Row]:
    """One row a question."""
    with TemporaryDirectory() as name:
        folder = histories.governed(Path(name, "history"), 2_000 if setting.quick else 12_000, setting.seed)
        for what, ours, theirs, runs in questions(folder):
            costs = in_turns({"ours": ours, "git": theirs}, 1 if setting.quick else runs)
            yield times(f"reader {what}, CPU", costs["ours"].cpu, "git", costs["git"].cpu, None)
