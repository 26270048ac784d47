"""What does `paraph detect` cost over a long history, measured against `git log` of the same fields?

Run it as `python benchmarks/detect.py [COMMITS] [SEED]`. It makes a history with message lengths and trailers as
public projects have them, about 8 % of it with AI traces; CPU includes git's own and the start of Python.
The exit code is 1 where a limit is missed.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FIELDS = "%H%n%T%n%P%n%an%n%ae%n%cn%n%ce%n%at%n%ct%n%B"
CPU_RATIO, WALL_SECONDS = 4.0, 5.0
RUNS = 3
AI_SHARE = 0.08
TEXT = (
    "the cache parser keeps one entry per path because a later step reads it again when tests run in parallel so "
    "this moves the check before the write and says why it must not be skipped on merge by request of reviewers"
)
WORDS = TEXT.split()
TRACES = (
    "Co-Authored-By: Claude Opus 4.8 (1M context) <noreply@anthropic.com>",
    "🤖 Generated with [Claude Code](https://claude.com/claude-code)\n\nCo-Authored-By: Claude <noreply@anthropic.com>",
    "Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>",
    "Assisted-by: Crush:glm-5.2",
    "Co-authored-by: Cursor <cursoragent@cursor.com>",
)
AGENT = "devin-ai-integration[bot] <158243242+devin-ai-integration[bot]@users.noreply.github.com>"


def message(draw: random.Random, number: int) -> str:
    """A subject, for most commits a body (half of them below 200 characters, some of several thousand), trailers."""
    words = 0 if draw.random() < 0.35 else min(int(draw.lognormvariate(3.6, 1.0)), 800)
    lines = [" ".join(draw.choices(WORDS, k=12)) for _ in range(words // 12)]
    text = f"{draw.choice(('fix', 'feat', 'docs', 'test'))}: {' '.join(draw.choices(WORDS, k=6))} (#{number})\n"
    body = "\n".join(lines) + ("\n" if lines else "")
    if draw.random() < 0.03:
        body += "Für alle: ça marche, 変更\n"
    trailers = [f"Signed-off-by: Sample {number % 300} <p{number % 300}@example.test>"] if draw.random() < 0.3 else []
    if draw.random() < 0.06:
        trailers.append(f"Co-authored-by: Sample {draw.randrange(300)} <p{draw.randrange(300)}@example.test>")
    if draw.random() < AI_SHARE:
        trailers.append(draw.choice(TRACES))
    return "\n".join(part for part in (text, body, "\n".join(trailers)) if part)


def stream(commits: int, seed: int) -> Iterator[bytes]:
    """A `fast-import` stream of one line of commits that change one small file."""
    draw = random.Random(seed)
    for number in range(1, commits + 1):
        text = message(draw, number).encode()
        person = f"Sample {number % 300} <p{number % 300}@example.test>"
        who = AGENT if draw.random() < 0.002 else person
        at = 1_780_000_000 + number * 60
        head = f"commit refs/heads/main\nauthor {who} {at} +0000\ncommitter {person} {at} +0000\ndata {len(text)}\n"
        content = f"{number}\n"
        yield head.encode() + text + f"\nM 100644 inline a\ndata {len(content)}\n{content}\n".encode()


def build(folder: Path, commits: int, seed: int) -> None:
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    with subprocess.Popen(["git", "-C", str(folder), "fast-import", "--quiet"], stdin=subprocess.PIPE) as importer:
        assert importer.stdin is not None
        for piece in stream(commits, seed):
            importer.stdin.write(piece)
    subprocess.run(["git", "-C", str(folder), "repack", "-adq"], check=True)


def cost(command: list[str]) -> tuple[float, float]:
    """Median wall and CPU seconds of a new process with all its children."""
    walls, cpus = [], []
    for _ in range(RUNS):
        before, start = os.times(), time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        walls.append(time.perf_counter() - start)
        cpus.append(after[2] + after[3] - before[2] - before[3])
    return statistics.median(walls), statistics.median(cpus)


def main() -> int:
    """Print the table; 1 where a limit is missed."""
    commits = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20_260_101
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "history")
        build(folder, commits, seed)
        print(f"{commits} commits, seed {seed}, load {os.getloadavg()[0]:.2f}, {os.cpu_count()} processors")
        git_wall, git_cpu = cost(["git", "-C", str(folder), "log", "-z", f"--format={FIELDS}", "main"])
        print(f"{'git log of the same fields':30} wall {git_wall:6.2f} s  CPU {git_cpu:6.2f} s")
        paraph = [sys.executable, "-c", "from paraph.cli.main import run; raise SystemExit(run())"]
        is_met = True
        for title, flags in (("paraph detect --json", ["--json"]), ("paraph detect", [])):
            wall, cpu = cost([*paraph, "detect", "--repo", str(folder), "main", *flags])
            is_met = is_met and cpu <= CPU_RATIO * git_cpu and wall <= WALL_SECONDS
            print(f"{title:30} wall {wall:6.2f} s  CPU {cpu:6.2f} s  {cpu / git_cpu:5.2f} x CPU")
        print(f"limits: {CPU_RATIO} x CPU, {WALL_SECONDS} s wall at 100,000 commits")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
