"""Who owns a path, by the CODEOWNERS file of the base?"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.core.errors import Problem
from paraph.core.model.facts import OwnerGroup, Ownership
from paraph.core.model.noun import noun
from paraph.core.policy.glob_index import GlobIndex
from paraph.core.policy.globs import Flavour, Glob

MAX_TRIALS = 20_000_000


@noun
class OwnerSection:
    """A part of a GitLab file in which the last match wins; a GitHub file is one section without a name."""

    name: str = ""
    count: int = 1
    is_optional: bool = False
    line: int = 0


@noun
class OwnerRule:
    """One line. Without owners it takes ownership away; `section` is an index into the file's sections."""

    line: int
    glob: Glob
    owners: tuple[str, ...]
    section: int = 0
    is_exclusion: bool = False

    @property
    def pattern(self) -> str:
        """The pattern as written, with the `!` of an exclusion."""
        return f"!{self.glob.pattern}" if self.is_exclusion else self.glob.pattern


class CodeOwners:
    """A CODEOWNERS file as read. `problems` lists the lines that the forge would skip or read otherwise."""

    def __init__(
        self,
        file: str,
        flavour: Flavour,
        rules: tuple[OwnerRule, ...],
        sections: tuple[OwnerSection, ...] = (OwnerSection(),),
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.file = file
        self.flavour = flavour
        self.rules = rules
        self.sections = sections
        self.problems = problems
        self._index = GlobIndex([rule.glob for rule in rules])

    def rules_for(self, path: str) -> tuple[OwnerRule, ...]:
        """The deciding line of every section that speaks of `path`, lines without owners included.

        The last match of a section wins with its whole line. On GitLab an exclusion anywhere in a section
        takes the path out of that section for good.
        """
        deciding: dict[int, OwnerRule] = {}
        excluded: set[int] = set()
        for number in self._index.matching(path):
            rule = self.rules[number]
            if rule.is_exclusion:
                excluded.add(rule.section)
            else:
                deciding.setdefault(rule.section, rule)
            if len(self.sections) == 1 and self.flavour == "github":
                break
        return tuple(deciding[section] for section in sorted(deciding) if section not in excluded)

    def owners_of(self, path: str) -> Ownership:
        """The owner groups of `path`, one for each section that names owners for it."""
        groups = (self._group(rule) for rule in self.rules_for(path) if rule.owners)
        return Ownership(path, tuple(groups))

    def owners_of_all(self, paths: Iterable[str]) -> tuple[Ownership, ...]:
        """Owners of many paths, in their order."""
        return tuple(self.owners_of(path) for path in paths)

    def is_too_much_for(self, paths: int) -> bool:
        """Whether so many paths would take minutes: the file has many patterns that name nothing literal."""
        return self._index.untried * paths > MAX_TRIALS

    def _group(self, rule: OwnerRule) -> OwnerGroup:
        section = self.sections[rule.section]
        return OwnerGroup(rule.owners, section.count, section.name, section.is_optional, rule.pattern, rule.line)
