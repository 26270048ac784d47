"""What has a push brought to this repository, and where do its refs stand?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from paraph.adapters.git.history import first_parents
from paraph.adapters.git.location import Location
from paraph.adapters.git.names import decode_path
from paraph.adapters.git.records import LIMITS
from paraph.adapters.git.ref_files import value_in_files
from paraph.adapters.git.runner import ask, attempt, fail
from paraph.adapters.git.scratch import Scratch
from paraph.core.policy.ref_globs import is_protected, literal_start
from paraph.ports.receiving import Link, NewCommits

KEPT = "refs/paraph/heads/"


class GitReceiving:
    """The repository behind a hook of git; implements `paraph.ports.receiving.ReceivingRepository`.

    Refs are read where git itself keeps them; all else in the scratch repository, which borrows the objects of the
    repository and those that a push has brought and that are not let in yet. `present` says which of some full ids are
    commits that are here: whoever has a process open for that spares one for each.
    """

    def __init__(self, location: Location, present: Callable[[Sequence[str]], Collection[str]] = lambda _: ()) -> None:
        self._location = location
        self._present = present
        self._at = location.asked_at
        self._own = Scratch(location)
        self._scratch = self._own.place

    def close(self) -> None:
        """Remove what was temporary."""
        self._own.close()

    def value_of(self, ref: str) -> str:
        """The object that a ref leads to now, empty where there is none."""
        known = value_in_files(self._location.common_folder, ref)
        if known is not None:
            return known
        # rev-parse would look for it in other name spaces, too: whoever may push a tag could stand in for a branch
        words = ("for-each-ref", "--count=1", "--format=%(objectname) %(refname)", "--", ref)
        outcome = attempt(self._at, *words)
        if outcome.status or outcome.trouble:  # a broken ref is not an absent one
            fail("for-each-ref", outcome.trouble)
        value, _, found = outcome.output.rstrip(b"\n").partition(b" ")
        return value.decode("ascii") if decode_path(found) == ref else ""

    def tips(self, globs: Sequence[str]) -> dict[str, str]:
        """The protected refs that are there now, with their objects."""
        starts = sorted({literal_start(glob) for glob in globs})
        folders = sorted({start if "/" not in start[5:] else start[: start.rindex("/") + 1] for start in starts})
        output = ask(self._at, "for-each-ref", "--format=%(objectname) %(refname)", *folders)
        pairs = (line.split(b" ", 1) for line in output.splitlines())
        found = {decode_path(ref): value.decode("ascii") for value, ref in pairs}
        return {ref: value for ref, value in found.items() if is_protected(ref, globs)}

    def commit_of(self, object_id: str) -> str:
        """The commit that an object is, or that a tag leads to; empty for anything else."""
        if object_id in self._present([object_id]):
            return object_id
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{object_id}^{{commit}}")
        outcome = attempt(self._scratch, *words)
        return "" if outcome.status else outcome.output.decode("ascii").strip()

    def chain(self, old: str, new: str, at_most: int) -> tuple[Link, ...]:
        """The first-parent chain of `new` as far as `old` does not reach it, the oldest first."""
        bounds = [f"--max-count={at_most}", *([f"^{old}"] if old else [])]
        words = ("rev-list", "--first-parent", "--no-commit-header", "--format=%H %T %P", *bounds, new)
        lines = ask(self._scratch, *words, limits=LIMITS).decode("ascii").splitlines()
        return tuple(_link(line) for line in reversed(lines))

    def fork(self, tips: Sequence[str], new: str, also: Collection[str] = ()) -> str:
        """The newest commit on the first-parent chain of `new` that is on that of one of the tips, or is one of
        `also`; empty for none."""
        if not tips and not also:
            return ""
        known = {id_ for tip in tips for id_, _ in first_parents(self._scratch, tip, [])}.union(also)
        return next((id_ for id_, _ in first_parents(self._scratch, new, []) if id_ in known), "")

    def is_behind(self, old: str, new: str) -> bool:
        """Whether `old` is an ancestor of `new`, or is `new`."""
        return attempt(self._scratch, "merge-base", "--is-ancestor", old, new).status == 0

    def has_octopus(self, old: str, new: str) -> bool:
        """Whether a commit that `new` reaches and `old` does not merges more than two lines of work at once."""
        bounds = [f"^{old}"] if old else []
        return bool(ask(self._scratch, "rev-list", "--min-parents=3", "--max-count=1", *bounds, new, limits=LIMITS))

    def new_commits(self, tips: Sequence[str], at_most: int) -> NewCommits:
        """The commits that some objects bring and that no ref reaches yet; trees and blobs bring none.

        Raises ReadError where their history is not whole.
        """
        if not tips:
            return NewCommits(())
        words = ("rev-list", f"--max-count={at_most + 1}", "--stdin", "--not", "--all")
        data = "".join(f"{tip}\n" for tip in tips).encode()
        ids = tuple(ask(self._at, *words, data=data, limits=LIMITS).decode("ascii").split())
        return NewCommits(ids[:at_most], len(ids) <= at_most)

    def is_packed(self, ref: str, value: str) -> bool:
        """Whether `packed-refs` holds exactly this value of a ref."""
        try:
            with open(f"{self._location.common_folder}/packed-refs", "rb") as file:
                return f"{value} {ref}".encode() in file.read().split(b"\n")
        except OSError:
            return False

    def is_same(self, one: str, other: str, paths: Sequence[str]) -> bool:
        """Whether two commits hold the same at some paths. Raises ReadError where that cannot be told."""
        outcome = attempt(self._scratch, "diff-tree", "--quiet", "--no-renames", one, other, "--", *paths)
        if outcome.status not in (0, 1):
            fail("diff-tree", outcome.trouble)
        return outcome.status == 0

    def keep(self, commits: Iterable[str]) -> None:
        """Keep commits that are here reachable below `refs/paraph/heads/`."""
        here = [commit for commit in dict.fromkeys(commits) if self.commit_of(commit) == commit]
        if here:
            data = "".join(f"update {KEPT}{commit} {commit}\n" for commit in here).encode()
            ask(self._at, "update-ref", "--stdin", data=data)

    def git_version(self) -> str:
        """The version of the git that answers."""
        outcome = attempt(self._at, "version")
        if outcome.status:
            fail("version", outcome.trouble)
        return outcome.output.decode("utf-8", "replace").strip().removeprefix("git version ")


def _link(line: str) -> Link:
    commit, tree, *parents = line.split()
    return Link(commit, tree, tuple(parents))
