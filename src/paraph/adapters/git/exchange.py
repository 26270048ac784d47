"""How do statements get to a remote and back, when others send theirs at the same time?"""

from __future__ import annotations

import os
import time

from paraph.adapters.git.notes import GitNotes
from paraph.adapters.git.own import own_git, setting
from paraph.adapters.process.run import Outcome
from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model.refs import STATEMENTS_REF

TRIES = 20
PAUSE_SECONDS = 0.05
# What a remote says, in the C locale, when somebody else was first.
OVERTAKEN = ("[rejected]", "cannot lock ref", "failed to update ref", "incorrect old value", "reference already exists")


def remote_of(folder: str, named: str | None = None) -> str:
    """The remote to exchange statements with: as named, as git would push, else the only one.

    Raises InputError where there is none, or several and no word on which.
    """
    if named:
        return named
    found = setting(folder, "remote.pushDefault")
    remotes = own_git(folder, "remote").output.decode("utf-8", "replace").split()
    if not found and "origin" in remotes:
        found = "origin"
    if found or len(remotes) == 1:
        return found or remotes[0]
    what = f"there are {len(remotes)} remotes, and none is plainly yours" if remotes else "there is no remote"
    raise InputError(Problem("P0754", what, "name it with --remote"))


def fetch(folder: str, notes: GitNotes, remote: str) -> bool:
    """Take in what a remote holds; whether it holds anything. Raises ReadError with git's words when it does not
    answer."""
    kept = f"refs/paraph/fetched/{os.getpid()}"
    words = (
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-write-fetch-head",
        "--no-recurse-submodules",
        "--no-auto-maintenance",
    )
    outcome = own_git(folder, *words, "--end-of-options", remote, f"+{STATEMENTS_REF}:{kept}")
    if outcome.status:
        if "couldn't find remote ref" in outcome.trouble:
            return False
        raise _failed("fetch", remote, outcome)
    try:
        notes.absorb(own_git(folder, "rev-parse", "--verify", kept).output.decode("ascii").strip())
    finally:
        own_git(folder, "update-ref", "-d", kept)
    return True


def push(folder: str, notes: GitNotes, remote: str) -> None:
    """Send our statements, joined with what others sent meanwhile, until the remote has them.

    Raises ReadError with git's words when it refuses.
    """
    for number in range(TRIES):
        outcome = own_git(
            folder, "push", "--porcelain", "--end-of-options", remote, f"{STATEMENTS_REF}:{STATEMENTS_REF}"
        )
        if not outcome.status:
            return
        said = outcome.output.decode("utf-8", "replace") + outcome.trouble
        if not any(word in said for word in OVERTAKEN):
            raise _failed("push", remote, outcome)
        fetch(folder, notes, remote)
        time.sleep(PAUSE_SECONDS * number)
    raise _failed("push", remote, outcome)


def _failed(verb: str, remote: str, outcome: Outcome) -> ReadError:
    lines = [*outcome.trouble.splitlines(), *outcome.output.decode("utf-8", "replace").splitlines()]
    telling = [line for line in lines if any(word in line for word in ("fatal:", "remote:", "rejected"))]
    said = next(iter(telling), "") or next((line for line in lines if "failed to push" not in line), "no reason given")
    fix = f"once it answers: git push {remote} {STATEMENTS_REF}"
    return ReadError(Problem("P0755", f"git {verb} {remote} failed: {said.strip()}", fix))
