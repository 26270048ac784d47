"""What would a command or a plan destroy, and what does the guard answer?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from paraph.core.model.noun import noun

GuardAnswer = Literal["deny", "ask", "silent"]
GUARD_ANSWERS: tuple[GuardAnswer, ...] = ("silent", "ask", "deny")  # the mildest first


@noun
class Danger:
    """One destructive thing that was seen: `rule` names the row of the table, `what` says it in words.

    `target` is what it would strike where that can be told, `through` the wrappers it was seen through, outermost
    first (`sudo`, `sh -c`), `excerpt` the command as it was found there, `environment` the one that the policy knows
    it for, empty for none.
    """

    rule: str
    what: str
    answer: GuardAnswer
    target: str = ""
    through: tuple[str, ...] = ()
    excerpt: str = ""
    environment: str = ""


@noun
class GuardVerdict:
    """The worst answer over all dangers, and why; silence is never a blanket allow."""

    answer: GuardAnswer
    reason: str = ""
    dangers: tuple[Danger, ...] = ()


@noun
class EnvironmentGuard:
    """How one environment is guarded: `match` are globs over a command, its folder, its targets and its variables;
    `answer` stands in for the table's own answer, None leaves it."""

    name: str
    match: tuple[str, ...]
    answer: GuardAnswer | None = None


@noun
class GuardSettings:
    """What the policy says of the guard: environments in order, the first that matches counts.

    `unknown` is the least answer where no environment matches, `rules` replaces the answer of single rows,
    `protected` are globs of branches that nobody rewrites or deletes. `top` is the absolute folder of the work tree,
    from which globs of folders are read; empty where there is none (then any end of a path counts);
    `is_linked` tells whether an absolute path leads through a link, None where nobody can look.
    """

    environments: tuple[EnvironmentGuard, ...] = ()
    unknown: GuardAnswer | None = None
    rules: tuple[tuple[str, GuardAnswer], ...] = ()
    protected: tuple[str, ...] = ("main", "master", "release/*")
    top: str = ""
    is_linked: Callable[[str], bool] | None = None
