"""What does `paraph replay` of one policy over a long history cost, and does its memory stay flat?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import histories
from benchmarks.row import Row, Setting, times
from benchmarks.timing import Sample, in_turns, peak_of

CPU_RATIO, MEMORY_RATIO = 2.0, 1.25
LENGTHS, QUICK_LENGTHS = (2_000, 12_000), (500, 2_000)
LOG, REPLAY = "git log --raw --numstat", "replay"


def command(folder: Path) -> list[str]:
    """Replay all of a history by the policy and the people in its work tree."""
    own = folder / ".paraph"
    given = ["--policy", str(own / "policy.yaml"), "--directory", str(own / "people.yaml")]
    return [histories.script(), "replay", "--repo", str(folder), "--all", *given]


def figures(setting: Setting) -> Iterator[Row]:
    """CPU over the long history, and the peak of memory against that over the short one."""
    short, long = QUICK_LENGTHS if setting.quick else LENGTHS
    with TemporaryDirectory() as name:
        folder = Path(name, "long")
        if setting.repository:
            histories.borrowed(setting.repository, folder)
        else:
            histories.governed(folder, long, setting.seed)
            histories.run(folder, "git", "switch", "--quiet", "main")
        branch = histories.run(folder, "git", "symbolic-ref", "--short", "HEAD").strip()
        works = {LOG: ["git", "-C", str(folder), "log", "--raw", "--numstat", branch], REPLAY: command(folder)}
        costs = in_turns(works, 1 if setting.quick else 3)
        commits = int(histories.run(folder, "git", "rev-list", "--count", branch))
        landed = int(histories.run(folder, "git", "rev-list", "--count", "--first-parent", branch))
        what = f"replay, {commits:,} commits in {landed:,} changes"
        yield times(f"{what}, CPU", costs[REPLAY].cpu, LOG, costs[LOG].cpu, CPU_RATIO)
        if not setting.repository:
            few = histories.governed(Path(name, "short"), short, setting.seed)
            histories.run(few, "git", "switch", "--quiet", "main")
            peaks = [Sample([peak_of(command(each)[1:])]) for each in (folder, few)]
            yield times(f"{what}, peak of memory", peaks[0], f"over {short:,}", peaks[1], MEMORY_RATIO, "MiB")
