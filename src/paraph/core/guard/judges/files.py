"""Would this delete, overwrite or lay open files that nobody meant: roots, homes, disks, state?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.guard.judges import paths
from paraph.core.guard.runnable import Sight, base_name
from paraph.core.guard.shell.words import HOLE
from paraph.core.guard.table.row_hit import RowHit
from paraph.core.model.guard import GuardSettings
from paraph.core.model.regex import regex

_EMPTYING = frozenset({">", ">|", "&>"})
_EVERYTHING = frozenset({".", "..", "./", "../", "*", "./*", "../*", ".*", "**", ".git"})
_ANYTHING = regex(r"(?:\./)?\.?(?:\*|\?|\[[^\]]*\])*(?:\*|\?\?)(?:\*|\?|\[[^\]]*\])*")
_RM_TOOLS = frozenset({"rm", "srm", "trash", "rimraf", "del", "rd", "unlink", "rmdir", "Remove-Item"})
_SAFE_DEVICES = ("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/fd", "/dev/shm", "/dev/tcp", "/dev/udp")  # noqa: S108


def judge_files(sight: Sight, cwd: str, settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    """What a command on files would destroy, the worst of each target."""
    name = base_name(sight.words[0])
    home = "" if sight.machine else cwd
    if name in _RM_TOOLS:
        yield from _removed(sight, name, home)
    else:
        judging = _JUDGES.get(name)
        if judging:
            yield from judging(sight, home)
    for redirect in sight.command.redirects:
        if redirect.operator in _EMPTYING:
            yield from _overwritten(
                redirect.target, sight, home, is_emptied=name in (":", "true", "cat", "echo", "printf")
            )


def _plain(sight: Sight) -> tuple[list[str], list[str]]:
    """Options and targets; behind `--` everything is a target."""
    options: list[str] = []
    targets: list[str] = []
    is_open = True
    for word in sight.words[1:]:
        if is_open and word == "--":
            is_open = False
        elif is_open and word.startswith("-") and len(word) > 1:
            options.append(word)
        else:
            targets.append(word)
    return options, targets


def _has_letter(options: list[str], letters: str, *names: str) -> bool:
    return any(
        (option[:2] != "--" and any(letter in option for letter in letters)) or option in names
        or (len(option) > 4 and any(name.startswith(option) for name in names))
        for option in options
    )  # fmt: skip


def _removed(sight: Sight, name: str, cwd: str) -> Iterator[RowHit]:
    options, targets = _plain(sight)
    is_deep = _has_letter(options, "rR", "--recursive") or name in ("rimraf", "trash", "rd") or "/s" in targets
    is_placed = bool(cwd or sight.folder)
    for target in targets:
        path = paths.absolute(target, sight, cwd)
        rule = _removal(target, path, cwd, is_deep=is_deep)
        if not rule and is_deep and not is_placed and target in _EVERYTHING:
            rule = "files.root"
        if rule:
            yield RowHit(rule, target, is_sure=rule != "files.unknown")


def _removal(target: str, path: str, cwd: str, *, is_deep: bool) -> str:
    if paths.is_state(path):
        return "files.state"
    if path.endswith(("/.git", "/.git/*")) or "/.git/" in path:
        return "files.repository" if is_deep else ""
    if is_deep:
        return _deep_removal(target, path, cwd) or ("files.many" if _is_everything(target, path, cwd) else "")
    if target in ("*", "./*") or (target.endswith("/*") and paths.is_root(path, cwd)):
        return "files.many"
    return "files.precious" if paths.is_precious(path) and not _is_temporary(path) else ""


def _is_everything(target: str, path: str, cwd: str) -> bool:
    """Whether a pattern of nothing but wildcards stands for all that is in the session's own folder."""
    return _ANYTHING.fullmatch(target) is not None and (not cwd or path.rpartition("/")[0] == paths.normal(cwd))


def _deep_removal(target: str, path: str, cwd: str) -> str:
    if paths.is_empty_prone(target):
        return "files.empty-variable"
    if paths.is_root(path, cwd):
        return "files.root"
    if path.startswith(HOLE):
        return "files.unknown"
    if paths.is_precious(path):
        return "files.precious"
    return "" if paths.is_inside(path, cwd) else "files.outside"


def _is_temporary(path: str) -> bool:
    return path.startswith(("/tmp/", "/var/tmp/"))  # noqa: S108 (places to know)


def _overwritten(target: str, sight: Sight, cwd: str, *, is_emptied: bool) -> Iterator[RowHit]:
    path = paths.absolute(target, sight, cwd)
    if path == "/proc/sysrq-trigger" or (path.startswith("/dev/") and not path.startswith(_SAFE_DEVICES)):
        yield RowHit("files.device", target)
    elif paths.is_state(path):
        yield RowHit("files.state", target)
    elif path.startswith(("/etc/", "/boot/", "/usr/")) or (is_emptied and paths.is_precious(path) and _is_data(path)):
        yield RowHit("files.precious", target)


def _is_data(path: str) -> bool:
    """Whether a file that is written over was more than a setting that a project makes anew, such as `.env`."""
    return not path.rpartition("/")[2].startswith(".env") or path.startswith("~")


def _dd(sight: Sight, cwd: str) -> Iterator[RowHit]:
    for word in sight.words[1:]:
        if word.startswith("of="):
            yield from _overwritten(word[3:], sight, cwd, is_emptied=True)


def _moved(sight: Sight, cwd: str) -> Iterator[RowHit]:
    _, targets = _plain(sight)
    if targets[1:] and targets[-1] == "/dev/null":
        yield RowHit("files.null", targets[0])
    for target in targets[:-1]:
        path = paths.absolute(target, sight, cwd)
        if paths.is_root(path, cwd) or target in ("*", "."):
            yield RowHit("files.root" if target != "*" else "files.many", target, what="moves everything away")
        elif paths.is_state(path):
            yield RowHit("files.state", target)
        elif path.endswith("/.git"):
            yield RowHit("files.repository", target, what="moves the repository away from its work tree")


def _copied(sight: Sight, cwd: str) -> Iterator[RowHit]:
    _, targets = _plain(sight)
    if len(targets) > 1:
        yield from _overwritten(targets[-1], sight, cwd, is_emptied=targets[0] == "/dev/null")


def _teed(sight: Sight, cwd: str) -> Iterator[RowHit]:
    options, targets = _plain(sight)
    if not _has_letter(options, "a", "--append"):
        for target in targets:
            yield from _overwritten(target, sight, cwd, is_emptied=False)


def _changed_rights(sight: Sight, cwd: str) -> Iterator[RowHit]:
    options, targets = _plain(sight)
    if not _has_letter(options, "R", "--recursive"):
        return
    for target in targets[1:]:
        path = paths.absolute(target, sight, "")
        is_own_folder = path == "." or (bool(cwd) and target in (".", "./"))
        if not is_own_folder and (paths.is_root(path, "") or paths.is_empty_prone(target) or target == ".."):
            yield RowHit("files.rights", target)


def _shredded(sight: Sight, cwd: str) -> Iterator[RowHit]:
    for target in _plain(sight)[1]:
        path = paths.absolute(target, sight, cwd)
        is_device = path.startswith("/dev/") and not path.startswith(_SAFE_DEVICES)
        yield RowHit("files.device" if is_device else "files.shred", target)


def _truncated(sight: Sight, cwd: str) -> Iterator[RowHit]:
    options, targets = _plain(sight)
    if any(option.startswith(("-s", "--size")) for option in options):
        for target in targets:
            if target not in ("0", "0K", "0M") and not target.isdigit():
                state = paths.is_state(paths.absolute(target, sight, cwd))
                yield RowHit("files.state" if state else "files.truncate", target)


def _synced(sight: Sight, cwd: str) -> Iterator[RowHit]:
    options, targets = _plain(sight)
    if _has_letter(options, "n", "--dry-run"):
        return
    if (
        any(option.startswith(("--delete", "--del")) or option == "--remove-source-files" for option in options)
        and targets
    ):
        path = paths.absolute(targets[-1], sight, cwd)
        if paths.is_root(path, "") or paths.is_empty_prone(targets[-1]):
            yield RowHit("files.root", targets[-1])
        elif not paths.is_inside(path, cwd) or ":" in targets[-1].partition("/")[0]:
            yield RowHit("files.sync", targets[-1])


def _edited(sight: Sight, cwd: str) -> Iterator[RowHit]:
    options, targets = _plain(sight)
    if any(option.startswith(("-i", "--in-place")) for option in options):
        for target in targets[1:]:
            yield from _overwritten(target, sight, cwd, is_emptied=False)


def _killed(sight: Sight, cwd: str) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    words = sight.words[1:]
    if "-1" in words[1:] or words == ("--", "-1"):
        yield RowHit("system.kill", "-1")


_JUDGES = {
    "dd": _dd, "mv": _moved, "cp": _copied, "install": _copied, "tee": _teed, "chmod": _changed_rights, "kill": _killed,
    "chown": _changed_rights, "chgrp": _changed_rights, "shred": _shredded, "truncate": _truncated, "rsync": _synced,
    "sed": _edited, "ln": _copied,
}  # fmt: skip
