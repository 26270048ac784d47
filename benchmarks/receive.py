"""How long does a push wait for a server's answer?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory

from benchmarks import histories
from benchmarks.row import Row, Setting, within
from benchmarks.timing import Sample, of_process

LIMIT_MILLISECONDS = 500
COMMITS = 20
POLICY = ".paraph/policy.yaml"


def served(folder: Path, commits: int, seed: int) -> tuple[Path, Path]:
    """A guarded bare repository with a long history, and a clone that is some commits ahead of it."""
    work = histories.governed(folder / "work", commits, seed)
    policy = work / POLICY
    histories.run(work, "git", "checkout", "--quiet", "--force", "main")
    policy.write_text(policy.read_text(encoding="utf-8").replace("mode: shadow", "mode: enforce"), encoding="utf-8")
    histories.run(work, "git", "commit", "--quiet", "--all", "--message=Enforce it")
    server = folder / "server.git"
    histories.run(folder, "git", "clone", "--quiet", "--bare", "--branch", "main", str(work), str(server))
    second = str(folder / "second")
    histories.run(folder, *histories.PARAPH, "hook", "install", "--server", str(server), "--second", second)
    for number in range(COMMITS):
        path = work / f"src/m{number}/pushed.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"pushed = {number}\n", encoding="utf-8")
        histories.run(work, "git", "add", str(path))
        histories.run(work, "git", "commit", "--quiet", f"--message=Push {number}")
    return server, work


def asked(server: Path, work: Path) -> Sequence[str]:
    """The call that git makes of `pre-receive` when the commits are pushed to main."""
    old = histories.run(server, "git", "rev-parse", "refs/heads/main").strip()
    new = histories.run(work, "git", "rev-parse", "HEAD").strip()
    alternates = quote(str(work / ".git" / "objects"))
    call = f"cd {quote(str(server))} && echo {old} {new} refs/heads/main | "
    return ["sh", "-c", f"{call}GIT_DIR=. GIT_ALTERNATE_OBJECT_DIRECTORIES={alternates} hooks/pre-receive"]


def figures(setting: Setting) -> Iterator[Row]:
    """One row: the whole hook, shell and start of Python included, with what it records."""
    with TemporaryDirectory() as name:
        server, work = served(Path(name), 2_000 if setting.quick else 12_000, setting.seed)
        command = asked(server, work)
        of_process(command)
        walls = Sample(of_process(command).wall for _ in range(3 if setting.quick else 15))
        yield within(f"pre-receive, {COMMITS} commits pushed, wall", walls, LIMIT_MILLISECONDS, "ms")
