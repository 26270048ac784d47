"""Is this policy likely to do what its authors mean? Everything about it that looks like a mistake."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from paraph.core.errors import Problem
from paraph.core.model.person import Directory
from paraph.core.model.policy import Policy, SignoffNeed
from paraph.core.policy.layers import stated
from paraph.core.policy.review_cover import KnownPath, review_cover
from paraph.core.policy.review_keys import review_keys
from paraph.core.policy.review_paths import review_paths
from paraph.core.policy.review_people import review_people
from paraph.core.policy.review_rules import review_rules
from paraph.core.policy.source import Document
from paraph.core.policy.walk import requirements_of

Severity = Literal["error", "warning"]

ERRORS = frozenset({"P0150", "P0154"})


class Remark(NamedTuple):
    """One likely mistake. An error is one that a change can never get past, or a rule that can never bind."""

    severity: Severity
    problem: Problem


def review_policy(
    policy: Policy,
    documents: Iterable[Document] = (),
    directory: Directory | None = None,
    paths: Iterable[KnownPath] = (),
) -> tuple[Remark, ...]:
    """Likely mistakes in the order of the files.

    `directory` and `paths` (of the repository, with their kinds) are left out where they are not known,
    and with them what they would tell.
    """
    known = tuple(paths)
    given = tuple(documents)
    problems = [*_missing_version(given), *_missing_identity(policy, given)]
    problems += [*review_rules(policy), *review_cover(policy, known)]
    problems += review_paths(policy, (each.path for each in known))
    if directory is not None:
        problems += [*review_people(policy, directory), *review_keys(policy, directory)]
    remarks = [Remark("error" if problem.code in ERRORS else "warning", problem) for problem in problems]
    return tuple(sorted(remarks, key=_place))


def _place(remark: Remark) -> tuple[str, int, int]:
    position = remark.problem.position
    return (position.file, position.line, position.column) if position else ("", 0, 0)


def _missing_version(documents: Iterable[Document]) -> list[Problem]:
    fix = "add `version: 1` at the top, so that a later language cannot read it otherwise"
    return [
        Problem("P0158", "the policy does not say which version of the language it is in", fix, each.at(each.root))
        for each in documents
        if stated(each, "version") is None
    ]


def _missing_identity(policy: Policy, documents: tuple[Document, ...]) -> list[Problem]:
    """Where sign-offs are asked for, and no statement could ever count."""
    asks = any(isinstance(each, SignoffNeed) for rule in policy.rules for each in requirements_of(rule.require))
    if policy.identity or not documents or not asks:
        return []
    what = "the policy gives the repository no identity, so no sign-off that somebody signs can count"
    fix = 'add `identity: "…"` with 32 random hexadecimal digits, such as `openssl rand -hex 16` prints'
    return [Problem("P0164", what, fix, documents[-1].at(documents[-1].root))]
