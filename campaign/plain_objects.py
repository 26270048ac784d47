"""How are git objects written and merged by a few lines that share nothing with Paraph?

Loose objects as gitformat-loose and gitformat-pack describe them: `kind size NUL content`, zlib, named by SHA-1. Only
merges ask the git program.
"""

from __future__ import annotations

import os
import subprocess
import zlib
from collections.abc import Sequence
from hashlib import sha1, sha256
from pathlib import Path

Files = dict[str, str]


class PlainObjects:
    """The object folder of a bare repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Files] = {}
        self.trees: dict[str, str] = {}
        self.parents: dict[str, tuple[str, ...]] = {}
        self._merges: dict[tuple[str, str], str | None] = {}
        clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        self._environment = clean | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C"}
        self.git("init", "--quiet", "--bare", "--initial-branch=main", ".")

    def git(self, *words: str) -> str:
        """The output of git in the repository."""
        self.folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["git", *words], cwd=self.folder, env=self._environment, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"git {words[0]}: {done.stderr.decode(errors='replace')}")
        return done.stdout.decode()

    def put(self, kind: str, content: bytes) -> str:
        """Store an object; returns its id."""
        whole = b"%s %d\0" % (kind.encode(), len(content)) + content
        name = sha1(whole, usedforsecurity=False).hexdigest()
        path = self.folder / "objects" / name[:2] / name[2:]
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(zlib.compress(whole, 1))
        return name

    def tree(self, files: Files) -> str:
        """Store a tree of text files with its folders; returns its id."""
        found = self._tree(files)
        self.files[found] = dict(files)
        return found

    def _tree(self, files: Files) -> str:
        folders: dict[str, Files] = {}
        entries: list[tuple[str, bytes]] = []
        for path, text in files.items():
            top, slash, rest = path.partition("/")
            if slash:
                folders.setdefault(top, {})[rest] = text
            else:
                entries.append((top, b"100644 %s\0" % top.encode() + bytes.fromhex(self.put("blob", text.encode()))))
        for name, inner in folders.items():
            entries.append((name + "/", b"40000 %s\0" % name.encode() + bytes.fromhex(self._tree(inner))))
        return self.put("tree", b"".join(entry for _, entry in sorted(entries)))

    def commit(self, tree: str, parents: Sequence[str], author: str, committer: str, at: int, message: str) -> str:
        """Store a commit; people are written `Name <address>`."""
        lines = [f"tree {tree}", *(f"parent {each}" for each in parents)]
        lines += [f"author {author} {at} +0000", f"committer {committer} {at} +0000", "", message]
        name = self.put("commit", "\n".join(lines).encode())
        self.trees[name], self.parents[name] = tree, tuple(parents)
        return name

    def merge(self, base: str, head: str) -> str | None:
        """The tree of the merge of two commits, None where it conflicts."""
        if (base, head) not in self._merges:
            done = subprocess.run(
                ["git", "-c", "merge.directoryRenames=false", "merge-tree", "--write-tree", base, head],
                cwd=self.folder, env=self._environment, capture_output=True, check=False,
            )  # fmt: skip
            tree = done.stdout.decode().strip() if done.returncode == 0 else None
            if tree and tree not in self.files:
                self.files[tree] = self._read(tree)
            self._merges[base, head] = tree
        return self._merges[base, head]

    def _read(self, tree: str) -> Files:
        listed = self.git("ls-tree", "-r", tree).splitlines()
        return {line.split("\t")[1]: self.git("cat-file", "blob", line.split()[2]) for line in listed}

    def difference(self, old: str, new: str) -> bytes:
        """What `git diff-tree -r --raw -z --no-renames --full-index` writes of two trees of plain files."""
        before, after, lines = self.files[old], self.files[new], []
        for path in sorted(before.keys() | after.keys(), key=str.encode):
            if before.get(path) == after.get(path):
                continue
            sides = [self.put("blob", files[path].encode()) if path in files else "0" * 40 for files in (before, after)]
            modes = ["100644" if path in files else "000000" for files in (before, after)]
            letter = "A" if path not in before else "D" if path not in after else "M"
            lines.append(f":{modes[0]} {modes[1]} {sides[0]} {sides[1]} {letter}\0{path}\0".encode())
        return b"".join(lines)

    def reviewed(self, base: str, tree: str) -> str:
        """The SHA-256 of the difference between a commit and a tree."""
        return sha256(self.difference(self.trees[base], tree)).hexdigest()

    def paths(self, base: str, tree: str) -> list[str]:
        """The paths in which a commit and a tree differ."""
        before, after = self.files[self.trees[base]], self.files[tree]
        return [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]

    def merge_bases(self, one: str, other: str) -> int:
        """How many best common ancestors two commits have."""
        common = self.ancestry(one) & self.ancestry(other)
        worse = {each for commit in common for parent in self.parents[commit] for each in self.ancestry(parent)}
        return len(common - worse)

    def added_lines(self, commit: str) -> int:
        """The lines that a commit adds to its first parent."""
        before, after = self.files[self.trees[self.parents[commit][0]]], self.files[self.trees[commit]]
        paths = self.paths(self.parents[commit][0], self.trees[commit])
        return sum(_added(before.get(path, ""), after.get(path, "")) for path in paths)

    def ancestry(self, commit: str) -> set[str]:
        """A commit and everything before it."""
        found: set[str] = set()
        open_ = [commit]
        while open_:
            at = open_.pop()
            if at not in found:
                found.add(at)
                open_.extend(self.parents[at])
        return found

    def chain(self, old: str, new: str) -> list[str] | None:
        """The first-parent steps from one commit to another, oldest first; None where it is not on the chain."""
        steps: list[str] = []
        at = new
        while at != old:
            steps.append(at)
            if not self.parents[at]:
                return None
            at = self.parents[at][0]
        return steps[::-1]


def _added(old: str, new: str) -> int:
    """The lines of a text beyond the longest common subsequence (Wagner and Fischer 1974)."""
    before, after = old.splitlines(), new.splitlines()
    row = [0] * (len(after) + 1)
    for line in before:
        last = 0
        for at, other in enumerate(after):
            kept, row[at + 1] = row[at + 1], last + 1 if line == other else max(row[at], row[at + 1])
            last = kept
    return len(after) - row[-1]
