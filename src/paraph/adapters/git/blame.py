"""Which commit brought each line of a file: git's own blame, kept from what a repository could make it do?

A file that is as it was committed is asked about at that commit, where nothing but objects counts. One that was changed
since is handed to git as a copy, beside copies of the index and of what is being merged: no filter of it runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from paraph.adapters.git.blame_output import entries_of
from paraph.adapters.git.blame_place import BlamePlace, asked_path, committed_text
from paraph.adapters.git.names import encode_path
from paraph.adapters.git.own import own_git
from paraph.adapters.git.reader import GitRepository
from paraph.adapters.git.runner import Place, attempt, failure, launch
from paraph.adapters.process.run import Limits
from paraph.core.errors import InputError, Problem
from paraph.ports.blame import Blamed, BlameEntry, BlameForm

LIMITS = Limits(seconds=3600.0, idle_seconds=1800.0, output_bytes=1 << 30)
ABBREVIATED_AT_ONCE = 500
RANGES = "write the lines as `-L 5,9`, `-L 5,+5`, `-L /pattern/,+5` or `-L :name of a function`"
NOBODY, NO_MAIL = "Not Committed Yet", "<not.committed.yet>"
_MISSING = ("missing blob", "unable to read", "bad object", "Could not read", "Failed to traverse")


class BlameRequest(NamedTuple):
    """What was asked: a path as typed, revisions (none for the work tree), words for git, and a file to read instead of
    the one that is checked out."""

    path: str
    revisions: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    form: BlameForm = "porcelain"
    contents: str = ""


def blame(reader: GitRepository, request: BlameRequest, meanwhile: Callable[[], object] = tuple) -> Blamed:
    """What git blame answers; `meanwhile` is done while it works.

    Raises InputError for what is no file with lines or no revision, ReadError where git cannot read the repository.
    """
    path = asked_path(reader.location, reader.folder, request.path)
    ids = [id_ for revision in request.revisions for id_ in _ids(reader, revision)] or [reader.commit_id("HEAD")]
    commit = next((id_ for id_ in ids if not id_.startswith("^")), "")
    if not commit:
        raise InputError(Problem("P1171", "only commits to leave out are named", "name the commit to look at, too"))
    name = encode_path(path).decode("utf-8", "surrogateescape")
    with BlamePlace(reader.location, commit) as place:
        committed = committed_text(reader, commit, path)
        is_current = not request.revisions
        changed = place.changed(path, committed, request.contents) if is_current else None
        if committed is None and changed is None:
            what = f"there is no file {path} at {request.revisions[0] if request.revisions else 'HEAD'}"
            raise InputError(Problem("P1172", what, "give its path as it was there; see `git log --follow`"))
        words = [*(_here(reader, word) for word in request.words), *_ignored(reader, request.words)]
        end = ["--contents", changed] if changed is not None else ids
        output = _asked(place.at(changed), reader, commit, [f"--{request.form}", *words, *end, "--", name], meanwhile)
    entries, heads = entries_of(output, has_text=request.form != "incremental")
    if changed is not None and not request.contents:
        entries = [_uncommitted(entry, encode_path(path)) for entry in entries]
        heads = {
            id_: head if id_.strip("0") else head._replace(author=NOBODY, mail=NO_MAIL) for id_, head in heads.items()
        }
    return Blamed(path, commit, entries, heads, changed is not None)


def abbreviation(reader: GitRepository, commits: Sequence[str]) -> int:
    """How many digits tell these commits from all other objects, as git shortens them; 7 where there are none."""
    longest = 7
    for start in range(0, len(commits), ABBREVIATED_AT_ONCE):
        some = commits[start : start + ABBREVIATED_AT_ONCE]
        outcome = attempt(reader.place, "log", "--no-walk=unsorted", "--format=%h", *some)
        longest = max([longest, *map(len, outcome.output.decode("ascii").split())])
    return longest


def _uncommitted(entry: BlameEntry, name: bytes) -> BlameEntry:
    """An entry as git tells it of the work tree: it was shown a copy, which nobody needs to know."""
    if entry.commit.strip("0") or not entry.details:
        return entry
    said = {
        b"author": NOBODY.encode(), b"committer": NOBODY.encode(), b"author-mail": NO_MAIL.encode(),
        b"committer-mail": NO_MAIL.encode(), b"summary": b"Version of %s from %s" % (name, name),
    }  # fmt: skip
    keys = (line.partition(b" ")[0] for line in entry.details)
    told = [b"%s %s" % (key, said[key]) if key in said else line for key, line in zip(keys, entry.details, strict=True)]
    return entry._replace(details=tuple(told))


def _ids(reader: GitRepository, revision: str) -> list[str]:
    """The ids that a revision stands for, those to leave out with a caret."""
    if revision.startswith("^"):
        return [f"^{reader.commit_id(revision[1:])}"]
    old, dots, new = revision.partition("..")
    if not dots:
        return [reader.commit_id(revision)]
    return [f"^{reader.commit_id(old or 'HEAD')}", reader.commit_id(new.removeprefix(".") or "HEAD")]


def _here(reader: GitRepository, word: str) -> str:
    """A word for git where it is asked: it knows no names of revisions there, and stands in no folder of the user."""
    name, _, value = word.partition("=")
    if name == "--ignore-rev":
        return f"{name}={reader.commit_id(value)}"
    if name == "--ignore-revs-file" and value:
        near = os.path.join(reader.folder, value)
        return f"{name}={near if os.path.exists(near) else os.path.join(reader.location.work_tree, value)}"
    return word


def _ignored(reader: GitRepository, words: Sequence[str]) -> list[str]:
    """The user's own `blame.ignoreRevsFile`, which git heeds too: it says to whom lines are laid."""
    if "--no-ignore-revs-file" in words or not reader.location.work_tree:
        return []
    said = own_git(reader.location.work_tree, "config", "-z", "--type=path", "--get-all", "blame.ignoreRevsFile")
    found = [os.fsdecode(name) for name in said.output.split(b"\0")[:-1]] if not said.status else []
    return [f"--ignore-revs-file={os.path.join(reader.location.work_tree, name) if name else ''}" for name in found]


def _asked(
    place: Place, reader: GitRepository, commit: str, words: list[str], meanwhile: Callable[[], object]
) -> bytes:
    place = Place(("-c", f"mailmap.blob={reader.mailmap(commit)}", *place.arguments), place.environment)
    words = [word for word in words if word != "--no-ignore-revs-file"]
    with launch(place, "blame", *words, limits=LIMITS) as running:
        meanwhile()
        outcome = running.finish()
    if outcome.status == 0:
        return outcome.output
    if any(word in outcome.trouble for word in _MISSING):
        raise failure("blame", outcome.trouble)
    raise InputError(_refused(words, outcome.trouble.removeprefix("fatal: ").partition("\n")[0]))


def _refused(words: Sequence[str], said: str) -> Problem:
    """Why git did not answer; of a range that it cannot read it only says how it is called at all."""
    if not said.startswith("usage:"):
        return Problem("P1173", f"git blame: {said}", RANGES if "-L" in said else "see `git help blame`")
    ranges = ", ".join(word[:80] for word in words if word.startswith("-L"))
    return Problem("P1173", f"{ranges or 'one of these options'} cannot be read", RANGES)
