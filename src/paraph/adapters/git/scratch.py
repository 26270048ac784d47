"""Where are differences and merges computed? In a bare repository of our own that only borrows the objects."""

from __future__ import annotations

import os
import time

from paraph.adapters.git.location import Location
from paraph.adapters.git.runner import Place

HEAD = b"ref: refs/heads/none\n"
CORE = b"[core]\n\trepositoryformatversion = %d\n\tbare = true\n\tfilemode = true\n\tlogallrefupdates = false\n"
SHA256 = b"[extensions]\n\tobjectformat = sha256\n"
PARTS = frozenset({"HEAD", "config", "objects", "refs"})
SAMPLE_FOLDER = "17"
SAMPLE_OBJECTS = 27
KEPT_SECONDS = 7 * 86_400


class Scratch:
    """A bare repository with no references, attributes, hooks or settings; its objects are those of `location`.

    Kept in the repository's private area where that can be written, else in a temporary folder that
    `close` removes. What was tampered with is not used.
    """

    def __init__(self, location: Location) -> None:
        self._is_temporary = False
        self._indexes: list[str] = []
        self.folder = self._settle(location)
        environment = {
            "GIT_DIR": self.folder,
            "GIT_OBJECT_DIRECTORY": f"{self.folder}/objects",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.pathsep.join(quoted(path) for path in location.objects),
        }
        if location.shallow_file:
            environment["GIT_SHALLOW_FILE"] = location.shallow_file
        self.place = Place((), environment)

    def _settle(self, location: Location) -> str:
        folder = f"{location.common_folder}/paraph/scratch-{location.hash_name}"
        try:
            if not os.path.exists(folder):
                create(folder, location.hash_name)
            if is_untouched(folder, location.hash_name):
                forget_old_objects(folder)
                return folder
        except OSError:
            pass
        self._is_temporary = True
        folder = f"{temporary_folder()}/scratch"
        create(folder, location.hash_name)
        return folder

    def with_index(self, index: str, git_folder: str) -> Place:
        """A place whose index is a copy of `index` (and of the shared parts it may refer to)."""
        copy = temporary_folder()
        self._indexes.append(copy)
        folder = f"{copy}/scratch"
        create(folder, os.path.basename(self.folder).removeprefix("scratch-"))
        shared = [name for name in os.listdir(git_folder) if name.startswith("sharedindex.")]
        for source, name in ((index, "index"), *((f"{git_folder}/{name}", name) for name in shared)):
            if os.path.isfile(source):
                write(f"{folder}/{name}", read(source))
        return Place((), {**self.place.environment, "GIT_DIR": folder, "GIT_INDEX_FILE": f"{folder}/index"})

    def close(self) -> None:
        """Remove what was temporary."""
        for folder in self._indexes:
            remove(folder)
        self._indexes.clear()
        if self._is_temporary:
            remove(os.path.dirname(self.folder))


def settings(hash_name: str) -> bytes:
    """The whole configuration of a scratch repository."""
    return CORE % 1 + SHA256 if hash_name == "sha256" else CORE % 0


def create(folder: str, hash_name: str) -> None:
    """Make a scratch repository without a git process, whole or not at all."""
    draft = f"{folder}.{os.urandom(8).hex()}"
    for part in ("objects/info", "objects/pack", "refs"):
        os.makedirs(f"{draft}/{part}")
    write(f"{draft}/HEAD", HEAD)
    write(f"{draft}/config", settings(hash_name))
    try:
        os.rename(draft, folder)
    except OSError:
        remove(draft)
        if not os.path.isdir(folder):
            raise


def is_untouched(folder: str, hash_name: str) -> bool:
    """Whether a kept scratch repository is exactly what `create` makes, but for loose objects."""
    own = f"{folder}/"
    with os.scandir(folder) as entries:
        kinds = {entry.name: entry.is_symlink() for entry in entries}
    return (
        kinds.keys() == PARTS
        and not any(kinds.values())
        and os.stat(folder).st_uid == os.geteuid()
        and os.access(own + "objects", os.W_OK)
        and not os.listdir(own + "refs")
        and not os.listdir(own + "objects/info")
        and not os.listdir(own + "objects/pack")
        and read(own + "HEAD") == HEAD
        and read(own + "config") == settings(hash_name)
    )


def forget_old_objects(folder: str) -> None:
    """Drop merge results of past weeks once there are thousands, told as in git's own gc by one folder of 256."""
    sample = f"{folder}/objects/{SAMPLE_FOLDER}"
    if not os.path.isdir(sample) or len(os.listdir(sample)) <= SAMPLE_OBJECTS:
        return
    from pathlib import Path

    before = time.time() - KEPT_SECONDS
    for path in Path(folder).glob("objects/??/*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def quoted(path: str) -> str:
    """A folder as git reads it in a list of object folders."""
    if os.pathsep in path or path.startswith('"') or "\n" in path:
        return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return path


def temporary_folder() -> str:
    """A new folder that only this user can enter."""
    from tempfile import mkdtemp

    return mkdtemp(prefix="paraph-")


def read(path: str) -> bytes:
    """A small file of our own."""
    with open(path, "rb") as file:
        return file.read()


def write(path: str, content: bytes) -> None:
    """Make or replace a small file of our own."""
    with open(path, "wb") as file:
        file.write(content)


def remove(folder: str) -> None:
    """Remove a folder of our own with all that is in it."""
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)
