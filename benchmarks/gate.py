"""What does `paraph gate` cost on a change of 300 files, a new process each time, with warm caches and with none?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import histories
from benchmarks.row import Row, Setting, times, within
from benchmarks.timing import added, in_turns

RATIO, COLD_MILLISECONDS = 2.5, 2_500
PASS, DIFF, GATE = "python -c pass", "git diff --raw --numstat", "gate"


def figures(setting: Setting) -> Iterator[Row]:
    """Warm and cold on a generated history, whose base holds a policy; on a real one with a drafted policy."""
    with TemporaryDirectory() as name:
        folder = Path(name, "history")
        if setting.repository:
            histories.borrowed(setting.repository, folder)
            range_, flags = histories.wide_range(folder), ["--policy", str(folder / ".paraph/policy.yaml")]
        else:
            histories.governed(folder, 2_000 if setting.quick else 12_000, setting.seed)
            range_, flags = "main..feature", []
        yield from measured(folder, range_, flags, setting)


def measured(folder: Path, range_: str, flags: list[str], setting: Setting) -> Iterator[Row]:
    """The rows of one range of one repository."""
    files = len(histories.run(folder, "git", "diff", "--name-only", *range_.split("..")).splitlines())
    ours = [histories.script(), "gate", "--repo", str(folder), *flags, range_]
    works = {
        PASS: [sys.executable, "-c", "pass"],
        DIFF: ["git", "-C", str(folder), "diff", "--raw", "--numstat", *range_.split("..")],
        GATE: ours,
    }
    in_turns(works, 2)
    warm = in_turns(works, 3 if setting.quick else 25)
    cold = in_turns({GATE: ours}, 1 if setting.quick else 3, lambda: histories.forget(folder))[GATE]
    what, peer = f"gate, {files:,} files", "start + git diff"
    for kind in ("cpu", "wall"):
        pass_, diff, mine = (getattr(warm[name], kind) for name in (PASS, DIFF, GATE))
        yield times(f"{what}, warm, {kind}", mine, peer, added(pass_, diff), RATIO)
    yield within(f"{what}, no caches, wall", cold.wall, COLD_MILLISECONDS, "ms")
