"""Where are differences and merges computed? In a bare repository of our own that only borrows the objects."""

from __future__ import annotations

import os
import time
from pathlib import Path

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
        folder = Path(location.common_folder, "paraph", f"scratch-{location.hash_name}")
        try:
            if not folder.exists():
                create(folder, location.hash_name)
            if is_untouched(folder, location.hash_name):
                forget_old_objects(folder)
                return str(folder)
        except OSError:
            pass
        self._is_temporary = True
        folder = temporary_folder() / "scratch"
        create(folder, location.hash_name)
        return str(folder)

    def with_index(self, index: str, git_folder: str) -> Place:
        """A place whose index is a copy of `index` (and of the shared parts it may refer to)."""
        copy = temporary_folder()
        self._indexes.append(str(copy))
        create(copy / "scratch", Path(self.folder).name.removeprefix("scratch-"))
        for source in (Path(index), *Path(git_folder).glob("sharedindex.*")):
            if source.is_file():
                name = "index" if source == Path(index) else source.name
                (copy / "scratch" / name).write_bytes(source.read_bytes())
        folder = str(copy / "scratch")
        return Place((), {**self.place.environment, "GIT_DIR": folder, "GIT_INDEX_FILE": f"{folder}/index"})

    def close(self) -> None:
        """Remove what was temporary."""
        for folder in self._indexes:
            remove(folder)
        self._indexes.clear()
        if self._is_temporary:
            remove(str(Path(self.folder).parent))


def settings(hash_name: str) -> bytes:
    """The whole configuration of a scratch repository."""
    return CORE % 1 + SHA256 if hash_name == "sha256" else CORE % 0


def create(folder: Path, hash_name: str) -> None:
    """Make a scratch repository without a git process, whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f"{folder.name}.{os.urandom(8).hex()}")
    for part in ("objects/info", "objects/pack", "refs"):
        (draft / part).mkdir(parents=True)
    (draft / "HEAD").write_bytes(HEAD)
    (draft / "config").write_bytes(settings(hash_name))
    try:
        draft.rename(folder)
    except OSError:
        remove(str(draft))
        if not folder.is_dir():
            raise


def is_untouched(folder: Path, hash_name: str) -> bool:
    """Whether a kept scratch repository is exactly what `create` makes, but for loose objects."""
    own = f"{folder}/"
    with os.scandir(folder) as entries:
        kinds = {entry.name: entry.is_symlink() for entry in entries}
    return (
        kinds.keys() == PARTS
        and not any(kinds.values())
        and os.stat(folder).st_uid == os.geteuid()  # noqa: PTH116
        and os.access(own + "objects", os.W_OK)
        and not os.listdir(own + "refs")  # noqa: PTH208
        and not os.listdir(own + "objects/info")  # noqa: PTH208
        and not os.listdir(own + "objects/pack")  # noqa: PTH208
        and (folder / "HEAD").read_bytes() == HEAD
        and (folder / "config").read_bytes() == settings(hash_name)
    )


def forget_old_objects(folder: Path) -> None:
    """Drop merge results of past weeks once there are thousands, told as in git's own gc by one folder of 256."""
    sample = folder / "objects" / SAMPLE_FOLDER
    if not sample.is_dir() or len(os.listdir(sample)) <= SAMPLE_OBJECTS:  # noqa: PTH208
        return
    before = time.time() - KEPT_SECONDS
    for path in folder.glob("objects/??/*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def quoted(path: str) -> str:
    """A folder as git reads it in a list of object folders."""
    if os.pathsep in path or path.startswith('"') or "\n" in path:
        return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return path


def temporary_folder() -> Path:
    """A new folder that only this user can enter."""
    from tempfile import mkdtemp

    return Path(mkdtemp(prefix="paraph-"))


def remove(folder: str) -> None:
    """Remove a folder of our own with all that is in it."""
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)
