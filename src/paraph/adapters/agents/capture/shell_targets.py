"""Which files does a shell command say that it writes?

Only those are laid to the agent, and only where they changed while it ran: whatever else changes meanwhile may be a
person's work. The text must stand in the command: what a formatter, a download, a generator, a patch or git itself
writes, or another file is copied from, the agent did not write.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from paraph.core.model.regex import regex

MOST_TARGETS = 64
MOST_PATTERNS = 8
MOST_CHARACTERS = 1 << 18
_WORD = r"(?:'[^']*'|\"(?:\\.|[^\"\\])*\"|\\.|[^\s;|&<>()'\"\\])+"
_TOKEN = regex(rf"(?P<space>[^\S\n]+|\\\n)|(?P<to>(?:\d*|&)>>?\|?(?!&))|(?P<end>[;|&()\n]+)|(?P<word>{_WORD})|.", 16)
_HERE = regex(r"<<(-?)[^\S\n]*(['\"\\]?)(\w+)\2")
_QUOTED = regex(r"'([^']*)'|\"((?:\\.|[^\"\\])*)\"|\\(.)|([^'\"\\]+)", 16)
_LITERAL = regex(r"""["']([^"'\s:*?$]{1,240})["']""")
_WRITES = regex(r"""write|append|truncate|["'][wax]\+?b?\+?["']|dump""", 2)
_BEFORE = frozenset({"sudo", "env", "command", "time", "nohup", "exec", "builtin", "then", "do", "else", "!"})
_SPEAKERS = regex(r"(?:python[\d.]*|node|deno|ruby|perl|php|bash|sh|zsh)\Z")
_ASSIGNMENT = regex(r"\w+=")
_IN_PLACE = regex(r"-[A-Za-z]*i|--in-place")
_GIT_WRITES = frozenset({
    "am", "apply", "checkout", "cherry-pick", "clean", "merge", "mv", "pull", "read-tree", "rebase", "reset",
    "restore", "revert", "rm", "stash", "submodule", "switch", "worktree", "checkout-index", "bisect", "filter-branch",
})  # fmt: skip


def shell_targets(command: str, cwd: str) -> tuple[str, ...]:
    """The absolute paths of files that a command writes by `echo`, `printf`, a here-document, `tee`, an edit in place,
    or as a literal in a script that it carries; none where git rewrites the work tree, or where the text is too long.
    """
    if len(command) > MOST_CHARACTERS:
        return ()
    text, bodies = _without_here_documents(command)
    found: dict[str, None] = {}
    folder = cwd
    is_spoken = False
    for words, targets in _commands(text):
        program, rest = _program(words)
        is_spoken = is_spoken or bool(bodies) or program in ("echo", "printf")
        if program == "git" and _GIT_WRITES.intersection(rest):
            return ()
        if program == "cd" and len(rest) == 1 and "$" not in rest[0]:
            folder = os.path.join(folder, os.path.expanduser(rest[0]))
        is_own = program in ("echo", "printf") or (program == "cat" and bool(bodies) and _is_bare(rest))
        named = _named(program, rest, bodies) if program != "tee" or is_spoken else []
        for target in (*(targets if is_own else ()), *named):
            found[os.path.join(folder, os.path.expanduser(target))] = None
            if len(found) >= MOST_TARGETS:
                return _expanded(found)
    return _expanded(found)


def _is_bare(rest: list[str]) -> bool:
    return all(word.startswith("-") for word in rest)


def _without_here_documents(command: str) -> tuple[str, list[str]]:
    kept: list[str] = []
    bodies: list[str] = []
    lines = iter(command.split("\n"))
    for line in lines:
        ends = [(found[1], found[3]) for found in _HERE.finditer(line)]
        kept.append(_HERE.sub(" ", line))
        for dash, end in ends:
            body: list[str] = []
            for inner in lines:
                if (inner.lstrip("\t") if dash else inner) == end:
                    break
                body.append(inner)
            bodies.append("\n".join(body))
    return "\n".join(kept), bodies


def _commands(text: str) -> list[tuple[list[str], list[str]]]:
    """The simple commands of a text: their words, and where they redirect to."""
    found: list[tuple[list[str], list[str]]] = []
    words: list[str] = []
    targets: list[str] = []
    is_target = False
    for token in _TOKEN.finditer(text):
        if token["to"]:
            is_target = True
        elif token["word"]:
            (targets if is_target else words).append(_unquoted(token["word"]))
            is_target = False
        elif token["end"]:
            found.append((words, targets))
            words, targets, is_target = [], [], False
    return [*found, (words, targets)]


def _unquoted(word: str) -> str:
    return "".join(part for groups in _QUOTED.findall(word) for part in groups)


def _program(words: list[str]) -> tuple[str, list[str]]:
    for place, word in enumerate(words):
        if word not in _BEFORE and not _ASSIGNMENT.match(word):
            return os.path.basename(word), words[place + 1 :]
    return "", []


def _named(program: str, rest: list[str], bodies: list[str]) -> list[str]:
    plain = [word for word in rest if not word.startswith("-")]
    if program in ("tee", "ed", "ex"):
        return plain
    has_place = any(_IN_PLACE.match(word) for word in rest)
    if program in ("sed", "gsed", "perl", "ruby") and has_place:
        return plain
    if _SPEAKERS.match(program):
        return [name for text in (*rest, *bodies) if _WRITES.search(text) for name in _literals(text)]
    return []


def _literals(text: str) -> list[str]:
    """What looks like the name of a file among the quoted texts of a script."""
    return [name for name in _LITERAL.findall(text) if ("." in name or "/" in name) and not name.startswith("-")]


def _expanded(targets: Iterable[str]) -> tuple[str, ...]:
    """The targets with the files that patterns among them stand for; one that a variable is in is left out."""
    found: dict[str, None] = {}
    patterns = 0
    for target in targets:
        if any(sign in target for sign in "$`\0\n") or target.endswith("/"):
            continue
        if not any(sign in target for sign in "*?["):
            found[target] = None
        elif (patterns := patterns + 1) <= MOST_PATTERNS:
            from glob import iglob
            from itertools import islice

            found |= dict.fromkeys(islice(iglob(target), MOST_TARGETS))
    return tuple(found)[:MOST_TARGETS]
