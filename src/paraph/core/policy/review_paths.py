"""Which patterns of a policy mean no file that there is, and which was most likely meant?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paraph.core.errors import Problem
from paraph.core.model.policy import Policy, Position
from paraph.core.policy.globs import compile_glob
from paraph.core.policy.paths import PathIndex
from paraph.core.policy.walk import all_tests

_WILDCARDS = frozenset("*?\\")


class _Patterns(NamedTuple):
    """One list of patterns, and what it is called where it stands."""

    name: str
    patterns: tuple[str, ...]
    position: Position


def review_paths(policy: Policy, paths: Iterable[str]) -> list[Problem]:
    """Lists of patterns that match no path, and single patterns that miss one by a letter or two.

    Only what the repository itself wrote: an organisation's patterns are for other repositories, too.
    """
    index = PathIndex(paths)
    own = policy.sources[-1] if policy.sources else ""
    lists = [each for each in _lists(policy) if each.position.file == own] if index.paths else []
    parts = {part for path in index.paths for part in path.split("/")} if lists else set()
    return [problem for each in lists for problem in _missing(each, index, parts)]


def _lists(policy: Policy) -> Iterator[_Patterns]:
    for kind in policy.kinds:
        yield _Patterns(kind.kind, kind.paths, kind.position)
    for test in all_tests(policy):
        if test.name in ("paths", "only_paths") and isinstance(test.value, tuple):
            yield _Patterns(test.name, tuple(str(pattern) for pattern in test.value), test.position)


def _missing(each: _Patterns, index: PathIndex, parts: set[str]) -> Iterator[Problem]:
    wanted = [pattern for pattern in each.patterns if not pattern.startswith("!")]
    unmet = [pattern for pattern in wanted if not index.mask(compile_glob(pattern))]
    for pattern in unmet:
        meant = _meant(pattern, index, parts)
        if meant:
            what = f"the pattern `{pattern}` of `{each.name}` matches no file of the repository"
            yield Problem("P0163", what, f"did you mean `{meant}`?", each.position)
            return
    if unmet == wanted:
        what = f"no pattern of `{each.name}` matches a file of the repository: {', '.join(unmet[:3])}"
        yield Problem("P0163", what, "correct it, or leave it for files that are yet to come", each.position)


def _meant(pattern: str, index: PathIndex, parts: set[str]) -> str:
    """The pattern with its first unknown part written as a near one is, where that matches something."""
    from difflib import get_close_matches

    written = pattern.split("/")
    unknown = [at for at, part in enumerate(written) if part and part not in parts and not _WILDCARDS & set(part)]
    if not unknown:
        return ""
    for near in get_close_matches(written[unknown[0]], sorted(parts), n=3, cutoff=0.75):
        tried = "/".join([*written[: unknown[0]], near, *written[unknown[0] + 1 :]])
        if index.mask(compile_glob(tried)):
            return tried
    return ""
