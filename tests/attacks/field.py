"""What does every attack start from? A shop whose documents may land alone, and whose payments may not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main

POLICY = """\
version: 1
mode: enforce
tiers:
  critical: {paths: [/payments/**]}
  low: {only_kinds: [docs, tests]}
rules:
  - name: documents land alone
    when: {tier: low}
    require: [{autonomy: {ceiling: autonomous}}]
  - name: the rest is read by somebody else
    when: {tier: [medium, high, critical]}
    require: [{signoff: {level: ">= senior"}}]
"""
PEOPLE = """\
people:
  - {id: ada, name: Ada Sample, accounts: ["email:ada@example.test"], level: senior}
  - {id: ben, name: Ben Sample, accounts: ["email:ben@example.test"], level: senior}
"""
FILES = {
    ".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE, "docs/a.md": "a\n", "src/a.py": "a = 1\n",
    "payments/pay.py": "pay = 1\n",
}  # fmt: skip
DOCS = {"docs/a.md": "b\n"}
EVIL = {"payments/pay.py": "pay = 2\n"}


class Answered(NamedTuple):
    """What the gate said: its exit code, its JSON, and everything it wrote."""

    code: int
    decision: dict[str, Any]
    written: str

    @property
    def tier(self) -> str:
        """The tier that the change was put into, empty where there was no decision."""
        return str(self.decision.get("tier", ""))

    @property
    def findings(self) -> list[str]:
        """The kinds of what was found odd."""
        return [found["kind"] for found in self.decision.get("findings", [])]


class Field:
    """A repository under attack, on the branch `topic`, and the gate that is asked about it."""

    def __init__(self, repo: GitRepo, capfd: pytest.CaptureFixture[str]) -> None:
        self.repo = repo
        self._capfd = capfd

    def gate(self, *arguments: str, change: str = "main..topic", format_: str = "json") -> Answered:
        """Ask from within the process; whatever is raised fails the test."""
        self._capfd.readouterr()
        code = main(["--repo", str(self.repo.path), "gate", change, "--format", format_, *arguments])
        out, err = self._capfd.readouterr()
        return Answered(code, json.loads(out) if format_ == "json" and out else {}, out + err)

    def link(self, path: str, to: str) -> None:
        """Put a symbolic link where a file was."""
        place = Path(self.repo.path / path)
        place.unlink(missing_ok=True)
        place.parent.mkdir(exist_ok=True)
        place.symlink_to(to)

    def odd_tree(self, mode: bytes, name: bytes, content: str | bytes = "x\n") -> None:
        """Commit on `topic` a tree that git's own commands would not write."""
        entries = b""
        for line in self.repo.git("ls-tree", "main").splitlines():
            above, _, known = line.partition("\t")
            old_mode, _, oid = above.split(" ")
            entries += old_mode.lstrip("0").encode() + b" " + known.encode() + b"\0" + bytes.fromhex(oid)
        entries += mode + b" " + name + b"\0" + bytes.fromhex(self.repo.blob(content))
        tree = self.repo.git("hash-object", "-t", "tree", "--literally", "-w", "--stdin", stdin=entries)
        made = self.repo.raw_commit(tree, "odd", self.repo.rev("main"))
        self.repo.git("update-ref", "refs/heads/topic", made)
