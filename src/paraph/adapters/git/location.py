"""Which repository is it, and where are its objects?"""

from __future__ import annotations

import os
from typing import NamedTuple

from paraph.adapters.git.runner import Place, attempt, fail, real_place
from paraph.adapters.process.run import Outcome, start
from paraph.core.errors import InputError, Problem, ReadError

QUESTIONS = (
    "--path-format=absolute", "--show-object-format", "--is-bare-repository", "--git-dir", "--git-common-dir",
    "--git-path", "objects", "--git-path", "index", "--git-path", "shallow", "--is-inside-work-tree", "--show-cdup",
)  # fmt: skip
ANSWERS = 8


class Location(NamedTuple):
    """The places of one repository, all absolute. `objects` are its own and the quarantine's folders;
    `shallow` holds the commits whose parents were cut off."""

    asked_at: Place
    hash_name: str
    is_bare: bool
    work_tree: str
    git_folder: str
    common_folder: str
    objects: tuple[str, ...]
    index_file: str
    shallow_file: str
    shallow: frozenset[str]

    @property
    def id_length(self) -> int:
        """Hexadecimal digits of an object id."""
        return 64 if self.hash_name == "sha256" else 40


def locate(folder: str) -> Location:
    """Find the repository around `folder`.

    Raises InputError where there is none, ReadError where git will not read it.
    """
    if not os.path.isdir(folder):
        raise InputError(Problem("P0501", f"there is no folder {folder!r}", "give the folder of a git repository"))
    place = real_place(folder)
    outcome = attempt(place, "rev-parse", *QUESTIONS)
    if outcome.status and "dubious ownership" in outcome.trouble:
        place = real_place(folder, trusted_folders())
        outcome = attempt(place, "rev-parse", *QUESTIONS)
    answers = [os.fsdecode(line) for line in outcome.output.split(b"\n")]
    if outcome.status or len(answers) < ANSWERS:
        explain(folder, outcome)
    if answers[7] not in {"true", "false"} or not all(os.path.isabs(path) for path in answers[2:7]):
        raise ReadError(Problem("P0516", "the repository's path holds a line break", "move it to a plain path"))
    return described(place, folder, answers)


def described(place: Place, folder: str, answers: list[str]) -> Location:
    """The location behind the answers to `QUESTIONS`."""
    hash_name, bare, git_folder, common, objects, index, shallow, is_inside = answers[:ANSWERS]
    up = answers[ANSWERS] if len(answers) > ANSWERS else ""
    work_tree = os.path.normpath(os.path.join(folder, up)) if is_inside == "true" else ""
    return Location(
        place, hash_name, bare == "true", work_tree, git_folder, common, object_folders(place, objects), index,
        *shallow_commits(shallow),
    )  # fmt: skip


def object_folders(place: Place, own: str) -> tuple[str, ...]:
    """The folders that hold the objects: the repository's (or a push's quarantine) and those named beside it."""
    listed = place.environment.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
    return (own, *(os.path.abspath(path) for path in listed.split(os.pathsep) if path and '"' not in path))


def shallow_commits(path: str) -> tuple[str, frozenset[str]]:
    """The file that lists a shallow clone's boundary, empty when there is none, and the commits in it."""
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            ids = file.read().split()
    except FileNotFoundError:
        return "", frozenset()
    except OSError as error:
        raise ReadError(Problem("P0508", f"the shallow boundary is unreadable: {error}", f"check {path}")) from error
    return (path if ids else ""), frozenset(ids)


def trusted_folders() -> tuple[str, ...]:
    """The user's and the system's own `safe.directory` entries: the only setting of theirs that is heeded."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "XDG_CONFIG_HOME") if name in os.environ}
    environment = {**kept, "LC_ALL": "C"}
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"):
        environment |= {name: os.environ[name]} if name in os.environ else {}
    found: list[str] = []
    for scope in ("--system", "--global"):
        with start("git", ["config", scope, "-z", "--get-all", "safe.directory"], environment) as running:
            found += [os.fsdecode(entry) for entry in running.finish().output.split(b"\0") if entry]
    return tuple(found)


def explain(folder: str, outcome: Outcome) -> None:
    """Raise the error that fits what git said when it found no repository to speak of."""
    said = outcome.trouble
    if "not a git repository" in said:
        fix = "run it inside a repository, give one with --repo, or make one with `git init`"
        raise InputError(Problem("P0501", f"{folder} is not in a git repository", fix))
    if "dubious ownership" in said:
        command = next((line.strip() for line in said.splitlines() if "--add" in line), "change its owner")
        fix = f"if you trust it: {command}"
        raise ReadError(Problem("P0506", f"{folder} belongs to another user, so git does not read it", fix))
    if "unknown option" in said or "usage:" in said:
        raise ReadError(Problem("P0507", "this git is too old", "install git 2.38 or later"))
    fail("rev-parse", said)
