"""What does a CODEOWNERS file say, line by line, and which lines does its forge skip?"""

from __future__ import annotations

import re

from paraph.core.errors import InputError, Problem
from paraph.core.model.noun import changed
from paraph.core.model.policy import Position
from paraph.core.model.regex import regex
from paraph.core.policy.globs import Flavour, compile_glob
from paraph.core.policy.owners import CodeOwners, OwnerRule, OwnerSection

MAX_BYTES = 3 * 1024 * 1024  # GitHub reads no larger file
MAX_RULES = 50_000
MAX_PROBLEMS = 200

_GITLAB_DEFAULT_SECTION = "codeowners"
_BLANKS = regex(r"[ \t]+")
_PATTERN = regex(r"(?:\\.|[^\\ \t])*+\\?", re.DOTALL)
_SECTION = regex(r"(\^)?\[([^\]]*)\](?:\[(-?[0-9]{1,9})\])?(?:[ \t]+(.*))?", re.DOTALL)
_EMAIL = r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}"
_OWNER: dict[Flavour, re.Pattern[str]] = {
    "github": regex(rf"@[A-Za-z0-9_\-]+(?:/[A-Za-z0-9_.\-]+)?|{_EMAIL}"),
    "gitlab": regex(rf"@@?[A-Za-z0-9_][A-Za-z0-9_.\-]*(?:/[A-Za-z0-9_.\-]+)*|{_EMAIL}"),
}
_ROLES = frozenset({"developer", "maintainer", "owner", "developers", "maintainers", "owners"})


def read_owners(content: bytes, file: str, flavour: Flavour = "github") -> CodeOwners:
    """Read a CODEOWNERS file as its forge does: an invalid line is skipped and becomes a problem.

    Raises InputError (P0401) for a file that is too large for its forge, or that has too many lines to be real.
    """
    if len(content) >= MAX_BYTES:
        what = f"the file has {len(content):,} bytes; forges read less than {MAX_BYTES:,}"
        raise InputError(Problem("P0401", what, "shorten it: one line for a directory", Position(file, 1, 1)))
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    reader = _Reader(file, flavour)
    for number, line in enumerate(text.split("\n"), 1):
        reader.read(number, line.strip(" \t\r"))
    return CodeOwners(file, flavour, tuple(reader.rules), tuple(reader.sections), tuple(reader.problems))


class _Reader:
    """What has been read so far: rules, sections, and the section and default owners in force."""

    def __init__(self, file: str, flavour: Flavour) -> None:
        self.file = file
        self.flavour = flavour
        self.rules: list[OwnerRule] = []
        self.sections = [OwnerSection()]
        self.problems: list[Problem] = []
        self.by_name = {_GITLAB_DEFAULT_SECTION: 0}
        self.section = 0
        self.defaults: tuple[str, ...] = ()

    def read(self, number: int, line: str) -> None:
        if not line or line.startswith("#"):
            return
        if not line.isascii() and any("\udc80" <= character <= "\udcff" for character in line):
            self._problem("P0407", number, "the line is not UTF-8", "save the file as UTF-8")
        elif self.flavour == "gitlab" and line.startswith(("[", "^[")):
            self._header(number, line)
        else:
            self._rule(number, line)

    def _rule(self, number: int, line: str) -> None:
        is_exclusion = self.flavour == "gitlab" and line.startswith("!")
        line = line[1:] if is_exclusion else line
        found = _PATTERN.match(line)
        pattern = found[0] if found else ""
        try:
            if self.flavour == "github" and pattern.startswith("\\#"):
                raise ValueError("GitHub does not let a pattern start with an escaped `#`")
            glob = compile_glob(pattern, self.flavour)
        except ValueError as error:
            self._problem("P0402", number, f"the line is skipped: {error}", "mend the pattern")
            return
        words = [] if is_exclusion else _words(line[len(pattern) :])
        owners = self._owners(number, words)
        if owners is not None:
            inherited = () if words or is_exclusion else self.defaults
            self._append(OwnerRule(number, glob, owners or inherited, self.section, is_exclusion))

    def _append(self, rule: OwnerRule) -> None:
        if len(self.rules) >= MAX_RULES:
            what = f"the file has more than {MAX_RULES:,} patterns"
            raise InputError(Problem("P0401", what, "write fewer, wider ones", Position(self.file, rule.line, 1)))
        self.rules.append(rule)

    def _owners(self, number: int, words: list[str]) -> tuple[str, ...] | None:
        """The owners of a line; None where GitHub skips the line because one is not written as an owner."""
        valid = [word for word in words if _is_owner(word, self.flavour)]
        wrong = next((word for word in words if not _is_owner(word, self.flavour)), None)
        if wrong is not None:
            skipped = "the line is skipped" if self.flavour == "github" else "the owner is left out"
            what = f"{skipped}: `{wrong[:80]}` is not `@user`, a group or an e-mail address"
            self._problem("P0403", number, what, "write it as the forge does, for instance `@org/team`")
            if self.flavour == "github":
                return None
        return tuple(dict.fromkeys(valid))

    def _header(self, number: int, line: str) -> None:
        found = _SECTION.fullmatch(line)
        if found is None:
            self._problem("P0404", number, "the section header is skipped", "write `[Name][2] @owner`")
            return
        name, count = found[2].strip(), int(found[3] or 1)
        if not name or count < 1:
            what = "the section has no name" if not name else f"`{count}` approvals count as 1"
            self._problem("P0404", number, what, "write `[Name][2] @owner`")
        self.defaults = self._owners(number, _words(found[4] or "")) or ()
        self._enter(number, OwnerSection(name, max(count, 1), bool(found[1]), number))

    def _enter(self, number: int, section: OwnerSection) -> None:
        """Go on in a section; of headers that share a name in any case the stricter demands hold."""
        key = section.name.lower()
        if key not in self.by_name:
            self.by_name[key] = len(self.sections)
            self.sections.append(section)
        self.section = self.by_name[key]
        known = self.sections[self.section]
        if (known.count, known.is_optional) != (section.count, section.is_optional):
            what = f"the section `{section.name[:80]}` has other demands on line {known.line}; the stricter hold"
            self._problem("P0404", number, what, "write the same header each time")
            strictest = changed(
                known,
                count=max(known.count, section.count),
                is_optional=known.is_optional and section.is_optional,
            )
            self.sections[self.section] = strictest

    def _problem(self, code: str, number: int, what: str, fix: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(code, what, fix, Position(self.file, number, 1)))
        elif len(self.problems) == MAX_PROBLEMS:
            self.problems.append(Problem("P0402", "more lines are skipped", "is this a CODEOWNERS file?"))


def _words(text: str) -> list[str]:
    words = []
    for word in _BLANKS.split(text.strip(" \t")):
        if word.startswith("#"):
            break
        if word:
            words.append(word)
    return words


def _is_owner(word: str, flavour: Flavour) -> bool:
    if word.startswith("@@"):
        return flavour == "gitlab" and word[2:].lower() in _ROLES
    return _OWNER[flavour].fullmatch(word) is not None
