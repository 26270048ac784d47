"""What do the checked-out files hold now, as a tree that can be compared?"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress

from paraph.adapters.git.location import Location
from paraph.adapters.git.names import encode_path
from paraph.adapters.git.own import own_git
from paraph.adapters.git.runner import fail
from paraph.adapters.git.scratch import remove, temporary_folder

NEAR_BYTES = 1 << 22
MOST_SAYING = 64
NOBODY = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
          for part, value in (("NAME", "paraph"), ("EMAIL", "paraph@localhost"), ("DATE", "@1 +0000"))}  # fmt: skip


class GitWorkTree:
    """The files around a location; implements `paraph.ports.work_tree.WorkTree`.

    git itself stores them, with its user's settings, through an index of our own: nothing of theirs is touched.
    """

    def __init__(self, location: Location) -> None:
        self._location = location

    @property
    def folder(self) -> str:
        """Its top folder, empty where nothing is checked out."""
        return self._location.work_tree

    def head(self) -> str:
        """The commit that is checked out, empty where there is none yet."""
        outcome = own_git(self._location.work_tree, "rev-parse", "--verify", "--quiet", "HEAD")
        return "" if outcome.status else outcome.output.decode("ascii").strip()

    def is_clean(self) -> bool:
        """Whether the files are what HEAD and the index hold, and nothing else is there."""
        words = ("--no-optional-locks", "status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=all")
        outcome = own_git(self._location.work_tree, *words)
        return not outcome.status and not outcome.output

    def near(self, name: str) -> str:
        """A small file of git's own about what it is doing here (`SQUASH_MSG`), empty where there is none."""
        try:
            with open(f"{self._location.git_folder}/{name}", encoding="utf-8", errors="replace") as file:
                return file.read(NEAR_BYTES)
        except OSError:
            return ""

    def stash(self, word: str) -> tuple[str, ...]:
        """The commit of the stash that a word names, of the last one if it names none, and that of its untracked files
        if it has one."""
        names = (word, f"stash@{{{word}}}") if word and not word.startswith("-") else ()
        for name in (*names, "refs/stash"):
            words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
            outcome = own_git(self._location.work_tree, *words)
            if not outcome.status:
                found = outcome.output.decode("ascii").strip()
                more = own_git(self._location.work_tree, "rev-parse", "--verify", "--quiet", f"{found}^3")
                return (found, *([] if more.status else [more.output.decode("ascii").strip()]))
        return ()

    def lacks(self, paths: Iterable[str]) -> bool:
        """Whether one of some paths is not there."""
        top = os.fsencode(self._location.work_tree)
        return not all(os.path.lexists(os.path.join(top, encode_path(path))) for path in paths)

    def take_up_later(self, ids: Iterable[str]) -> None:
        """Leave word that these commits of a stash are being brought back; where that cannot be, there is a gap."""
        with suppress(OSError), open(self._word, "w", encoding="ascii") as file:
            file.write(" ".join(ids))

    def taken_up(self) -> tuple[str, ...]:
        """The commits that word was left of, which is gone now."""
        try:
            with open(self._word, encoding="ascii") as file:
                found = file.read(4096).split()
            os.unlink(self._word)
        except (OSError, ValueError):
            return ()
        return tuple(each for each in found if not each.strip("0123456789abcdef"))

    @property
    def _word(self) -> str:
        return f"{self._location.common_folder}/paraph/unstashed"

    def commits_saying(self, subject: str) -> tuple[str, ...]:
        """Commits of any ref whose message holds a line, the newest ones."""
        words = ("log", "--all", "--format=%H", "--fixed-strings", f"--grep={subject}", f"--max-count={MOST_SAYING}")
        outcome = own_git(self._location.work_tree, *words)
        return () if outcome.status or not subject else tuple(outcome.output.decode("ascii").split())

    def alone(self, commit: str) -> str:
        """A commit like this one on its first parent alone: to git a stash is a merge with the index."""
        parent = own_git(self._location.work_tree, "rev-parse", "--verify", "--quiet", f"{commit}^1")
        words = () if parent.status else ("-p", parent.output.decode("ascii").strip())
        return self._ask("commit-tree", f"{commit}^{{tree}}", *words, "-m", "stash", more=NOBODY)

    def tree(self, paths: Iterable[str]) -> str:
        """The id of a tree that is HEAD's, with some paths as the work tree has them now."""
        folder = temporary_folder()
        try:
            more = {"GIT_INDEX_FILE": f"{folder}/index"}
            self._ask("read-tree", self.head() or "--empty", more=more)
            names = b"".join(encode_path(path) + b"\0" for path in paths if self._is_plain(path))
            self._ask("update-index", "-z", "--add", "--remove", "--stdin", more=more, data=names)
            return self._ask("write-tree", "--missing-ok", more=more)
        finally:
            remove(folder)

    def _is_plain(self, path: str) -> bool:
        """Whether git can be told of a path: a file, or one that is gone, with only folders above it."""
        top = os.fsencode(self._location.work_tree)
        name = encode_path(path)
        whole = os.path.join(top, name)
        above = os.path.dirname(whole)
        is_inside = os.path.realpath(above) == os.path.normpath(above)
        return is_inside and (not os.path.lexists(whole) or (os.path.isfile(whole) and not os.path.islink(whole)))

    def _ask(self, *words: str, more: Mapping[str, str], data: bytes = b"") -> str:
        quiet = ("-c", "core.hooksPath=/dev/null")
        outcome = own_git(self._location.work_tree, *quiet, *words, more=more, data=data)
        if outcome.status:
            fail(words[0], outcome.trouble)
        return outcome.output.decode("ascii").strip()
