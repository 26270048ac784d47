"""Which text does an interpreter run: behind `-c`, from a pipe, a heredoc, or a script that was written before?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Opaque, Runnable, Sight, Text, base_name
from paraph.core.guard.shell.commands import Command
from paraph.core.guard.shell.output import printed, received
from paraph.core.guard.shell.words import HOLE
from paraph.core.guard.unwrapping.wrappers import inside
from paraph.core.model.regex import regex

Reader = Callable[[str], str | None]
SHELLS = names("sh bash dash zsh ksh ksh93 mksh ash fish rbash yash tcsh csh pwsh powershell")
FETCHING = names("curl wget fetch http https aria2c nc ncat socat ftp")
_FRAMEWORKS = {
    "rails": names("runner r console c dbconsole db"), "manage.py": names("shell shell_plus dbshell"),
    "django-admin": names("shell dbshell"), "artisan": names("tinker"), "flask": names("shell"),
}  # fmt: skip
_IN_PLACE = regex(r"-[A-Za-z0]*i")
_SHELL_VALUED = frozenset({"-o", "+o", "-O", "+O", "--rcfile", "--init-file"})


class Language(NamedTuple):
    """How an interpreter is given code: by letters of a cluster, by whole options; `valued` options take a word."""

    name: str
    letters: str
    options: tuple[str, ...] = ()
    valued: tuple[str, ...] = ()


LANGUAGES: dict[str, Language] = {
    "python": Language("python", "c", (), ("-W", "-X")),
    "pypy": Language("python", "c", (), ("-W", "-X")),
    "ipython": Language("python", "c"),
    "perl": Language("perl", "eE"),
    "ruby": Language("ruby", "e", (), ("-r", "-I")),
    "node": Language("node", "ep", ("--eval", "--print"), ("-r", "--require")),
    "nodejs": Language("node", "ep", ("--eval", "--print"), ("-r", "--require")),
    "bun": Language("node", "e", ("--eval",)),
    "deno": Language("node", "", ("eval",)),
    "php": Language("php", "r"),
    "lua": Language("lua", "e"), "Rscript": Language("r", "e"), "julia": Language("julia", "eE"),
    "tclsh": Language("tcl", ""), "groovy": Language("groovy", "e"),
    "osascript": Language("osascript", "e"),
    "awk": Language("awk", ""), "gawk": Language("awk", ""), "mawk": Language("awk", ""),
}  # fmt: skip


def interpreted(sight: Sight, written: Reader) -> Iterator[Runnable] | None:
    """The texts that an interpreter would run; None where the command is no interpreter."""
    name = base_name(sight.words[0])
    if name in SHELLS:
        return _shell(sight, name, written)
    if name == "eval":
        return _evaluated(sight)
    if name in ("source", "."):
        return _script(sight, sight.words[1], written, sight.words[2:], "") if len(sight.words) > 1 else iter(())
    if name in _FRAMEWORKS:
        return _framework(sight, name)
    language = LANGUAGES.get(name) or LANGUAGES.get(name.rstrip("0123456789."))
    if language:
        return _code(sight, name, language, written)
    if "/" in sight.words[0] or name.endswith((".sh", ".bash", ".py", ".pl", ".rb", ".js")):
        return _program(sight, written)
    return None


def _shell(sight: Sight, name: str, written: Reader) -> Iterator[Runnable]:
    words, at = sight.words, 1
    has_text = is_from_input = False
    while at < len(words) and words[at][:1] in ("-", "+") and len(words[at]) > 1:
        word = words[at]
        at += 1
        if word == "--":
            break
        if word in _SHELL_VALUED:
            at += 1
        elif word.lower() in ("-command", "-commandwithargs", "--command"):
            has_text = True
        elif word.lower().startswith("-enc"):
            yield Opaque("run.decoded", inside(sight, name))
        elif not word.startswith("--"):
            has_text = has_text or "c" in word
            is_from_input = is_from_input or "s" in word
    if has_text:
        if at < len(words):
            yield from _given(words[at:], inside(sight, f"{name} -c"), written)
    elif at < len(words) and not is_from_input:
        yield from _script(sight, words[at], written, words[at + 1 :], name)
    else:
        yield from _from_input(sight, name)


def _text(text: str, sight: Sight, command: Command, arguments: tuple[str, ...] = ()) -> Iterator[Runnable]:
    if HOLE in text:
        yield Opaque(_origin(command), sight)
    yield Text(text, sight, "", arguments)


def _given(words: tuple[str, ...], place: Sight, written: Reader) -> Iterator[Runnable]:
    """A text on the command line with its arguments; one that a file is printed into is read there."""
    read = _read_files(place.command) if words[0] == HOLE else []
    for path in read[:1]:
        yield from _script(place, path, written, words[1:], "cat")
    yield from _text(words[0], place, place.command, words[1:])


def _read_files(command: Command) -> list[str]:
    """The files that a substitution prints: `"$(cat x.sh)"`."""
    return [inner.words[1] for inner in command.inner if inner.words[:1] == ("cat",) and len(inner.words) == 2]


def _origin(command: Command) -> str:
    """Which row tells of text that is made while it runs."""
    names = [base_name(inner.words[0]) for inner in command.inner if inner.words]
    if any(name in FETCHING for name in names):
        return "run.fetched"
    return "run.decoded" if any(name in DECODING for name in names) else "run.unknown"


DECODING = names("base64 base32 openssl xxd gzip gunzip zcat uudecode rev tr hex gpg")


def _from_input(sight: Sight, name: str) -> Iterator[Runnable]:
    text = received(sight.command)
    place = inside(sight, name)
    if text is not None:
        yield from _text(text, place, sight.command)
        return
    fed, names, steps = sight.command.fed, [], 0
    while fed is not None and steps < 20:
        names.append(base_name(fed.words[0]) if fed.words else "")
        fed, steps = fed.fed, steps + 1
    if any(one in DECODING for one in names):
        yield Opaque("run.decoded", place)
    elif any(one in FETCHING for one in names):
        yield Opaque("run.fetched", place)
    elif names:
        yield Opaque("run.unknown", place)


def _evaluated(sight: Sight) -> Iterator[Runnable]:
    yield from _text(" ".join(sight.words[1:]), inside(sight, "eval"), sight.command)


def _script(sight: Sight, path: str, written: Reader, arguments: tuple[str, ...], name: str) -> Iterator[Runnable]:
    place = inside(sight, f"{name} {path}".strip().replace(HOLE, "…"))
    if HOLE in path or path in ("/dev/stdin", "-"):
        if sight.command.inner:
            told = [text for text in map(printed, sight.command.inner) if text is not None]
            yield from (Text(text, place, "", (path, *arguments)) for text in told)
            if not told:
                yield Opaque(_origin(sight.command), place)
        elif path != HOLE:
            yield from _from_input(sight, name)
        return
    text = written(path)
    if text is not None:
        yield Text(text, place, _language_of(text), (path, *arguments))


def _language_of(text: str) -> str:
    first = text[:200].partition("\n")[0]
    if not first.startswith("#!"):
        return ""
    for name, language in LANGUAGES.items():
        if name in first:
            return language.name
    return ""


def _program(sight: Sight, written: Reader) -> Iterator[Runnable] | None:
    path = sight.words[0]
    text = None if HOLE in path else written(path)
    if text is None:
        return None
    endings = {"py": "python", "pl": "perl", "rb": "ruby", "js": "node"}
    language = _language_of(text) or endings.get(path.rpartition(".")[2], "")
    return iter((Text(text, inside(sight, path), language, sight.words),))


def _code(sight: Sight, name: str, language: Language, written: Reader) -> Iterator[Runnable]:
    if language.name == "awk":
        yield from (
            Text(word, inside(sight, name), "awk") for word in sight.words[1:] if "system" in word or "|" in word
        )
        return
    words, at = sight.words, 1
    while (at < len(words) and words[at].startswith("-") and len(words[at]) > 1) or words[at : at + 1] == ("eval",):
        word = words[at]
        if word == "-m" and language.name == "python":
            yield from _module(sight, name, words[at + 1 :], written)
            return
        glued = _glued(word, language) or _valued(word, language)
        if glued or word in language.options or _is_cluster(word, language.letters):
            given = glued or "".join(words[at + 1 : at + 2])
            if HOLE in given:
                yield Opaque(_origin(sight.command), inside(sight, name))
            yield Text(given, inside(sight, f"{name} {word[:2] if glued else word}"), language.name)
            if language.name not in ("ruby", "perl"):
                return
            at += not glued
        at += 1 + (word in language.valued)
    yield from _edited_in_place(sight, language)
    yield from _file_or_input(sight, name, language, written, at)


def _module(sight: Sight, name: str, words: tuple[str, ...], written: Reader) -> Iterator[Runnable]:
    """`python -m X` runs a module that the session may have written, or a program of that name (`pty` runs others)."""
    place = inside(sight, f"{name} -m")
    if words[:1] in (("pty",), ("runpy",), ("trace",), ("cProfile",)):
        words = words[1:]
    yield place._replace(words=words)
    text = written(f"{words[0].replace('.', '/')}.py") if words and words[0].isascii() else None
    if text is not None:
        yield Text(text, place, "python", words)


def _edited_in_place(sight: Sight, language: Language) -> Iterator[Runnable]:
    """`perl -i` and `ruby -i` write over the files that they are given, as `sed -i` does."""
    if language.name in ("perl", "ruby") and any(_IN_PLACE.match(word) for word in sight.words[1:]):
        plain = tuple(word for word in sight.words[1:] if not word.startswith("-"))
        yield inside(sight, f"{language.name} -i")._replace(words=("sed", "-i", *plain))


def _glued(word: str, language: Language) -> str:
    """Code that stands in one word with its option: `-c"..."`."""
    is_glued = len(word) > 2 and word[0] == "-" and word[1] in language.letters and not word[2:].isalpha()
    return word[2:] if is_glued else ""


def _valued(word: str, language: Language) -> str:
    """Code behind the equals sign of an option: `--eval=...`."""
    option, equals, value = word.partition("=")
    return value if equals and option in language.options else ""


def _framework(sight: Sight, name: str) -> Iterator[Runnable] | None:
    """What a framework's own command line runs: `rails runner CODE`, `manage.py shell -c CODE`, its database client."""
    words = sight.words
    verb = words[1] if len(words) > 1 else ""
    if verb not in _FRAMEWORKS[name]:
        return None
    language = "python" if name in ("manage.py", "django-admin") else "ruby"
    codes = [word for word in words[2:] if " " in word or "." in word or "(" in word]
    codes += [text for text in (received(sight.command),) if text is not None]
    if verb in ("dbshell", "dbconsole", "db"):
        return iter([inside(sight, f"{name} {verb}")._replace(words=("(sql)", f"{code} ")) for code in codes])
    return iter([Text(code, inside(sight, f"{name} {verb}"), language) for code in codes])


def _file_or_input(sight: Sight, name: str, language: Language, written: Reader, at: int) -> Iterator[Runnable]:
    words = sight.words
    if at < len(words) and words[at] != "-":
        text = None if HOLE in words[at] else written(words[at])
        place = inside(sight, f"{name} {words[at]}".replace(HOLE, "…"))
        yield place._replace(words=words[at:]) if text is None else Text(text, place, language.name, words[at:])
        return
    text = received(sight.command)
    if text is not None:
        yield Text(text, inside(sight, name), language.name)
    elif sight.command.fed is not None and at >= len(words) and len(words) <= 2:
        yield from _from_input(sight, name)


def _is_cluster(word: str, letters: str) -> bool:
    return bool(letters) and word[:1] == "-" and word[:2] != "--" and len(word) > 1 and word[-1] in letters
