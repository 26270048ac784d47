"""How does git help a committer declare, and tell before a push what would be owed?

The scripts are plain shell: Python starts only where a branch is pushed. Whatever goes wrong in them, they let a commit
pass, and a push too, unless `paraph.prePush` is `enforce`.
"""

from __future__ import annotations

import os
from typing import Literal, NamedTuple

from paraph.adapters.git.hook_script import KEPT, program
from paraph.adapters.git.location import Location
from paraph.adapters.git.own import own_git
from paraph.core.errors import InputError, Problem, ReadError

HOOKS = ("commit-msg", "pre-push")
MARK = "# Paraph makes declaring cheap here."
SCRIPT_BYTES = 1 << 16
State = Literal["absent", "foreign", "current", "outdated"]

_HEAD = f"""\
#!/bin/sh
{MARK} `paraph hook install --local` wrote this file;
# `paraph hook uninstall --local` takes it away, and puts back the hook that was here before (PLACE{KEPT}).
before=${{0%/*}}/PLACE{KEPT}
"""
_COMMIT_MSG = """\
if test -x "$before"; then "$before" "$@" || exit $?; fi
said=$(git stripspace --strip-comments <"$1") || exit 0
case $said in '' | fixup!* | squash!* | amend!*) exit 0 ;; esac
printf '%s\\n' "$said" | grep -qiE '^(ai-assistance|assisted-by|generated-by):' && exit 0
value=${PARAPH_ASSISTANCE:-$(git config --get paraph.assistance)}
if test -z "$value" && test "$(git config --bool --get paraph.ask)" = true && (: </dev/tty) 2>/dev/null; then
    printf 'AI in this commit: [n]one, [a]ssisted, [g]enerated, or Enter to say nothing? ' >/dev/tty
    read -r typed </dev/tty || typed=
    case $typed in n*) value=none ;; a*) value=assisted ;; g*) value=generated ;; esac
fi
case $value in none | assisted | generated | autonomous) ;; *) exit 0 ;; esac
tools=${PARAPH_TOOLS:-$(git config --get paraph.tools)}
test "$value" = none && tools=
test -n "$(tail -c 1 "$1")" && echo >>"$1"
git interpret-trailers --in-place --trailer "AI-assistance: $value" ${tools:+--trailer "AI-tools: $tools"} "$1"
exit 0
"""
_PRE_PUSH = """\
given=$(cat; echo .)
given=${given%.}
if test -x "$before"; then printf '%s' "$given" | "$before" "$@" || exit $?; fi
mode=$(git config --get paraph.prePush)
test "$mode" = off && exit 0
notes=refs/notes/paraph/statements
case $1 in *[!A-Za-z0-9_-]* | '') sent= ;; *) sent=refs/paraph/sent/$1 ;; esac
change= code=0
while read -r from id to _; do
    case $to in
    "$notes") test -n "$sent" && git update-ref "$sent" "$id" ;;
    refs/heads/*) case $id in *[!0]*) test -n "$change" || change=$from ;; esac ;;
    esac
done <<END
$given
END
test -n "$change" || exit 0
known=$(git symbolic-ref --quiet "refs/remotes/$1/HEAD" ||
    git for-each-ref --count=1 --format='%(refname)' "refs/remotes/$1/main" "refs/remotes/$1/master")
test -n "$known" || exit 0
asked=${known#refs/remotes/}..${change#refs/heads/}
said=$(PROGRAM gate --quiet --no-color "$asked" 2>&1) || code=$?
if test "$code" -ne 0; then
    printf 'paraph: %s\\n' "$(printf '%s\\n' "$said" | head -n 1)" >&2
    printf 'Next: paraph explain %s\\n' "$asked" >&2
fi
mine=$(git rev-parse --quiet --verify "$notes")
if test -n "$mine" && test "$mine" != "$(git rev-parse --quiet --verify "${sent:-none}")"; then
    printf 'Statements go along with: git push %s %s\\n' "$1" "$notes" >&2
fi
test "$mode" = enforce && exit "$code"
exit 0
"""
_TEXTS = {"commit-msg": _COMMIT_MSG, "pre-push": _PRE_PUSH}


class HookState(NamedTuple):
    """One hook: whose it is, and whether another one is kept and runs before it."""

    name: str
    state: State
    has_kept: bool


def script(name: str) -> str:
    """The text of one of `HOOKS`."""
    return (_HEAD + _TEXTS[name]).replace("PLACE", name).replace("PROGRAM", program())


def hooks_folder(location: Location) -> str:
    """Where git looks for the hooks of this repository.

    Raises InputError where a setting outside the repository sends it to a place that others share.
    """
    folder = location.work_tree or location.git_folder
    outcome = own_git(folder, "config", "--show-scope", "--get", "core.hooksPath")
    scope, _, value = outcome.output.decode("utf-8", "surrogateescape").strip().partition("\t")
    if not outcome.status and value and scope not in ("local", "worktree"):
        what = f"core.hooksPath is set to {value} outside this repository: others would get these hooks, too"
        raise InputError(Problem("P0920", what, "set it here: git config core.hooksPath .git/hooks"))
    found = own_git(folder, "rev-parse", "--path-format=absolute", "--git-path", "hooks")
    return os.fsdecode(found.output.rstrip(b"\n")) if not found.status else f"{location.common_folder}/hooks"


def states(folder: str) -> tuple[HookState, ...]:
    """How the hooks in a folder stand beside what would be installed now."""
    return tuple(_state(folder, name) for name in HOOKS)


def put(folder: str) -> None:
    """Put the hooks in place; those that were there are kept, and run first.

    Raises InputError where one would have to be lost, ReadError when the disk says no.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        for each in states(folder):
            path = f"{folder}/{each.name}"
            if each.state == "foreign":
                _set_aside(path)
            draft = f"{path}.{os.getpid()}"
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o755)
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(script(each.name))
            os.replace(draft, path)
    except OSError as error:
        raise ReadError(Problem("P0922", f"the hooks cannot be written: {error}", f"see to {folder}")) from error


def take_away(folder: str) -> tuple[str, ...]:
    """Remove our hooks and put back those that were there before; the names of those removed."""
    ours = tuple(each.name for each in states(folder) if each.state in ("current", "outdated"))
    try:
        for name in ours:
            path = f"{folder}/{name}"
            os.unlink(path)
            if os.path.lexists(path + KEPT):
                os.rename(path + KEPT, path)
    except OSError as error:
        raise ReadError(Problem("P0922", f"the hooks cannot be removed: {error}", f"see to {folder}")) from error
    return ours


def _state(folder: str, name: str) -> HookState:
    path = f"{folder}/{name}"
    has_kept = os.path.lexists(path + KEPT)
    if not os.path.lexists(path):
        return HookState(name, "absent", has_kept)
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            text = file.read(SCRIPT_BYTES)
    except OSError:
        return HookState(name, "foreign", has_kept)
    if MARK not in text:
        return HookState(name, "foreign", has_kept)
    is_current = text == script(name) and os.access(path, os.X_OK)
    return HookState(name, "current" if is_current else "outdated", has_kept)


def _set_aside(path: str) -> None:
    if os.path.lexists(path + KEPT):
        what = f"{path} was put in the place of Paraph's, and {path}{KEPT} is there, too"
        raise InputError(Problem("P0921", what, "decide which of the two shall run, and remove the other"))
    os.rename(path, path + KEPT)
