"""Which sample repositories are measured? Seeded, with fixed dates, made through `git fast-import`."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

FILES = [f"src/m{count % 50}/f{count}.py" for count in range(2000)]
START = 1_700_000_000
SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Sample 1", "GIT_AUTHOR_EMAIL": "p1@example.test",
    "GIT_COMMITTER_NAME": "Sample 1", "GIT_COMMITTER_EMAIL": "p1@example.test",
    "GIT_AUTHOR_DATE": "1790000000 +0000", "GIT_COMMITTER_DATE": "1790000000 +0000",
}  # fmt: skip
PARAPH = [sys.executable, "-c", "import sys; from paraph.cli.main import run; sys.exit(run())"]


def script() -> str:
    """The console script `paraph` of this environment."""
    return str(Path(sys.executable).with_name("paraph"))


def run(folder: Path, *command: str) -> str:
    """The output of a program in a folder, with nobody's settings."""
    environment = {**os.environ, **SETTINGS}
    return subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout


def start(folder: Path) -> None:
    """An empty repository on `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    run(folder, "git", "init", "--quiet", "--initial-branch=main")


def fill(folder: Path, stream: Iterable[bytes]) -> None:
    """Import a stream and pack what it made."""
    environment = {**os.environ, **SETTINGS}
    command = ["git", "-C", str(folder), "fast-import", "--quiet"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as importer:
        assert importer.stdin is not None
        for piece in stream:
            importer.stdin.write(piece)
    if importer.returncode:
        raise RuntimeError("git fast-import failed")
    run(folder, "git", "repack", "-adq")


class Worked:
    """A history of branches of a few commits, merged into `main`; files have 60 lines, of which edits change three."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self._texts = {path: [f"line {count} of {path}" for count in range(60)] for path in FILES}
        self._mark = 0

    def main(self, commits: int) -> Iterator[bytes]:
        """The stream of at least so many commits."""
        yield self._commit("main", [], FILES)
        tip = self._mark
        while self._mark < commits:
            before = branch = tip
            edited: list[str] = []
            for _ in range(self._draw.randint(1, 4)):
                edited += self._draw.sample(FILES, 3)
                yield self._commit("topic", [f":{branch}"], edited[-3:])
                branch = self._mark
            yield self._commit("main", [f":{before}", f":{branch}"], [*dict.fromkeys(edited)])
            tip = self._mark

    def feature(self) -> Iterator[bytes]:
        """The stream of a branch `feature` from `main` that edits 300 files in five commits."""
        chosen = self._draw.sample(FILES, 300)
        self._mark += 1_000_000
        parent = "refs/heads/main^0"
        for place in range(0, 300, 60):
            yield self._commit("feature", [parent], chosen[place : place + 60])
            parent = f":{self._mark}"

    def _commit(self, ref: str, parents: list[str], paths: list[str]) -> bytes:
        self._mark += 1
        who = f"Sample {self._mark % 40} <p{self._mark % 40}@example.test> {START + self._mark % 1_000_000 * 60} +0000"
        message = f"Work {self._mark}\n\nWhy it was done, in a line or two,\nas people write it.\n"
        head = f"commit refs/heads/{ref}\nmark :{self._mark}\nauthor {who}\ncommitter {who}\n"
        head += f"data {len(message)}\n{message}"
        head += "".join(f"{'merge' if place else 'from'} {parent}\n" for place, parent in enumerate(parents))
        for path in paths:
            for _ in range(3):
                self._texts[path][self._draw.randrange(60)] = f"edit {self._draw.random()}"
            text = "\n".join(self._texts[path])
            head += f"M 100644 inline {path}\ndata {len(text)}\n{text}\n"
        return f"{head}\n".encode()


def governed(folder: Path, commits: int, seed: int) -> Path:
    """A repository of so many commits whose `main` ends with what `paraph init` writes, and a branch `feature`."""
    worked = Worked(seed)
    start(folder)
    fill(folder, worked.main(commits))
    govern(folder)
    run(folder, "git", "add", ".paraph")
    run(folder, "git", "commit", "--quiet", "--message=Adopt a policy")
    fill(folder, worked.feature())
    return folder


def govern(folder: Path) -> None:
    """Let `paraph init` write a policy and the people into the work tree of `main`, and forget what it cached."""
    run(folder, "git", "reset", "--quiet", "--hard")
    run(folder, *PARAPH, "init", "--yes")
    forget(folder)


def forget(folder: Path) -> None:
    """Drop every cache that Paraph keeps in a repository."""
    run(folder, "rm", "-rf", ".git/paraph")


def borrowed(repository: str, folder: Path) -> Path:
    """A clone that borrows the objects of a real repository, with the files of `paraph init` in its work tree."""
    run(Path.cwd(), "git", "clone", "--quiet", "--shared", repository, str(folder))
    govern(folder)
    return folder


def wide_range(folder: Path, files: int = 300) -> str:
    """The shortest stretch of the first-parent chain, by powers of two, that changes so many files."""
    steps = 1
    while True:
        base = run(folder, "git", "rev-list", "--first-parent", f"--skip={steps}", "--max-count=1", "HEAD").strip()
        if not base or len(run(folder, "git", "diff", "--name-only", base, "HEAD").splitlines()) >= files:
            return f"{base or run(folder, 'git', 'rev-list', '--max-parents=0', 'HEAD').split()[0]}..HEAD"
        steps *= 2
