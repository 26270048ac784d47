"""Would this git command rewrite or delete what others rely on, or throw away work that is not committed?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.guard.runnable import Sight
from paraph.core.guard.shell.words import HOLE
from paraph.core.guard.table.row_hit import RowHit
from paraph.core.model.guard import GuardSettings
from paraph.core.model.text_match import text_matches

_RECORDS = ("refs/notes/", "refs/paraph/")
_GLOBAL = frozenset({"-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path", "--config-env"})


def judge_git(sight: Sight, cwd: str, settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    """What a git command would rewrite, delete or throw away; aliases given by `-c alias.x=!...` are not opened."""
    words = sight.words
    yield from _moved_remotes(words)
    at = 1
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in _GLOBAL else 1
    if at >= len(words):
        return
    judging = _JUDGES.get(words[at])
    if judging:
        yield from judging(words[at + 1 :], settings)


def _parted(words: tuple[str, ...], valued: str = "") -> tuple[list[str], list[str]]:
    options: list[str] = []
    plain: list[str] = []
    takes_next, is_open = False, True
    for word in words:
        if takes_next:
            takes_next = False
        elif is_open and word == "--":
            is_open = False
            plain.append(word)
        elif is_open and word.startswith("-") and len(word) > 1:
            options.append(word)
            takes_next = word in valued.split()
        else:
            plain.append(word)
    return options, plain


def _has(options: list[str], letter: str, *names: str) -> bool:
    return any(
        (letter and option[:2] != "--" and any(one in option[1:] for one in letter))
        or any(option.partition("=")[0] == name or (len(option) > 4 and name.startswith(option)) for name in names)
        for option in options
    )


def _is_protected(branch: str, settings: GuardSettings) -> bool:
    name = branch.removeprefix("refs/heads/").removeprefix("heads/")
    if name.startswith(_RECORDS) or "*" in name:
        return True
    return any(text_matches(glob, name) or HOLE in name for glob in settings.protected)


def _push(words: tuple[str, ...], settings: GuardSettings) -> Iterator[RowHit]:
    options, plain = _parted(words, "-o --push-option --receive-pack --exec --repo")
    if _has(options, "n", "--dry-run"):
        return
    if _has(options, "", "--mirror", "--prune"):
        yield RowHit("git.mirror", plain[0] if plain else "")
        return
    refs = [ref for ref in plain[1:] if ref != "--"]
    if _has(options, "d", "--delete"):
        yield from _deleted(refs, settings)
        return
    yield from _deleted([ref[1:] for ref in refs if ref.startswith(":") and len(ref) > 1], settings)
    is_forced = _has(options, "f", "--force", "--force-with-lease", "--force-if-includes")
    forced = [ref for ref in refs if (is_forced or ref.startswith("+")) and not ref.startswith(":")]
    for ref in forced:
        branch = ref.lstrip("+").rpartition(":")[2]
        if HOLE in branch or branch in ("HEAD", "@"):
            yield RowHit("git.force-unknown", branch)
        elif _is_protected(branch, settings):
            yield RowHit("git.force-push", branch)
    if is_forced and (not refs or _has(options, "", "--all", "--branches")):
        yield RowHit("git.force-push" if _has(options, "", "--all", "--branches") else "git.force-unknown")


def _deleted(refs: list[str], settings: GuardSettings) -> Iterator[RowHit]:
    for ref in refs:
        if _is_protected(ref, settings):
            yield RowHit("git.delete-remote", ref, is_sure=HOLE not in ref)


def _branch(words: tuple[str, ...], settings: GuardSettings) -> Iterator[RowHit]:
    options, plain = _parted(words, "-u --set-upstream-to")
    if _has(options, "dD", "--delete"):
        for name in plain:
            if _is_protected(name, settings):
                yield RowHit("git.delete-branch", name, is_sure=HOLE not in name)
        return
    is_forced = _has(options, "f", "--force")
    moved = plain[:1] if is_forced else plain[-1:] if _has(options, "MC") else []
    yield from (
        RowHit("git.delete-branch", one, what="moves a protected branch")
        for one in moved
        if _is_protected(one, settings)
    )


def _reset(words: tuple[str, ...], settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    options, plain = _parted(words)
    if _has(options, "", "--hard", "--merge") and "--mixed" not in options:
        yield RowHit("git.reset", plain[0] if plain else "HEAD")


def _moved_remotes(words: tuple[str, ...]) -> Iterator[RowHit]:
    """What is known of the remote, set by hand: the policy that counts is read there."""
    verbs = {"update-ref", "symbolic-ref", "fetch", "push", "branch"} & set(words[1:4])
    for word in words[1:]:
        into = word.lstrip("+").rpartition(":")[2]
        if verbs and into.startswith("refs/remotes/") and "*" not in word:
            is_named = bool(verbs & {"update-ref", "symbolic-ref"}) or ":" in word
            yield from (
                RowHit("git.update-ref", into, what="sets by hand what the remote is known to hold")
                for _ in [0][:is_named]
            )


def _update_ref(words: tuple[str, ...], settings: GuardSettings) -> Iterator[RowHit]:
    plain = [word for word in words if not word.startswith("-")]
    if len(plain) > 1 and plain[0].startswith("refs/") and _is_protected(plain[0], settings):
        yield RowHit("git.update-ref", plain[0], what="moves a protected branch or a record")


def _read_tree(words: tuple[str, ...], settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    if {"--reset", "-f", "--force"} & set(words):
        yield RowHit("git.reset", words[-1])


def _clean(words: tuple[str, ...], settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    options, plain = _parted(words, "-e --exclude")
    if _has(options, "f", "--force") and not _has(options, "n", "--dry-run"):
        yield RowHit("git.clean", plain[0] if plain else "")


def _checkout(words: tuple[str, ...], settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    options, plain = _parted(words, "-b -B --orphan")
    if _has(options, "f", "--force", "--discard-changes"):
        yield RowHit("git.checkout", plain[-1] if plain else "")
    elif any(word in (".", "./", "*", ":/", ":") for word in plain) and not (options and "b" in options[0]):
        yield RowHit("git.checkout", ".")


def _restore(words: tuple[str, ...], settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    options, plain = _parted(words, "-s --source")
    is_staged_only = _has(options, "S", "--staged") and not _has(options, "W", "--worktree")
    if not is_staged_only and any(word in (".", "./", "*", ":/") for word in plain):
        yield RowHit("git.checkout", ".")


_JUDGES = {
    "push": _push, "send-pack": _push, "update-ref": _update_ref, "read-tree": _read_tree,
    "checkout-index": _read_tree, "branch": _branch, "reset": _reset, "clean": _clean, "checkout": _checkout,
    "switch": _checkout, "restore": _restore,
}  # fmt: skip
