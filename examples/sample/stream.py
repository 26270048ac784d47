"""How do trees and commits become a git bundle, byte for byte the same?"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Entry(NamedTuple):
    """What stands at a path: git's octal mode and the bytes (of a symlink: its target)."""

    data: bytes
    mode: str = "100644"


Tree = dict[str, Entry]


class Person(NamedTuple):
    """Who appears in a commit."""

    name: str
    email: str


class Draft(NamedTuple):
    """One commit to be written; `parents` are marks, `when` is seconds since the epoch in UTC."""

    ref: str
    message: str
    author: Person
    when: int
    tree: Mapping[str, Entry]
    parents: tuple[int, ...] = ()
    committer: Person | None = None


class Stream:
    """Collects commits in the format of `git fast-import` and turns them into a bundle."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._trees: dict[int, Mapping[str, Entry]] = {}

    def commit(self, draft: Draft) -> int:
        """Add one commit and return its mark."""
        mark = len(self._trees) + 1
        before = self._trees[draft.parents[0]] if draft.parents else {}
        by = draft.committer or draft.author
        lines = [f"commit {draft.ref}", f"mark :{mark}"]
        lines.append(f"author {draft.author.name} <{draft.author.email}> {draft.when} +0000")
        lines.append(f"committer {by.name} <{by.email}> {draft.when} +0000")
        self._parts.append("\n".join(lines).encode() + b"\n" + _data(draft.message.encode()))
        for word, parent in zip(["from"] + ["merge"] * 8, draft.parents, strict=False):
            self._parts.append(f"{word} :{parent}\n".encode())
        self._parts += [f"D {path}\n".encode() for path in sorted(before.keys() - draft.tree.keys())]
        for path in sorted(path for path, entry in draft.tree.items() if before.get(path) != entry):
            self._parts.append(f"M {draft.tree[path].mode} inline {path}\n".encode() + _data(draft.tree[path].data))
        self._trees[mark] = dict(draft.tree)
        return mark

    def write_bundle(self, bundle: Path, scratch: Path) -> None:
        """Import everything into a bare repository at `scratch` and bundle all its branches and HEAD.

        Raises CalledProcessError when git refuses.
        """
        _git(scratch.parent, "init", "--quiet", "--bare", "--object-format=sha1", "--initial-branch=main", scratch.name)
        _git(scratch, "fast-import", "--quiet", "--force", stdin=b"".join(self._parts) + b"done\n")
        # one thread and fixed settings, because the order of packing shows in the bytes
        settings = ["-c", "pack.threads=1", "-c", "core.compression=9", "-c", "pack.window=20"]
        _git(scratch, *settings, "repack", "-a", "-d", "-f", "-q")
        _git(scratch, *settings, "bundle", "create", "--quiet", str(bundle.resolve()), "HEAD", "--branches")


def _data(content: bytes) -> bytes:
    return b"data %d\n" % len(content) + content + b"\n"


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "TZ": "UTC"}
    subprocess.run(["git", *arguments], cwd=folder, input=stdin, env=environment, check=True)
