"""Which commands does a target run: of a Makefile, a justfile, or the scripts of package.json?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from paraph.core.guard.runnable import Runnable, Sight, Text, base_name
from paraph.core.guard.shell.output import printed, received
from paraph.core.guard.shell.words import HOLE
from paraph.core.guard.unwrapping.interpreters import Reader
from paraph.core.guard.unwrapping.wrappers import inside
from paraph.core.model.regex import regex

_RULE = regex(r"^([^\s#:=][^:=#\n]*?)\s*::?(?!=)([^\n]*)$", 8)
_SETTING = regex(r"^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*[:?+]{0,3}=\s*(.*)$", 8)
_USE = regex(r"\$[({]([A-Za-z_][A-Za-z0-9_]*)[)}]")
_JUST_USE = regex(r"\{\{\s*([A-Za-z_][A-Za-z0-9_-]*)\s*\}\}")
_MAKE_VALUED = frozenset({"-C", "--directory", "-f", "--file", "-j", "-o", "-W", "-I"})
MAX_TARGETS = 60
MAX_BODY = 200_000


def recipes(sight: Sight, read: Reader) -> Iterator[Runnable] | None:
    """The recipes that a runner of targets would run; None where the command is none."""
    name = base_name(sight.words[0])
    reader = _READERS.get(name)
    return reader(sight, name, read) if reader else None


def _make(sight: Sight, name: str, read: Reader) -> Iterator[Runnable]:
    asked = _asked(sight.words[1:])
    if asked is None:
        return
    for text in asked.evaluated:
        yield from _bodies_of(text.replace(";", "\n\t"), sight, name, [], asked.given)
    is_input = asked.files in (["-"], [HOLE])
    content = _given(sight) if is_input else _first_of(asked.files, asked.folder, read)
    if content is not None:
        yield from _bodies_of(content, sight, name, asked.targets, asked.given)


class _Asked(NamedTuple):
    """What the words of a `make` ask for."""

    targets: list[str]
    files: list[str]
    folder: str
    given: dict[str, str]
    evaluated: list[str]


def _asked(words: tuple[str, ...]) -> _Asked | None:
    """The words of a `make`, read; None where nothing would run."""
    targets, files, folder, evaluated = list[str](), ["GNUmakefile", "makefile", "Makefile"], "", list[str]()
    given: dict[str, str] = {}
    at = 0
    while at < len(words):
        word, after = words[at], words[at + 1 : at + 2]
        if word in ("-n", "--dry-run", "--just-print", "-q"):
            return None
        if word in _MAKE_VALUED and after:
            folder = after[0] if word in ("-C", "--directory") else folder
            files = [after[0]] if word in ("-f", "--file") else files
            at += 1 if word != "-j" or after[0].isdigit() else 0
        elif word.startswith("--eval="):
            evaluated.append(word[7:])
        elif word.startswith(("-f", "--file=")) and len(word) > 2:
            files = [word.partition("=")[2] or word[2:]]
        elif word[:1] != "-":
            name, equals, value = word.partition("=")
            given |= {name: value} if equals else {}
            targets += [] if equals else [word]
        at += 1
    return _Asked(targets, files, folder, given, evaluated)


def _bodies_of(text: str, sight: Sight, name: str, targets: list[str], given: dict[str, str]) -> Iterator[Runnable]:
    place = inside(sight, " ".join((name, *targets[:1])))
    yield from (Text(body, place) for body in _make_bodies(text, targets, given))


def _given(sight: Sight) -> str | None:
    """A Makefile that is read from the input, or printed by a `<(...)`."""
    told = [text for text in map(printed, sight.command.inner) if text is not None]
    return told[0] if told else received(sight.command)


def _first_of(files: list[str], folder: str, read: Reader) -> str | None:
    for file in files:
        text = read(f"{folder}/{file}" if folder else file)
        if text is not None:
            return text[:MAX_BODY]
    return None


def _make_bodies(text: str, targets: list[str], given: dict[str, str]) -> Iterator[str]:
    text = text.replace("\\\n", " ")
    settings = dict(_SETTING.findall(text)) | given
    rules = _make_rules(text)
    waiting = targets or list(rules)[:1]
    seen: set[str] = set()
    while waiting and len(seen) < MAX_TARGETS:
        target = waiting.pop(0)
        if target in seen or target not in rules:
            continue
        seen.add(target)
        needs, lines = rules[target]
        waiting.extend(needs)
        yield "\n".join(_made(line, settings, target) for line in lines)


def _make_rules(text: str) -> dict[str, tuple[list[str], list[str]]]:
    rules: dict[str, tuple[list[str], list[str]]] = {}
    current: list[tuple[list[str], list[str]]] = []
    for line in text.split("\n"):
        if line.startswith(("\t", "    ")) and current:
            for _, lines in current:
                lines.append(line.strip().lstrip("@-+"))
            continue
        found = _RULE.match(line)
        if not found:
            continue
        needs, _, first = found[2].partition(";")
        names = found[1].split()
        current = [rules.setdefault(name, ([], [])) for name in names[:20]]
        for rule in current:
            rule[0].extend(needs.replace("|", " ").split())
            if first.strip():
                rule[1].append(first.strip())
    return rules


def _made(line: str, settings: dict[str, str], target: str) -> str:
    for _ in range(4):
        changed = _USE.sub(lambda found: settings.get(found[1], "$" + found[1])[:500], line)
        if changed == line or len(changed) > 10_000:
            break
        line = changed
    return line.replace("$@", target).replace("$$", "$")


def _npm(sight: Sight, name: str, read: Reader) -> Iterator[Runnable]:
    words = [word for word in sight.words[1:] if not word.startswith("-")]
    if not words:
        return
    script = words[1] if words[0] in ("run", "run-script", "rum", "urn") and len(words) > 1 else words[0]
    text = read("package.json")
    try:
        scripts = json.loads(text or "{}").get("scripts", {})
        found = {key: scripts[key] for key in (f"pre{script}", script, f"post{script}") if key in scripts}
    except (ValueError, AttributeError, TypeError, RecursionError):
        return
    rest = words[words.index(script) + 1 :]
    for key, body in found.items():
        if isinstance(body, str):
            more = " " + " ".join(rest) if key == script and rest else ""
            yield Text(body[:MAX_BODY] + more.replace(HOLE, "$UNKNOWN"), inside(sight, f"{name} run {key}"))


def _just(sight: Sight, name: str, read: Reader) -> Iterator[Runnable]:
    text = _first_of(["justfile", "Justfile", ".justfile"], "", read)
    targets = [word for word in sight.words[1:] if not word.startswith("-")]
    if text is None:
        return
    settings = {key: value.strip("'\"") for key, value in _SETTING.findall(text)}
    text = _JUST_USE.sub(lambda found: settings.get(found[1], "$" + found[1]), text)
    rules = {key.split()[0]: value for key, value in _make_rules(text).items()}
    for target in targets[:1] or list(rules)[:1]:
        for one in (*rules.get(target, ([], []))[0], target):
            if one in rules:
                yield Text("\n".join(rules[one][1]), inside(sight, f"{name} {one}"))


_READERS: dict[str, Callable[[Sight, str, Reader], Iterator[Runnable]]] = {
    "make": _make, "gmake": _make, "npm": _npm, "yarn": _npm, "pnpm": _npm, "bun": _npm, "just": _just,
}  # fmt: skip
