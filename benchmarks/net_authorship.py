"""What does it cost to follow every line of a branch of 100 commits with records, measured against git's own patches?

The branch stands on a repository of 2,000 files; each commit edits 15 files in three places and adds one of 80 lines,
every tenth is a merge of what came to `main` meanwhile. Each commit has a record in `refs/notes/ai` of two thirds of
its lines. CPU and wall include git's own and the start of Python; the peer is `git log -p -m` of the same range.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import histories
from benchmarks.row import Row, Setting, times, within
from benchmarks.timing import in_turns

COMMITS, EDITED, PLACES, NEW_LINES = 100, 15, 3, 80
WALL_MILLISECONDS, CPU_RATIO = 1_000, 5.0
SESSION = "s_0123456789abcd"


class Branch:
    """A branch `feature` of some commits, as a `fast-import` stream, that merges `main` now and then."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self._texts = {path: [f"line {number} of {path}" for number in range(60)] for path in histories.FILES}
        self._mark = 0

    def stream(self, commits: int) -> Iterator[bytes]:
        """The whole repository."""
        yield self._commit("main", [], list(self._texts))
        main = feature = self._mark
        for number in range(commits):
            if number % 10 == 9:
                theirs = self._edited(3)
                yield self._commit("main", [main], theirs)
                main = self._mark
                yield self._commit("feature", [feature, main], theirs)
            else:
                new = f"src/new/n{number}.py"
                self._texts[new] = [f"new {number} {line}" for line in range(NEW_LINES)]
                yield self._commit("feature", [feature], [*self._edited(EDITED), new])
            feature = self._mark

    def _edited(self, files: int) -> list[str]:
        paths = self._draw.sample(sorted(self._texts), files)
        for path in paths:
            for _ in range(PLACES):
                at = self._draw.randrange(len(self._texts[path]))
                self._texts[path][at : at + 2] = [f"edit {self._draw.random()}" for _ in range(3)]
        return paths

    def _commit(self, ref: str, parents: list[int], paths: list[str]) -> bytes:
        self._mark += 1
        who = f"Sample {self._mark % 9} <p{self._mark % 9}@example.test> {histories.START + self._mark * 60} +0000"
        message = f"Work {self._mark}\n"
        head = f"commit refs/heads/{ref}\nmark :{self._mark}\nauthor {who}\ncommitter {who}\ndata {len(message)}\n"
        head += message + "".join(f"{'merge' if at else 'from'} :{parent}\n" for at, parent in enumerate(parents))
        for path in paths:
            text = "".join(f"{line}\n" for line in self._texts[path])
            head += f"M 100644 inline {path}\ndata {len(text)}\n{text}\n"
        return f"{head}\n".encode()


def records(folder: Path, range_: str = "main..feature") -> Iterator[bytes]:
    """A `fast-import` stream of the notes: of each commit's added lines all but every third run of them."""
    from paraph.adapters.git.reader import GitRepository

    ids = histories.run(folder, "git", "rev-list", "--no-merges", "--min-parents=1", range_).split()
    yield b"commit refs/notes/ai\ncommitter Sample 1 <p1@example.test> 1790000000 +0000\ndata 2\nai\n"
    with GitRepository(str(folder)) as reader:
        for change in reader.line_changes((f"{id_}^", id_) for id_ in ids):
            lines = []
            for file in change.files:
                runs = [h for at, h in enumerate(file.hunks) if h.new_count and at % 3 < 2]
                told = ",".join(f"{h.new_first}-{h.new_first + h.new_count - 1}" for h in runs)
                lines += [file.new_path, f"  {SESSION}::t_0123456789abcd {told}"] if told else []
            about = {"schema_version": "authorship/3.0.0", "base_commit_sha": change.new, "prompts": {}}
            agent = {"agent_id": {"tool": "codex", "id": "c1", "model": "sample-model"}}
            text = "\n".join([*lines, "---", json.dumps(about | {"sessions": {SESSION: agent}})]).encode()
            yield b"N inline %s\ndata %d\n%s\n" % (change.new.encode(), len(text), text)


def figures(setting: Setting) -> Iterator[Row]:
    """The document and the text, against git."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        histories.start(folder)
        histories.fill(folder, Branch(setting.seed).stream(20 if setting.quick else COMMITS))
        histories.fill(folder, records(folder))
        commits = int(histories.run(folder, "git", "rev-list", "--count", "main..feature"))
        peer = "git log -p -m of the same range"
        works = {peer: ["git", "-C", str(folder), "log", "-p", "-m", "-M", "main..feature"]}
        for title, flags in (("detect --lines --json", ["--json"]), ("detect --lines", [])):
            works[title] = [histories.script(), "detect", "--repo", str(folder), "main..feature", "--lines", *flags]
        costs = in_turns(works, 1 if setting.quick else 7)
    for title in list(works)[1:]:
        yield within(f"{title}, {commits:,} commits with records, wall", costs[title].wall, WALL_MILLISECONDS, "ms")
        yield times(
            f"{title}, {commits:,} commits with records, CPU", costs[title].cpu, peer, costs[peer].cpu, CPU_RATIO
        )
