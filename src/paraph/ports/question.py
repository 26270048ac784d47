"""What is asked of the gate, and what comes back?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from paraph.core.model.decision import Decision
from paraph.core.model.facts import Facts, Stage
from paraph.core.model.policy import Policy
from paraph.ports.documents import SourceText


class Question(NamedTuple):
    """One question as the user put it. Paths of files are paths on this machine, None where not given.

    `change` is what was typed (a range, a commit, a branch, None for the current branch); `history` asks
    for each change of a first-parent history. `start` and `end` bound a deployment's movement.
    """

    repository: str = "."
    change: str | None = None
    target: str | None = None
    is_staged: bool = False
    is_history: bool = False
    facts: str | None = None
    policy: str | None = None
    org_policy: str | None = None
    directory: str | None = None
    stage: Stage = "merge"
    environment: str | None = None
    start: str | None = None
    end: str | None = None


class Evaluation(NamedTuple):
    """One decision with everything it was made of, so that anybody can make it again."""

    decision: Decision
    facts: Facts
    policy: Policy
    sources: tuple[SourceText, ...]

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts of the policy files by the name that positions carry, as far as they are at hand."""
        return {each.file: each.content.decode("utf-8", "replace") for each in self.sources}
