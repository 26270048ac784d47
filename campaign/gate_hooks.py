"""Do git's own hooks let nothing in either? The lives of the model, with `git push` to a guarded repository.

Every push starts git and the hooks that it starts, as they are installed; nothing of the gate runs in this process. The
clock is the machine's, so that nothing expires.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from campaign.gate_model import Life, Told
from campaign.gate_server import GOVERNANCE, NOTES, PROTECTED, GateServer
from campaign.outcome import Outcome
from campaign.plain_objects import PlainObjects
from paraph.ports.receiving import RefUpdate

WHAT = "random lives of a repository through git's own hooks: nothing goes in that an independent oracle forbids"
RUNS = 6
STEPS = 20
MOST_TOLD = 10
_PARAPH = "import sys; from paraph.cli.main import run; sys.exit(run())"


def run(runs: int, seed: int) -> Outcome:
    """Live so many lives; every false allow is a failure, false blocks are counted and told."""
    told = [hooked(each, STEPS) for each in range(seed, seed + runs)]
    allows = tuple(each for one in told for each in one.false_allows)
    blocks = [each for one in told for each in one.false_blocks]
    tried, let_in, lawful = (sum(getattr(one, name) for one in told) for name in ("tried", "let_in", "lawful"))
    counts = f"{tried:,} pushes to protected refs, {lawful:,} lawful, {let_in:,} let in; {len(allows)} false allows"
    shown = "".join(f"\n  block: {each}" for each in blocks[:MOST_TOLD])
    return Outcome(runs, allows, f"{counts}, {len(blocks)} false blocks{shown}")


def hooked(seed: int, steps: int, focus: Sequence[str] = ()) -> Told:
    """One life of so many steps behind hooks."""
    with tempfile.TemporaryDirectory() as folder, closing(_Hooked(seed, Path(folder))) as one:
        return one.lived(steps, focus)


class _Hooked(Life):
    def serve(self) -> GateServer:
        return HookServer(self.objects)


class Refused(NamedTuple):
    """What a push that was refused said."""

    why: str
    judged: None = None


class HookServer(GateServer):
    """A bare repository with hooks, to which is pushed from another one."""

    def __init__(self, objects: PlainObjects) -> None:
        super().__init__(objects, 0)
        self.path = objects.folder / "guarded.git"
        self.count = 0
        self._clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C",
            "XDG_STATE_HOME": str(objects.folder / "state"),
        }  # fmt: skip
        self._run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(self.path)])

    @property
    def now(self) -> int:
        """The machine's own clock, which nobody sets."""
        return int(time.time())

    @now.setter
    def now(self, _: int) -> None: ...

    def moment(self) -> int:
        """How many pushes there were."""
        return self.count

    def _run(self, words: Sequence[str], **more: str) -> tuple[int, str]:
        done = subprocess.run(
            words, cwd=self.objects.folder, env=self._clean | more, capture_output=True, check=False, timeout=120
        )
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace")

    def put_ref(self, ref: str, commit: str) -> None:
        """Move a ref past the hooks, as its operator can."""
        super().put_ref(ref, commit)
        free = ["git", "-C", str(self.path), "-c", "core.hooksPath=/dev/null"]
        for words in (["fetch", "--quiet", "--no-tags", str(self.objects.folder), commit], ["update-ref", ref, commit]):
            code, said = self._run([*free, *words])
            if code:
                raise RuntimeError(said)

    def begin(self) -> None:
        """Install the hooks."""
        protect = [word for ref in PROTECTED for word in ("--protect", ref)]
        words = ["hook", "install", "--server", str(self.path), "--principal", "REMOTE_USER", *protect]
        code, said = self._run([sys.executable, "-c", _PARAPH, *words, "--policy-ref", GOVERNANCE])
        if code:
            raise RuntimeError(said)

    def push(self, updates: Sequence[RefUpdate], pusher: str) -> Any:
        """Push with git, all or nothing; what it says where it is refused."""
        self.count += 1
        moves = [f"{each.new}:{each.ref}" for each in updates]
        words = ["git", "push", "--quiet", "--atomic", "--force", str(self.path), *moves]
        code, said = self._run(words, REMOTE_USER=f"email:{pusher}")
        for each in updates if code == 0 else ():
            if each.ref == NOTES:
                super().put_ref(each.ref, each.new)
        return _Answer((Refused(" ".join(said.split())[:600]),) if code else ())


class _Answer(NamedTuple):
    refusals: tuple[Refused, ...]
