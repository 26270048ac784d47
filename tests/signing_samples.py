"""A repository in which people can sign: a policy with an identity, people with keys, and a change that waits."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from gitbuild import GitRepo

IDENTITY = "0123456789abcdef0123456789abcdef"
POLICY = f"""\
version: 1
mode: enforce
identity: "{IDENTITY}"
tiers:
  critical:
    - paths: ["vault/**"]
rules:
  - name: peer review
    require: [{{signoff: {{count: 1, level: ">= mid", questions: [why-now]}}}}]
  - name: author answers
    require: [{{author_answers: [intent]}}]
"""
LEVELS = {"ada": "staff", "ben": "senior", "cleo": "mid", "dan": "mid"}
MESSAGE = "pricing: round shares\n\nAssisted-by: Claude\n"


class SigningRepo(NamedTuple):
    """The repository with `main`, a branch `work` by cleo, and a folder of private keys named after people."""

    repo: GitRepo
    keys: Path

    @property
    def folder(self) -> str:
        """The repository's own."""
        return str(self.repo.path)

    def key(self, who: str) -> str:
        """A person's private key."""
        return str(self.keys / who)


def signing_repo(folder: Path) -> SigningRepo:
    """Build one below `folder`."""
    keys = folder / "keys"
    keys.mkdir()
    people = ["people:"]
    for who, level in LEVELS.items():
        make_key(keys / who)
        public = " ".join((keys / f"{who}.pub").read_text().split()[:2])
        people += [f"  - id: {who}", f"    name: {who.title()} Sample", f"    level: {level}",
                   f'    accounts: ["email:{who}@example.test"]', f"    keys: [{{key: {public}}}]"]  # fmt: skip
    make_key(keys / "stranger")
    repo = GitRepo(folder / "repo")
    governed = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": "\n".join(people) + "\n"}
    repo.commit("Open", {"app/a.py": "A = 1\n", "vault/v.py": "V = 1\n", **governed})
    repo.switch("work")
    repo.commit(MESSAGE, {"app/a.py": "A = 2\nB = 3\n"}, author="Cleo Sample <cleo@example.test>")
    repo.switch("main")
    return SigningRepo(repo, keys)


def make_key(path: Path) -> None:
    """A key without a passphrase, by ssh-keygen."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", path.name, "-f", path], check=True)


def at_terminal(
    arguments: list[str], typed: list[tuple[str, str]], folder: str, seconds: float = 60.0
) -> tuple[str, int]:
    """Run paraph on a terminal of its own; each text of `typed` is sent once the one before it was printed.

    Returns everything that stood on the screen, and the exit code.
    """
    pid, screen = pty.fork()
    if not pid:
        os.chdir(folder)
        os.environ |= {"TERM": "dumb", "COLUMNS": "100", "PARAPH_PAGER": "cat"}
        os.execv(sys.executable, [sys.executable, "-c", "from paraph.cli.main import run; exit(run())", *arguments])
    shown, seen, left, until = b"", 0, list(typed), time.monotonic() + seconds
    while time.monotonic() < until:
        if select.select([screen], [], [], 0.1)[0]:
            try:
                chunk = os.read(screen, 65_536)
            except OSError:
                break
            if not chunk:
                break
            shown += chunk
        if left and left[0][0].encode() in shown[seen:]:
            seen = len(shown)
            os.write(screen, left.pop(0)[1].encode())
    else:
        os.kill(pid, signal.SIGKILL)
    os.close(screen)
    return shown.decode().replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
