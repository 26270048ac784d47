"""How is bad input reported? With a code, what is wrong, where, and the fix."""

from __future__ import annotations

from paraph.core.model.noun import noun
from paraph.core.model.policy import Position


@noun
class Problem:
    """One thing wrong with an input. `code` is `P` and four digits; `where` a place in words or a position."""

    code: str
    what: str
    fix: str = ""
    position: Position | None = None
    related: Position | None = None


class ParaphError(Exception):
    """An expected failure with its problems; the command line prints them and exits with `exit_code`."""

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.what for problem in problems))
        self.problems = problems


class InputError(ParaphError):
    """A policy, directory, facts document or argument that cannot be used."""


class ReadError(ParaphError):
    """Something that a decision needs could not be read: the verdict is cannot_tell."""

    exit_code = 4
