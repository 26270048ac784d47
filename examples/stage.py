"""Where does the second half of the demo play, and how is a command shown as it was typed?

Everything lies in one folder: a bare server, a clone of it, keys, and a home of its own; nobody's settings, keys or
agent are touched. Who types stands before the `$`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

PROGRAMS = Path(sys.executable).parent
GAP = "…"
REMOTE = "remote:"
SECONDS = 120
_GITCONFIG = "[advice]\n  detachedHead = false\n[init]\n  defaultBranch = main\n[user]\n  useConfigOnly = true\n"
Decision = dict[str, Any]
Wanted = Callable[[str], bool]


class Colleague(NamedTuple):
    """Somebody of the directory."""

    id: str
    name: str
    email: str


class Stage:
    """A folder with everything; `columns` is how wide outputs are."""

    def __init__(self, folder: Path, columns: int) -> None:
        self.folder, self.shop = folder.resolve(), folder.resolve() / "shop"
        self.columns = columns
        home = self.folder / "home"
        home.mkdir(parents=True)
        (self.folder / "keys").mkdir(mode=0o700)
        (home / ".gitconfig").write_text(_GITCONFIG, encoding="utf-8")

    def typed(self, who: Colleague | None, line: str, wanted: Wanted | None = None) -> tuple[int, str]:
        """Show a command and what it printed, shortened to the `wanted` paragraphs; its exit code and all it said."""
        print(f"\n{who.id if who else 'server'}$ {line}", flush=True)
        code, said = self.run(who, line)
        print("".join(f"{each}\n" for each in (excerpt(said, wanted) if wanted else said.splitlines())), end="")
        return code, said

    def headed(self, who: Colleague | None, line: str, count: int = 1) -> None:
        """Show a command, and the first lines of what it printed."""
        print(f"\n{who.id if who else 'server'}$ {line}", flush=True)
        said = self.run(who, line)[1].splitlines()
        print(*said[:count], *([GAP] if said[count:] else []), sep="\n")

    def run(self, who: Colleague | None, line: str, given: str = "") -> tuple[int, str]:
        """A command in a shell, as somebody or as whoever runs the server; its exit code and all it said."""
        done = subprocess.run(
            ["sh", "-c", line], cwd=self.shop if self.shop.exists() else self.folder, env=self.environment(who),
            input=given.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def quiet(self, who: Colleague | None, line: str) -> str:
        """What a command prints that nobody needs to see. Raises SystemExit where it fails."""
        code, said = self.run(who, line)
        if code:
            sys.exit(f"{line}: ended with {code}\n{said}")
        return said

    def gate(self, branch: str) -> Decision:
        """The decision on an open change as it stands now."""
        done = subprocess.run(
            [PROGRAMS / "paraph", "gate", branch, "--json"],
            cwd=self.shop, env=self.environment(None), stdout=subprocess.PIPE, check=False,
        )  # fmt: skip
        decision: Decision = json.loads(done.stdout)
        return decision

    def environment(self, who: Colleague | None) -> dict[str, str]:
        """The caller's, without what would reach their own git, keys and agent."""
        taken = ("SSH_", "XDG_", "PARAPH_")
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(taken) and (not name.startswith("GIT_") or name.endswith("_DATE"))
        }
        home = self.folder / "home"
        mine = {
            "PATH": f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "HOME": str(home),
            "XDG_STATE_HOME": str(home / "state"),
            "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
            "GIT_CONFIG_SYSTEM": os.devnull,
            "COLUMNS": str(self.columns),
            "NO_COLOR": "1",
        }
        if who:
            mine |= {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
                     for part, value in (("NAME", who.name), ("EMAIL", who.email))}  # fmt: skip
            mine["REMOTE_USER"] = f"email:{who.email}"
        return {**kept, **mine}


def has_ssh_keygen() -> bool:
    """Whether keys can be made by the program that people make theirs with."""
    return shutil.which("ssh-keygen") is not None


def make_key(path: Path) -> None:
    """An Ed25519 key pair as ssh-keygen would lay it out, for a machine without it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    key = Ed25519PrivateKey.generate()
    path.touch(0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    path.with_name(f"{path.name}.pub").write_bytes(public + b"\n")


def excerpt(said: str, wanted: Wanted) -> list[str]:
    """The wanted paragraphs of an output, told by their words, with a `…` for whatever was left out."""
    shown: list[str] = []
    was_shown = False
    for paragraph in paragraphs(said):
        if wanted(" ".join(map(plain, paragraph))):
            shown += [""] * was_shown + paragraph
            was_shown = True
        elif not shown or shown[-1] != GAP:
            shown.append(GAP)
            was_shown = False
    return shown


def paragraphs(said: str) -> list[list[str]]:
    """The lines of an output, parted where a line is empty."""
    found: list[list[str]] = [[]]
    for line in map(str.rstrip, said.splitlines()):
        if plain(line):
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [each for each in found if each]


def plain(line: str) -> str:
    """A line without what git puts before the words of a server."""
    return line.removeprefix(REMOTE).strip()
