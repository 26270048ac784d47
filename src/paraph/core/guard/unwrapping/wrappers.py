"""Which command does a command run: behind `sudo`, `env`, `timeout`, `xargs`, `find -exec` and their like?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from paraph.core.guard.folders import moved_by_options
from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Runnable, Sight, Text, base_name
from paraph.core.guard.shell.output import received
from paraph.core.guard.shell.words import HOLE, ansi_text
from paraph.core.model.regex import regex


class Prefix(NamedTuple):
    """How a program that runs the rest of its line takes options: `valued` take the next word, `skipped` words stand
    before the command, `has_assignments` lets `NAME=value` stand there, `has_verb` names what must come first."""

    valued: frozenset[str] = frozenset()
    skipped: int = 0
    has_assignments: bool = False
    verbs: frozenset[str] = frozenset()


def _prefix(valued: str = "", skipped: int = 0, *, assigns: bool = False, verbs: str = "") -> Prefix:
    return Prefix(frozenset(valued.split()), skipped, assigns, frozenset(verbs.split()))


PREFIXES: dict[str, Prefix] = {
    "sudo": _prefix("-u -g -h -p -C -T -r -t -U -D -R --user --group --host --prompt --chdir --chroot --role --type "
                    "--close-from --other-user --command-timeout", assigns=True),
    "doas": _prefix("-u -C"),
    "env": _prefix("-u --unset -C --chdir", assigns=True),
    "nohup": _prefix(), "setsid": _prefix(), "chronic": _prefix(), "builtin": _prefix(), "command": _prefix(),
    "time": _prefix("-o -f --output --format"), "gtime": _prefix("-o -f"),
    "timeout": _prefix("-s -k --signal --kill-after", 1), "gtimeout": _prefix("-s -k --signal --kill-after", 1),
    "nice": _prefix("-n --adjustment"), "ionice": _prefix("-c -n -p --class --classdata"),
    "stdbuf": _prefix("-i -o -e --input --output --error"), "unbuffer": _prefix(), "taskset": _prefix("", 1),
    "exec": _prefix("-a"), "chroot": _prefix("", 1), "strace": _prefix("-e -o -p -s -u"), "ltrace": _prefix("-e -o"),
    "busybox": _prefix(), "toybox": _prefix(), "caffeinate": _prefix("-t -w"),
    "setarch": _prefix("", 1), "prlimit": _prefix(), "numactl": _prefix("-C -m -N"), "unshare": _prefix(),
    "nsenter": _prefix("-t --target"), "systemd-run": _prefix("-p --property -u --unit --slice --uid --gid"),
    "dotenv": _prefix("-f -e -c", verbs="run"), "direnv": _prefix("", 1, verbs="exec"),
    "aws-vault": _prefix("-d --duration --prompt", 1, verbs="exec"), "chamber": _prefix("", 1, verbs="exec"),
    "op": _prefix("--env-file --account", verbs="run"), "doppler": _prefix("-p -c --project --config", verbs="run"),
    "uv": _prefix("--with --python -p --project --directory --env-file --extra --group", verbs="run"),
    "poetry": _prefix("-C -P", verbs="run"), "pipenv": _prefix(verbs="run"), "hatch": _prefix(verbs="run"),
    "pdm": _prefix("-p", verbs="run"), "rye": _prefix(verbs="run"), "conda": _prefix("-n -p", verbs="run"),
    "bundle": _prefix(verbs="exec"), "mise": _prefix("", verbs="exec x"), "asdf": _prefix("", verbs="exec"),
    "npx": _prefix("-p --package"), "bunx": _prefix(), "pnpx": _prefix(), "npm": _prefix(verbs="exec x"),
    "pipx": _prefix("--spec", verbs="run"), "pkexec": _prefix("--user"), "gosu": _prefix("", 1),
    "su-exec": _prefix("", 1), "chpst": _prefix("-u -U -b -e -/ -n -l -L -v -P -o -p -f -c -r -t -m -d"),
    "ssh-agent": _prefix("-t -a"), "dbus-run-session": _prefix(), "xvfb-run": _prefix("-n -s -e -f -p -w"),
    "firejail": _prefix(), "setpriv": _prefix(), "retry": _prefix("-t -d -n"), "entr": _prefix(),
    "hyperfine": _prefix("-w -r -m -M -p -c -n --warmup --runs"), "sem": _prefix("-j --id"),
    "dotenvx": _prefix("-f", verbs="run"), "infisical": _prefix("--env --path", verbs="run"),
    "teller": _prefix("-c", verbs="run"), "saml2aws": _prefix("-a -p", verbs="exec"), "envchain": _prefix("", 1),
    "uvx": _prefix("--from --with"),
    "pnpm": _prefix("-C --filter", verbs="exec dlx"), "yarn": _prefix("--cwd", verbs="exec dlx"),
    "faketime": _prefix("", 1), "proxychains": _prefix("-f"), "rlwrap": _prefix(),
    "winpty": _prefix(), "arch": _prefix(), "fakeroot": _prefix(),
    "grc": _prefix(), "noglob": _prefix(), "nocorrect": _prefix(), "-": _prefix(), "then": _prefix(),
}  # fmt: skip
_PACKAGES = names("npx bunx pnpx pnpm yarn npm uvx pipx")
_XARGS_VALUED = names("-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs --max-lines")
_NARROWING = names("-name -iname -path -ipath -regex -iregex -newer -mtime -mmin -empty -size")
_CRON_TIME = regex(r"^[ \t]*(?:@[a-z]+|(?:[^\s#]+[ \t]+){4}[^\s#]+)[ \t]+", 8)
_EXECUTING = frozenset({"-exec", "-execdir", "-ok", "-okdir"})
_TEXT_OF = {"su": ("-c", "--command"), "runuser": ("-c", "--command"), "script": ("-c", "--command"),
            "flock": ("-c", "--command")}  # fmt: skip
MAX_FED_WORDS = 200
MAX_TERMINAL_WORDS = 12


def unwrapped(sight: Sight) -> Iterator[Runnable] | None:
    """What the command runs in its turn; None where it is no wrapper of this module."""
    name = base_name(sight.words[0])
    special = _SPECIAL.get(name)
    if special:
        return special(sight, name)
    prefix = PREFIXES.get(name)
    return _behind(sight, name, prefix) if prefix else None


def _behind(sight: Sight, name: str, prefix: Prefix) -> Iterator[Runnable]:
    words, at = sight.words, 1
    if prefix.verbs:
        if words[1:2] and words[1] in prefix.verbs:
            at = 2
        else:
            return
    assigned = list(sight.variables)
    skipped = prefix.skipped
    while at < len(words):
        word = words[at]
        if word.startswith("-") and len(word) > 1:
            if _is_text(name, word):
                yield Text(_split_string(words[at:]), inside(sight, name))
                return
            if word == "--" or (name == "command" and word in ("-v", "-V")):
                at = at + 1 if word == "--" else len(words)
                break
            at += 1 + _takes_next(word, prefix.valued)
        elif prefix.has_assignments and word.partition("=")[0].isidentifier() and "=" in word:
            variable, _, value = word.partition("=")
            assigned.append((variable, value))
            at += 1
        elif skipped:
            skipped, at = skipped - 1, at + 1
        else:
            break
    at += skipped
    if at < len(words):
        folder = moved_by_options(words[:at], sight.folder)
        program = _packaged(words[at]) if name in _PACKAGES else words[at]
        yield inside(sight, name)._replace(words=(program, *words[at + 1 :]), variables=tuple(assigned), folder=folder)


def _packaged(word: str) -> str:
    """The program that a package of some name and version brings."""
    plain = word[:1] + word[1:].partition("@")[0]
    return {"aws-cdk": "cdk", "awscli": "aws", "@pulumi/cli": "pulumi"}.get(plain, plain)


def _takes_next(word: str, valued: frozenset[str]) -> bool:
    """Whether the word behind an option is its value; the last letter of a cluster counts (`-iu postgres`)."""
    return word in valued or (len(word) > 2 and word[1:].isalpha() and word[1] != "-" and f"-{word[-1]}" in valued)


def _is_text(name: str, word: str) -> bool:
    return name == "env" and (
        word.startswith("--split-string") or (word[:2] != "--" and "S" in word and "=" not in word)
    )


def _split_string(words: tuple[str, ...]) -> str:
    """What `env -S` splits into words, the option's own part in front."""
    first = words[0].removeprefix("--split-string").removeprefix("=")
    first = first.partition("S")[2] if first.startswith("-") else first
    return " ".join((first, *words[1:])).strip()


def inside(sight: Sight, name: str) -> Sight:
    """The same place, seen through one more wrapper."""
    return sight._replace(through=(*sight.through, name))


def _xargs(sight: Sight, name: str) -> Iterator[Runnable]:
    words, at, placeholder, parting = sight.words, 1, "", None
    while at < len(words) and words[at].startswith("-"):
        word = words[at]
        if word in ("-0", "--null", "-d", "--delimiter") or word.startswith("-d"):
            parting = HOLE if word in ("-0", "--null") else "\n"
        if word.startswith(("-I", "--replace", "-i")):
            placeholder = words[at + 1] if word == "-I" and at + 1 < len(words) else word[2:].partition("=")[2] or "{}"
            if word.startswith("-I") and len(word) > 2:
                placeholder = word[2:]
        at += 2 if word in _XARGS_VALUED else 1
    rest = words[at:]
    given = _fed_words(sight, parting or ("\n" if placeholder else None))
    if not rest:
        return
    found = sight.command.fed
    if found is not None and found.words[:1] == ("find",) and base_name(rest[0]) == "rm":
        rest, given = (
            ("rm", "-r", *rest[1:]),
            tuple(_found_by(found.words, one) for one in _starting_points(found.words)),
        )
    if placeholder:
        for one in given if len(given) <= 20 else (HOLE,):
            yield inside(sight, name)._replace(words=tuple(word.replace(placeholder, one) for word in rest))
    else:
        yield inside(sight, name)._replace(words=(*rest, *given))


def _fed_words(sight: Sight, parting: str | None) -> tuple[str, ...]:
    fed = received(sight.command)
    if fed is None or (HOLE in fed and parting != HOLE):
        return (HOLE,)
    return tuple([one for one in fed.split(parting) if one][:MAX_FED_WORDS]) or (HOLE,)


def _parallel(sight: Sight, name: str) -> Iterator[Runnable]:
    """`parallel` runs a text once for each argument behind `:::`, or for each line that it reads."""
    words, at = sight.words, 1
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in ("-j", "--jobs", "-a", "--arg-file", "--colsep", "-n", "-N", "--delay") else 1
    end = next((index for index, one in enumerate(words) if one.startswith(":::")), len(words))
    given = words[end + 1 :] or _fed_words(sight, "\n")
    text = " ".join(words[at:end])
    for one in given[:20]:
        whole = text.replace("{}", one) if "{}" in text else f"{text} {one}"
        yield Text(whole.replace(HOLE, "$UNKNOWN").strip(), inside(sight, name))


def _find(sight: Sight, name: str) -> Iterator[Runnable]:
    words, starts = sight.words, _starting_points(sight.words)
    for at, word in enumerate(words):
        if word in _EXECUTING:
            rest = words[at + 1 :]
            end = next((index for index, one in enumerate(rest) if one in (";", "+")), len(rest))
            for start in starts[:4]:
                run = tuple(one.replace("{}", _found_by(words, start)) for one in rest[:end])
                if run:
                    folder = HOLE if word.endswith("dir") else sight.folder
                    yield inside(sight, name)._replace(words=run, folder=folder)
    if "-delete" in words:
        yield inside(sight, "find -delete")._replace(words=("rm", "-r", *(_found_by(words, start) for start in starts)))


def _found_by(words: tuple[str, ...], start: str) -> str:
    """What a search hits: something in the starting point where it is narrowed, all of it where not."""
    is_whole = not _NARROWING & set(words)
    return start if is_whole or not start.strip("/") else start.rstrip("/") + "/found"


def _starting_points(words: tuple[str, ...]) -> list[str]:
    starts: list[str] = []
    for word in words[1:]:
        if word.startswith(("-", "(", "!")):
            if word in ("-H", "-L", "-P"):
                continue
            break
        starts.append(word)
    return starts or ["."]


def _with_text(sight: Sight, name: str) -> Iterator[Runnable]:
    options = _TEXT_OF[name]
    for at, word in enumerate(sight.words[1:-1], 1):
        if word in options or (word.startswith("-") and not word.startswith("--") and word.endswith("c")):
            yield Text(sight.words[at + 1], inside(sight, f"{name} -c"))
            return
    if name in ("flock", "script"):
        yield from _behind(sight, name, Prefix(frozenset({"-w", "-E"}), 1))
    elif name == "runuser":
        yield from _behind(sight, name, Prefix(frozenset({"-u", "-g", "-G"})))


def _trap(sight: Sight, name: str) -> Iterator[Runnable]:
    if len(sight.words) > 2 and not sight.words[1].startswith("-"):
        yield Text(sight.words[1], inside(sight, name))


def _given_later(sight: Sight, name: str) -> Iterator[Runnable]:
    """`at`, `batch` and `crontab` run what they read."""
    text = received(sight.command)
    if text is not None:
        yield Text(_CRON_TIME.sub("", text) if name == "crontab" else text, inside(sight, name))


def _terminal(sight: Sight, name: str) -> Iterator[Runnable]:
    """`tmux`, `screen` and their like run the words at their end, or one word as a text."""
    for at, word in enumerate(sight.words[1:], 1):
        if " " in word:
            yield Text(ansi_text(word), inside(sight, name))
        elif at <= MAX_TERMINAL_WORDS and not word.startswith("-"):
            yield inside(sight, name)._replace(words=sight.words[at:])


def _git(sight: Sight, name: str) -> Iterator[Runnable]:  # noqa: ARG001 (one shape for all)
    """What git itself runs: `!` aliases, `submodule foreach`, `bisect run`, `rebase --exec`."""
    words = sight.words
    if words[1:2] == ("paraph",):
        yield inside(sight, "git")._replace(words=words[1:])
    for at, word in enumerate(words):
        if word.startswith("alias.") and "=!" in word:
            yield Text(word.partition("=!")[2], inside(sight, "git alias"))
        elif word == "foreach" and "submodule" in words[:at]:
            yield Text(" ".join(one for one in words[at + 1 :] if one != "--recursive"), inside(sight, "git foreach"))
        elif word == "run" and "bisect" in words[:at] and at + 1 < len(words):
            yield inside(sight, "git bisect")._replace(words=words[at + 1 :])
        elif word in ("-x", "--exec", "--extcmd") and {"rebase", "difftool"} & set(words[:at]) and at + 1 < len(words):
            yield Text(words[at + 1], inside(sight, "git rebase"))


_SPECIAL: dict[str, Callable[[Sight, str], Iterator[Runnable]]] = {
    "xargs": _xargs, "gxargs": _xargs, "parallel": _parallel, "find": _find, "gfind": _find, "su": _with_text,
    "runuser": _with_text, "script": _with_text, "flock": _with_text, "trap": _trap, "at": _given_later,
    "batch": _given_later, "crontab": _given_later, "git": _git,
    "tmux": _terminal, "screen": _terminal, "zellij": _terminal, "nix-shell": _terminal, "watch": _terminal,
}  # fmt: skip
