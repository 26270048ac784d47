"""Where is git asked about a file that may be changed since it was committed, so that nothing runs there?"""

from __future__ import annotations

import os
from pathlib import Path

from paraph.adapters.git.location import Location
from paraph.adapters.git.names import decode_path, encode_path
from paraph.adapters.git.reader import NOT_A_FILE, GitRepository
from paraph.adapters.git.runner import Place
from paraph.adapters.git.scratch import Scratch, remove, temporary_folder, write
from paraph.core.errors import InputError, Problem, ReadError

FILE_BYTES = 1 << 28
BINARY_BYTES = 8000


class BlamePlace:
    """The places in which a blame from `commit` is asked for; use it in a `with` block."""

    def __init__(self, location: Location, commit: str) -> None:
        self._location = location
        self._commit = commit
        self._scratch = Scratch(location)
        self._folder = ""

    def __enter__(self) -> BlamePlace:
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.close()
        if self._folder:
            remove(self._folder)

    def changed(self, path: str, committed: bytes | None, contents: str) -> str | None:
        """A copy of what a file holds now, or of the file `contents`, where that is not what was committed; None where
        it is. Raises InputError where there is no such file, or no lines in it."""
        if not contents and not self._location.work_tree:
            return None
        whole = os.fsencode(contents) if contents else os.path.join(
            os.fsencode(self._location.work_tree), encode_path(path)
        )  # fmt: skip
        now = _held(whole, contents or path)
        if committed is not None and b"\r" not in committed and b"\r\n" in now:
            now = now.replace(b"\r\n", b"\n")  # as git stores it where it is told to give such line ends
        if now == committed and not contents:
            return None
        self._folder = temporary_folder()
        write(f"{self._folder}/held", now)
        return f"{self._folder}/held"

    def at(self, changed: str | None) -> Place:
        """The place to ask at, with the index and with what is being merged where the work tree is asked about."""
        if changed is None:
            return self._scratch.place
        place = self._scratch.with_index(self._location.index_file, self._location.git_folder)
        folder = place.environment["GIT_DIR"]
        write(f"{folder}/HEAD", f"{self._commit}\n".encode())
        merging = Path(self._location.git_folder, "MERGE_HEAD")
        if merging.is_file():
            write(f"{folder}/MERGE_HEAD", merging.read_bytes())
        tree = f"{self._folder}/tree"
        os.mkdir(tree)
        return Place((), {**place.environment, "GIT_WORK_TREE": tree})


def asked_path(location: Location, folder: str, typed: str) -> str:
    """The path of a file from the root, where it was typed from a folder. Raises InputError for one outside."""
    if not location.work_tree:
        return decode_path(os.fsencode(os.path.normpath(typed)))
    whole = os.path.normpath(os.path.join(folder, typed))
    for top, full in (
        (location.work_tree, whole),
        (os.path.realpath(location.work_tree), f"{os.path.realpath(os.path.dirname(whole))}/{os.path.basename(whole)}"),
    ):
        found = os.path.relpath(full, top)
        if found != ".." and not found.startswith("../"):
            return decode_path(os.fsencode(found))
    what = f"{typed[:200]} is not inside {location.work_tree}"
    raise InputError(Problem("P1174", what, "give a file of the repository, or its repository with --repo"))


def committed_text(reader: GitRepository, commit: str, path: str) -> bytes | None:
    """What a file holds at a commit; None where there is none. Raises InputError for what has no lines."""
    if path == ".":
        raise InputError(_no_lines(path, "a folder"))
    try:
        content = reader.read(commit, path, max_bytes=FILE_BYTES)
    except ReadError as error:
        if error.problems[0].code == NOT_A_FILE:
            raise InputError(_no_lines(path, error.problems[0].what.removeprefix(f"{path} is "))) from error
        raise
    if content is not None and b"\0" in content[:BINARY_BYTES]:
        raise InputError(_no_lines(path, "binary"))
    return content


def _held(whole: bytes, name: str) -> bytes:
    try:
        if not os.path.isfile(whole) or os.path.islink(whole):
            raise FileNotFoundError("it is not there, or no plain file")
        with open(whole, "rb") as file:
            content = file.read(FILE_BYTES + 1)
    except OSError as error:
        what = f"{name} cannot be read: {error.strerror or error}"
        raise InputError(Problem("P1175", what, "name a revision before it to look at the past")) from error
    if b"\0" in content[:BINARY_BYTES]:
        raise InputError(_no_lines(name, "binary"))
    if len(content) > FILE_BYTES:
        raise InputError(_no_lines(name, "larger than 256 MiB"))
    return content


def _no_lines(path: str, why: str) -> Problem:
    return Problem("P1176", f"{path} is {why}, so no lines of it are told", "give one text file")
