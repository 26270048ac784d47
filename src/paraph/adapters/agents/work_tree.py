"""Which repository, and which of its work trees, does a file belong to, told without starting git?"""

from __future__ import annotations

import os
from typing import NamedTuple

SMALL_BYTES = 4096
MOST_FOLDERS = 128


class WorkPlace(NamedTuple):
    """One work tree. `top` is its top folder, `git_folder` its own git folder, `shared` the one that all work trees of
    the repository share; `tree` names the work tree below that, empty for the main one. All paths are real ones."""

    top: str
    git_folder: str
    shared: str
    tree: str

    @property
    def capture(self) -> str:
        """Where what agents do is written down."""
        return capture_folder(f"{self.shared}/paraph")

    def below(self, path: str) -> str:
        """A real path as git names it, from the top folder; empty for one that is not the work tree's to keep."""
        if not path.startswith(self.top.rstrip("/") + "/"):
            return ""
        inner = path[len(self.top.rstrip("/")) + 1 :]
        return "" if ".git" in inner.split("/") else inner


def capture_folder(private_area: str) -> str:
    """The folder of what agents did, in the private area of a repository."""
    return f"{private_area}/capture"


def work_place(path: str) -> WorkPlace | None:
    """The work tree around a real path, None where there is none, or where it is another user's.

    The environment is not asked: an agent, or what it runs, may have set it. A `.git` file leads to the git folder of
    a linked work tree or a submodule (gitrepository-layout), and `commondir` in that to the shared one.
    """
    folder = path
    for _ in range(MOST_FOLDERS):
        found = f"{folder.rstrip('/')}/.git"
        if os.path.lexists(found):
            return _described(folder, found)
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    return None


def another_users(path: str) -> str:
    """The top folder of the work tree around a real path whose git folder is another user's; empty where that is no
    such. It takes nothing that `work_place` would not have taken: only why it did not."""
    folder = path
    for _ in range(MOST_FOLDERS):
        found = f"{folder.rstrip('/')}/.git"
        if os.path.isdir(found):
            return folder if os.stat(found).st_uid != os.geteuid() and os.path.isdir(f"{found}/objects") else ""
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    return ""


def head_of(place: WorkPlace) -> str:
    """What HEAD holds and, where that is a branch whose file says it, the commit: equal only while HEAD stays."""
    head = _line(f"{place.git_folder}/HEAD")
    if not head.startswith("ref: "):
        return head
    return f"{head} {_line(f'{place.shared}/{head[5:]}')}".rstrip()


def _described(top: str, found: str) -> WorkPlace | None:
    git_folder = found
    if not os.path.isdir(found):
        told = _line(found)
        if not told.startswith("gitdir: "):
            return None
        git_folder = os.path.join(top, told[8:])
    git_folder = os.path.realpath(git_folder)
    shared = os.path.realpath(os.path.join(git_folder, _line(f"{git_folder}/commondir") or "."))
    try:
        if os.stat(shared).st_uid != os.geteuid() or not os.path.isdir(f"{shared}/objects"):
            return None
    except OSError:
        return None
    tree = "" if git_folder == shared else os.path.relpath(git_folder, shared)
    return WorkPlace(top, git_folder, shared, tree)


def _line(path: str) -> str:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            return os.fsdecode(file.read(SMALL_BYTES).rstrip(b"\r\n"))
    except OSError:
        return ""
