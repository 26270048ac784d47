"""What does it cost to read every record of lines of a large repository: 10,000 notes of 500 MB?

The notes have the shape of real ones: three of ten are of older builds, whose prompts carry their messages, the others
name sessions; sizes spread widely, the largest is some megabytes. CPU includes git's own, and the peer is git alone
that writes the same contents. Memory is that of our process.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import histories
from benchmarks.row import Row, Setting, number, times, within
from benchmarks.timing import Sample, in_turns

NOTES, MEGABYTES = 10_000, 500
CPU_SECONDS, MEMORY_RATIO = 8.0, 1.5
OLD_SHARE = 0.3
LARGEST_BYTES = 3_200_000
SCALE = 1.2  # what the least size and the largest leave out
TOOLS = ("claude", "cursor", "codex", "github-copilot", "gemini")
FOLDERS = ("src", "src/core", "tests", "docs", "web/pages", "api/v2")
TALK = (
    'Please read the parser again before you change it; the test that fails is the one on "quoted" names.\n',
    "I will look at the file and run the tests. First the reader: it takes a line at a time.\n\n\t- one\n\t- two\n",
    "def read(path):\n    with open(path) as file:\n        return [line.rstrip() for line in file]\n",
    "Ça marche: 変更 done, 14 tests passed, none failed.\n",
)
READ = """
import sys, time
from contextlib import closing
from paraph.adapters.git.reader import GitRepository
from paraph.wiring.line_records import attribution_records
with closing(GitRepository(sys.argv[1])) as reader, attribution_records(reader) as records:
    spans = sum(len(lines.spans) for record in records.attributions() for lines in record.files)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(spans, peak.split()[1])
"""


def note(draw: random.Random, commit: str, size: int) -> bytes:
    """One note of about a size: many short ones name sessions, large ones are old and full of messages."""
    is_old = draw.random() < OLD_SHARE or size > 100_000
    records: dict[str, dict[str, object]] = {}
    for _ in range(draw.randint(1, 4)):
        key = f"{draw.getrandbits(64):016x}" if is_old else f"s_{draw.getrandbits(56):014x}"
        agent = {"tool": draw.choice(TOOLS), "id": f"{draw.getrandbits(128):032x}", "model": "sample-model-4-1"}
        records[key] = {"agent_id": agent, "human_author": "Ada Sample <ada@example.test>"}
    lines = [each for _ in range(draw.randint(1, 18)) for each in _file(draw, list(records), is_old=is_old)]
    if is_old:
        _fill(draw, records, size - 40 * len(lines))
    document = {"schema_version": "authorship/3.0.0", "base_commit_sha": commit, "git_ai_version": "1.3.0"}
    named = {"prompts": records} if is_old else {"prompts": {}, "sessions": records}
    return "\n".join([*lines, "---", json.dumps(document | named, indent=2)]).encode()


def _file(draw: random.Random, keys: list[str], *, is_old: bool) -> Iterator[str]:
    """The entries of one file: lines in order, shared out among the keys, a few of them named twice."""
    yield f"{draw.choice(FOLDERS)}/part{draw.randrange(400)}.py"
    line, ranges = 1, dict[str, list[str]]()
    for _ in range(draw.randint(1, 12)):
        first = max(line + draw.randrange(-1 if draw.random() < 0.1 else 0, 30), 1)
        line = first + draw.randrange(40) + 1
        each = f"{first}-{line - 1}" if draw.random() < 0.7 else f"{first}"
        ranges.setdefault(draw.choice(keys), []).append(each)
    for key, own in ranges.items():
        yield f"  {key}{'' if is_old else f'::t_{draw.getrandbits(56):014x}'} {','.join(own)}"


def _fill(draw: random.Random, records: dict[str, dict[str, object]], size: int) -> None:
    for record in records.values():
        messages, left = [], size // len(records)
        while left > 0:
            text = draw.choice(TALK) * draw.randint(1, 20)
            messages.append({"type": draw.choice(("user", "assistant")), "text": text, "timestamp": "2026-01-01"})
            left -= len(text) + 90
        record |= {"messages": messages, "total_additions": 40, "accepted_lines": 31, "overriden_lines": 2}


def sizes(draw: random.Random, notes: int, total: int) -> list[int]:
    """Sizes that spread as real ones do and come to a total."""
    drawn = [draw.lognormvariate(0.0, 1.5) for _ in range(notes)]
    scale = SCALE * total / sum(drawn)
    return [min(int(each * scale), LARGEST_BYTES) for each in drawn]


def stream(notes: int, total: int, seed: int) -> Iterator[bytes]:
    """A `fast-import` stream of one commit of `refs/notes/ai`."""
    draw = random.Random(seed)
    who = "Ada Sample <ada@example.test> 1780000000 +0000"
    yield f"commit refs/notes/ai\nauthor {who}\ncommitter {who}\ndata 5\nnotes\n".encode()
    for size in sizes(draw, notes, total):
        commit = f"{draw.getrandbits(160):040x}"
        content = note(draw, commit, size)
        yield f"M 100644 inline {commit[:2]}/{commit[2:]}\ndata {len(content)}\n".encode() + content + b"\n"


def peak_of(folder: Path) -> float:
    """The most memory in MiB that our process held while it read every note."""
    told = subprocess.run([sys.executable, "-c", READ, str(folder)], capture_output=True, text=True, check=True)
    return int(told.stdout.split()[1]) / 1024


def _made(folder: Path, notes: int, seed: int) -> float:
    """A bare repository with notes; the bytes of them in megabytes."""
    histories.start(folder)
    histories.fill(folder, stream(notes, notes * MEGABYTES * 1_000_000 // NOTES, seed))
    batch = subprocess.run(
        ["git", "-C", str(folder), "cat-file", "--batch-all-objects", "--batch-check=%(objectsize)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return sum(int(line) for line in batch.stdout.split()) / 1_000_000


def figures(setting: Setting) -> Iterator[Row]:
    """CPU against git alone, and the peak of memory against that of a tenth of the notes."""
    notes = NOTES // 20 if setting.quick else NOTES
    with TemporaryDirectory() as name:
        whole, tenth = Path(name, "whole"), Path(name, "tenth")
        megabytes = _made(whole, notes, setting.seed)
        _made(tenth, notes // 10, setting.seed)
        alone = "git cat-file --batch alone"
        read = ["sh", "-c", f"git -C {whole} cat-file --batch-all-objects --batch --buffer >/dev/null"]
        costs = in_turns({alone: read, "ours": [sys.executable, "-c", READ, str(whole)]}, 1 if setting.quick else 3)
        peaks = [peak_of(each) for each in (whole, tenth)]
    what = f"{notes:,} notes, {number(megabytes)} MB"
    yield within(f"{what}, CPU", Sample(each / 1000 for each in costs["ours"].cpu), CPU_SECONDS, "s")
    yield times(f"{what}, CPU", costs["ours"].cpu, alone, costs[alone].cpu, None)
    most = Sample(peaks[:1])
    yield times(f"{what}, memory", most, f"{notes // 10:,} notes", Sample(peaks[1:]), MEMORY_RATIO, "MiB")
