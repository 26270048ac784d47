"""How are notes put in place, so that nobody else's are lost meanwhile?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

from paraph.adapters.git.broken_ref import refuse_broken
from paraph.adapters.git.location import Location
from paraph.adapters.git.notes_tree import Place
from paraph.adapters.git.own import identity
from paraph.adapters.git.runner import Place as Where
from paraph.adapters.git.runner import ask, attempt
from paraph.adapters.git.scratch import remove, temporary_folder
from paraph.core.errors import Problem, ReadError

TRIES = 60
PAUSE_SECONDS = 0.005
LOOSE_BLOBS = 4


class NotesWriter:
    """Writes one notes ref of a repository: blobs, a tree in an index of its own, a commit, and the ref last.

    The ref is moved only where it still is what was read; else all is done again from what stands there now.
    """

    def __init__(self, folder: str, location: Location, ref: str, subject: str) -> None:
        self._folder = folder
        self._location = location
        self._ref = ref
        self._subject = subject
        self._identity: tuple[str, str] | None = None

    def tip(self) -> str:
        """The commit that the ref leads to, empty where there is none. Raises ReadError where its file is damaged."""
        outcome = attempt(self._location.asked_at, "rev-parse", "--verify", "--quiet", "--end-of-options", self._ref)
        if outcome.status:
            refuse_broken(self._location, self._ref)
            return ""
        return outcome.output.decode("ascii").strip()

    def settle(self, make: Callable[[str], str]) -> None:
        """Move the ref to what `make` makes of its tip, again until nobody else moved it meanwhile.

        Raises ReadError where it cannot be moved.
        """
        said = ""
        for number in range(TRIES):
            tip = self.tip()
            made = make(tip)
            if made == tip:
                return
            nothing = "0" * self._location.id_length
            words = ("update-ref", "--no-deref", "-m", f"paraph: {self._subject}", self._ref, made, tip or nothing)
            outcome = attempt(self._location.asked_at, *words)
            if not outcome.status:
                return
            said = outcome.trouble.partition("\n")[0]
            time.sleep(PAUSE_SECONDS * (1 + number % 10))
        raise ReadError(Problem("P0753", f"{self._ref} could not be moved: {said}", "see whether it can be written"))

    def commit(
        self, root: str, notes: Mapping[str, bytes], places: Iterable[Place], parents: Iterable[str],
        stored: Mapping[str, str] | None = None,
    ) -> str:  # fmt: skip
        """The commit of the tree `root` (empty for none) with these notes, each at the place where it stood; `stored`
        are more of them, as the blobs that they are."""
        name, email = self._identity = self._identity or identity(self._folder)
        who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
               for part, value in (("NAME", name), ("EMAIL", email))}  # fmt: skip
        words = [word for parent in parents for word in ("-p", parent)]
        tree = self._tree(root, {**self._stored(notes), **(stored or {})}, list(places))
        message = f"{self._subject[:1].upper()}{self._subject[1:]}\n".encode()
        return ask(self._with(who), "commit-tree", tree, *words, data=message).decode("ascii").strip()

    def _tree(self, root: str, blobs: Mapping[str, str], places: list[Place]) -> str:
        home = {each.commit: each.path for each in places}
        gone = [each.path for each in places if home[each.commit] != each.path]
        lines = [f"0 {'0' * self._location.id_length}\t{path}" for path in gone]
        lines += [f"100644 {blob}\t{home.get(at, f'{at[:2]}/{at[2:]}')}" for at, blob in blobs.items()]
        folder = temporary_folder()
        try:
            place = self._with({"GIT_INDEX_FILE": f"{folder}/index"})
            ask(place, "read-tree", *([root] if root else ["--empty"]))
            ask(place, "update-index", "-z", "--replace", "--index-info", data="\0".join([*lines, ""]).encode())
            return ask(place, "write-tree", "--missing-ok").decode("ascii").strip()
        finally:
            remove(folder)

    def _stored(self, notes: Mapping[str, bytes]) -> dict[str, str]:
        """The blob of each note, written by few processes however many there are."""
        if len(notes) > LOOSE_BLOBS:
            stream = b"".join(b"blob\ndata %d\n%s\n" % (len(content), content) for content in notes.values())
            ask(self._location.asked_at, "fast-import", "--quiet", data=stream + b"done\n")
            return {commit: self._blob_id(content) for commit, content in notes.items()}
        words = ("hash-object", "-w", "--stdin", "--no-filters", "-t", "blob")
        return {
            commit: ask(self._location.asked_at, *words, data=content).decode("ascii").strip()
            for commit, content in notes.items()
        }

    def _blob_id(self, content: bytes) -> str:
        from hashlib import sha1, sha256  # OpenSSL, which who only reads notes need not wait for

        digest = sha256 if self._location.hash_name == "sha256" else sha1
        return digest(b"blob %d\0%s" % (len(content), content)).hexdigest()

    def _with(self, more: dict[str, str]) -> Where:
        at = self._location.asked_at
        return Where(at.arguments, {**at.environment, **more})
