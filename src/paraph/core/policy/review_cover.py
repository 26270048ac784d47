"""Which paths of the repository does no rule cover? A change of those alone can never be allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from paraph.core.errors import Problem
from paraph.core.model.policy import TIERS, AllTests, Condition, NotTest, Policy, Position, Test
from paraph.core.model.provenance import ASSISTANCE_VALUES
from paraph.core.policy.globs import compile_path_set
from paraph.core.policy.logic import words_of
from paraph.core.policy.paths import PathIndex
from paraph.core.policy.walk import all_tests

_SHOWN_DIRECTORIES = 5
_FILE_TESTS = {"paths", "only_paths", "kinds", "only_kinds"}


class KnownPath(NamedTuple):
    """A path of the repository and the kinds that its name gives away."""

    path: str
    kinds: tuple[str, ...]


class _Cover(NamedTuple):
    """The paths by what each test of files says of them."""

    paths: PathIndex
    masks: dict[tuple[str, tuple[str, ...]], int]


class _Case(NamedTuple):
    """A change of one of the `files`, which no test tells apart, with one value of assistance."""

    files: int
    assistance: str
    tiers: frozenset[str]


def review_cover(policy: Policy, paths: tuple[KnownPath, ...]) -> list[Problem]:
    """Paths that no rule covers, by the assistance for which none does.

    A rule covers a path if it might bind for an ordinary change of that path alone: whatever is true of
    it but its files, its assistance and the tier that these give.
    """
    cover = _cover(policy, paths)
    open_for: dict[tuple[str, ...], int] = {}
    for files in _groups(cover):
        values = tuple(value for value in ASSISTANCE_VALUES if not _is_covered(policy, cover, files, value))
        open_for[values] = open_for.get(values, 0) | files
    return [_problem(policy, cover, values, files) for values, files in open_for.items() if values and files]


def _problem(policy: Policy, cover: _Cover, values: tuple[str, ...], files: int) -> Problem:
    position = Position(policy.sources[-1] if policy.sources else "", 1, 1)
    places = _places(cover.paths, files)
    if len(values) == len(ASSISTANCE_VALUES):
        what = f"no rule covers {places}: a change of only these is `cannot_tell`"
        return Problem("P0156", what, "add a rule without `when`, or one for these paths", position)
    what = f"where the assistance is {' or '.join(values)}, no rule covers {places}: such a change is `cannot_tell`"
    return Problem("P0161", what, "add a rule for these, for instance a check that must succeed", position)


def _places(index: PathIndex, files: int) -> str:
    counts: dict[str, int] = {}
    for path in index.named(files, files.bit_count()):
        top = path.split("/", 1)[0] + "/" if "/" in path else path
        counts[top] = counts.get(top, 0) + 1
    tops = sorted(counts, key=lambda top: (-counts[top], top))
    shown = ", ".join(f"{top} ({counts[top]})" if top.endswith("/") else top for top in tops[:_SHOWN_DIRECTORIES])
    more = f" and {len(tops) - _SHOWN_DIRECTORIES} more" if len(tops) > _SHOWN_DIRECTORIES else ""
    return f"{files.bit_count()} of {len(index.paths)} paths: {shown}{more}"


def _cover(policy: Policy, paths: tuple[KnownPath, ...]) -> _Cover:
    index = PathIndex(known.path for known in paths)
    kinds = _kind_masks(policy, index, paths)
    masks: dict[tuple[str, tuple[str, ...]], int] = {}
    for test in all_tests(policy):
        if test.name not in _FILE_TESTS or not isinstance(test.value, tuple):
            continue
        mask = 0
        if test.name in {"paths", "only_paths"}:
            mask = index.matching(compile_path_set(test.value))
        else:
            for kind in test.value:
                mask |= kinds.get(kind, 0)
        masks[test.name, test.value] = mask
    return _Cover(index, masks)


def _kind_masks(policy: Policy, index: PathIndex, paths: tuple[KnownPath, ...]) -> dict[str, int]:
    by_kinds: dict[tuple[str, ...], list[str]] = {}
    for known in paths:
        by_kinds.setdefault(known.kinds, []).append(known.path)
    masks: dict[str, int] = {}
    for kinds, names in by_kinds.items():
        bits = index.bits(names)
        for kind in kinds:
            masks[kind] = masks.get(kind, 0) | bits
    for rule in policy.kinds:
        masks[rule.kind] = masks.get(rule.kind, 0) | index.matching(compile_path_set(rule.paths))
    return masks


def _groups(cover: _Cover) -> list[int]:
    """The paths, split into sets that no test of files tells apart."""
    groups = [cover.paths.everything] if cover.paths.paths else []
    for mask in set(cover.masks.values()):
        groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
    return groups


def _is_covered(policy: Policy, cover: _Cover, files: int, assistance: str) -> bool:
    before = _Case(files, assistance, frozenset(TIERS))
    case = before._replace(tiers=_tiers(policy, cover, before))
    return any(rule.when is None or _truth(rule.when, cover, case) is not False for rule in policy.rules)


def _tiers(policy: Policy, cover: _Cover, case: _Case) -> frozenset[str]:
    """The tier of an ordinary change: what only an unusual one could raise or lower is left aside."""
    certain = [TIERS.index(rule.tier) for rule in policy.tiers if _truth(rule.condition, cover, case)]
    return frozenset({TIERS[max(certain, default=TIERS.index(policy.default_tier))]})


def _truth(condition: Condition, cover: _Cover, case: _Case) -> bool | None:
    """Whether a condition holds of a case; None where that depends on what the case leaves open."""
    if isinstance(condition, Test):
        return _test_truth(condition, cover, case)
    if isinstance(condition, NotTest):
        inner = _truth(condition.child, cover, case)
        return None if inner is None else not inner
    return _joined(_each(condition.children, cover, case), is_all=isinstance(condition, AllTests))


def _each(children: tuple[Condition, ...], cover: _Cover, case: _Case) -> Iterator[bool | None]:
    return (_truth(child, cover, case) for child in children)


def _joined(answers: Iterator[bool | None], *, is_all: bool) -> bool | None:
    found = list(answers)
    if (not is_all) in found:
        return not is_all
    return None if None in found else is_all


def _test_truth(test: Test, cover: _Cover, case: _Case) -> bool | None:
    if test.name in _FILE_TESTS and isinstance(test.value, tuple):
        return bool(cover.masks[test.name, test.value] & case.files)
    if test.name == "assistance":
        return case.assistance in words_of(test)
    if test.name == "tier":
        named = words_of(test)
        if case.tiers <= named:
            return True
        return None if case.tiers & named else False
    return None
