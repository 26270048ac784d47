"""What does `paraph detect` cost over a long history, measured against `git log` of the same fields?

The history has message lengths and trailers as public projects have them, about 8 % of it with AI traces; CPU
includes git's own and the start of Python.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import histories
from benchmarks.row import Row, Setting, times, within
from benchmarks.timing import in_turns

FIELDS = "%H%n%T%n%P%n%an%n%ae%n%cn%n%ce%n%at%n%ct%n%B"
CPU_RATIO, WALL_MILLISECONDS = 4.0, 5_000
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


def figures(setting: Setting) -> Iterator[Row]:
    """As JSON and as text, against git; of a real repository where one is given."""
    with TemporaryDirectory() as name:
        folder = Path(setting.repository or name)
        if not setting.repository:
            histories.start(folder)
            histories.fill(folder, stream(10_000 if setting.quick else 100_000, setting.seed))
        commits = int(histories.run(folder, "git", "rev-list", "--count", "HEAD"))
        works = {"git log of the same fields": ["git", "-C", str(folder), "log", "-z", f"--format={FIELDS}", "HEAD"]}
        for title, flags in (("detect --json", ["--json"]), ("detect", [])):
            works[title] = [histories.script(), "detect", "--repo", str(folder), "HEAD", *flags]
        costs = in_turns(works, 1 if setting.quick else 3)
    peer, *ours = works
    for title in ours:
        yield times(f"{title}, {commits:,} commits, CPU", costs[title].cpu, peer, costs[peer].cpu, CPU_RATIO)
        yield within(f"{title}, {commits:,} commits, wall", costs[title].wall, WALL_MILLISECONDS, "ms")
