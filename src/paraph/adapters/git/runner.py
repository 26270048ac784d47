"""How is git asked so that nothing in a repository, an account or the environment can bend its answer?"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple, NoReturn

from paraph.adapters.process.run import DEFAULT_LIMITS, Limits, Outcome, Running, start
from paraph.core.errors import ParaphError, Problem, ReadError

# Environment variables in which git, or a hook of git, says which repository is meant. Nothing else passes.
PLACE_VARIABLES = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_NAMESPACE",
)  # fmt: skip

ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": f"{os.devnull}/none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_PAGER": "cat",
    "GIT_ADVICE": "0",
    "LC_ALL": "C",
    "TZ": "UTC",
    "HOME": os.devnull,
}

SETTINGS = (
    "core.hooksPath=/dev/null", "core.attributesFile=/dev/null", "core.excludesFile=/dev/null",
    "core.fsmonitor=false", "core.untrackedCache=false", "core.commitGraph=false", "core.useReplaceRefs=false",
    "core.warnAmbiguousRefs=true", "core.quotePath=false", "core.pager=cat", "core.sshCommand=false",
    "core.askPass=false", "protocol.allow=never", "submodule.recurse=false", "diff.external=", "gc.auto=0",
    "maintenance.auto=false", "log.showSignature=false", "merge.directoryRenames=false", "merge.renormalize=false",
)  # fmt: skip
CONFIGURATION = [word for setting in SETTINGS for word in ("-c", setting)]

DIFFERENCE = (
    "-r", "--raw", "-z", "--no-renames", "--full-index", "--no-abbrev", "--no-ext-diff", "--no-textconv",
    "--ignore-submodules=none", "--no-color", "--no-relative", "--diff-algorithm=myers", "-O/dev/null",
)  # fmt: skip


class Place(NamedTuple):
    """Where git runs: its leading arguments, and the variables beside the hardened environment."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]


def real_place(folder: str, trusted: tuple[str, ...] = ()) -> Place:
    """The repository around `folder` itself; only references and locations are asked there.

    What git's environment says of a repository is heeded only where the process stands in `folder`, as a hook
    does: a folder elsewhere that the caller named is that folder's repository, whatever the environment says.
    `trusted` are the user's own `safe.directory` entries.
    """
    own, here = os.path.realpath(folder), os.path.realpath(os.curdir)
    is_here = os.path.commonpath((own, here)) == own
    named = {name: os.environ[name] for name in PLACE_VARIABLES if is_here and name in os.environ}
    safe = [word for entry in trusted for word in ("-c", f"safe.directory={entry}")]
    return Place(("-C", folder, *safe), named)


def launch(place: Place, *arguments: str, limits: Limits = DEFAULT_LIMITS) -> Running:
    """Start git; the caller closes it. Raises ReadError when there is no git."""
    environment = {**ENVIRONMENT, "PATH": os.environ.get("PATH", os.defpath), **place.environment}
    return start("git", [*CONFIGURATION, *place.arguments, *arguments], environment, limits)


def attempt(place: Place, *arguments: str, data: bytes = b"", limits: Limits = DEFAULT_LIMITS) -> Outcome:
    """Run git to its end whatever its exit status. Raises ReadError when a limit is hit."""
    with launch(place, *arguments, limits=limits) as running:
        return running.finish(data)


def ask(place: Place, *arguments: str, data: bytes = b"", limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The output of a git command that must succeed. Raises ReadError with git's own words."""
    outcome = attempt(place, *arguments, data=data, limits=limits)
    if outcome.status:
        fail(arguments[0], outcome.trouble)
    return outcome.output


def settle(running: Running, what: str) -> None:
    """Wait for the end of a streamed command. Raises ReadError when it failed."""
    if running.wait():
        fail(what, running.trouble())


def failure(what: str, trouble: str) -> ParaphError:
    """What to tell when `git what` failed with these words."""
    said = trouble or "no reason given"
    absent = ("missing blob", "unable to read", "bad object", "could not fetch", "missing", "not a valid object",
              "Could not read", "Failed to traverse")  # fmt: skip
    if any(word in said for word in absent):
        fix = "the objects are not all here: `git fetch --unshallow` or `git fetch --refetch`, then try again"
    else:
        fix = "`git fsck` tells whether the repository is whole"
    return ReadError(Problem("P0512", f"git {what} failed: {said}", fix))


def fail(what: str, trouble: str) -> NoReturn:
    """Raise the failure of a git command."""
    raise failure(what, trouble)
