"""How does a test make a real git repository, the same one every time?"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

FIRST_SECOND = 1_767_225_600  # 2026-01-01T00:00:00Z
SECONDS_BETWEEN_COMMITS = 60
ADA = "Ada Sample <ada@example.test>"
BEN = "Ben Sample <ben@example.test>"
CLEO = "Cleo Sample <cleo@example.test>"

Content = str | bytes | None
"""What a file shall hold; None deletes it."""


def isolated_environment(home: Path) -> dict[str, str]:
    """The environment in which git sees no configuration but a repository's own, in UTC and the C locale.

    Variables of a surrounding git (a hook that runs the tests) are left out.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "LC_", "XDG_"))}
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LANG", "LANGUAGE", "PYTHONDONTWRITEBYTECODE"):
        kept.pop(name, None)
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_AUTHOR_NAME": "Ada Sample",
        "GIT_AUTHOR_EMAIL": "ada@example.test",
        "GIT_AUTHOR_DATE": f"{FIRST_SECOND} +0000",
        "GIT_COMMITTER_NAME": "Ada Sample",
        "GIT_COMMITTER_EMAIL": "ada@example.test",
        "GIT_COMMITTER_DATE": f"{FIRST_SECOND} +0000",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }


class GitRepo:
    """A repository on disk whose commits advance a clock of their own by one minute each.

    People are written as in a commit: `Ada Sample <ada@example.test>`.
    """

    def __init__(self, path: Path, *, bare: bool = False, branch: str = "main") -> None:
        self.path = path
        self.now = FIRST_SECOND
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", f"--initial-branch={branch}", *(["--bare"] if bare else []))

    def git(self, *arguments: str, stdin: str | bytes = b"", env: Mapping[str, str] | None = None) -> str:
        """Run git here and return its output without the final newline.

        Raises AssertionError with git's own words when it fails.
        """
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            ["git", *arguments], cwd=self.path, input=given, capture_output=True, env={**os.environ, **(env or {})}
        )
        assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}"
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def write(self, path: str, content: Content) -> None:
        """Put a file into the work tree, or remove it; nothing is staged."""
        target = self.path / path
        if content is None:
            target.unlink()
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    def stage(self, files: Mapping[str, Content]) -> None:
        """Write the files and stage everything that differs."""
        for path, content in files.items():
            self.write(path, content)
        self.git("add", "--all")

    def commit(
        self,
        message: str,
        files: Mapping[str, Content] | None = None,
        *,
        author: str = ADA,
        committer: str | None = None,
    ) -> str:
        """Commit everything in the work tree (after writing `files`) and return the commit's id."""
        self.stage(files or {})
        self.git(
            "commit", "--quiet", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "--file=-",
            stdin=message, env=self._stamp(author, committer or author),
        )  # fmt: skip
        return self.rev("HEAD")

    def switch(self, branch: str, start: str | None = None) -> None:
        """Go to a branch, making it at `start` (HEAD unless given) when it does not exist."""
        exists = bool(self.git("for-each-ref", f"refs/heads/{branch}"))
        self.git("switch", "--quiet", *([branch] if exists else ["--create", branch, *([start] if start else [])]))

    def merge(self, branch: str, message: str = "", *, by: str = ADA) -> str:
        """Merge a branch into HEAD with a merge commit and return its id."""
        self.git(
            "merge", "--quiet", "--no-ff", "--message", message or f"Merge branch '{branch}'", branch,
            env=self._stamp(by, by),
        )  # fmt: skip
        return self.rev("HEAD")

    def raw_commit(
        self, tree: str, message: str, *parents: str, author: str = ADA, committer: str | None = None
    ) -> str:
        """Make a commit object of a tree and parents without touching any ref, index or file."""
        given = [word for parent in parents for word in ("-p", parent)]
        return self.git("commit-tree", tree, *given, stdin=message, env=self._stamp(author, committer or author))

    def blob(self, content: str | bytes) -> str:
        """Store content and return its object id."""
        return self.git("hash-object", "-w", "--stdin", stdin=content)

    def tree(self, *entries: tuple[str, str, str]) -> str:
        """Store one flat tree of (mode, object id, path with slashes) and return its id."""
        lines = "".join(f"{mode} {oid}\t{path}\0" for mode, oid, path in entries)
        index = {"GIT_INDEX_FILE": str(self.path / "scratch-index")}
        self.git("read-tree", "--empty", env=index)
        self.git("update-index", "-z", "--add", "--index-info", stdin=lines, env=index)
        made = self.git("write-tree", env=index)
        (self.path / "scratch-index").unlink()
        return made

    def rev(self, spec: str) -> str:
        """The full object id of a revision."""
        return self.git("rev-parse", "--verify", spec)

    def _stamp(self, author: str, committer: str) -> dict[str, str]:
        self.now += SECONDS_BETWEEN_COMMITS
        stamp: dict[str, str] = {}
        for role, who in (("AUTHOR", author), ("COMMITTER", committer)):
            name, _, email = who.rpartition(" <")
            stamp |= {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": email.removesuffix(">")}
            stamp[f"GIT_{role}_DATE"] = f"{self.now} +0000"
        return stamp
