"""How many lines of which kind and tool came when, still stand, or were replaced, and after how long?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from paraph.core.detect.lines.tool_names import tool_name
from paraph.core.model.attribution import LineCounts, LineKind, Span

Brood = tuple[str, LineKind, str, bool]
"""Lines that belong together: the period in which they came, their kind, their tool, and whether only a claim of their
whole commit says so."""
_WHOLE = frozenset({"commit", "declaration"})
_AI = frozenset({"ai", "mixed"})


class Lives(NamedTuple):
    """Lines by brood: as they came, as they stand, as they were replaced, these also by days that they stood."""

    added: Counter[Brood]
    standing: Counter[Brood]
    replaced: Counter[Brood]
    ages: Counter[tuple[Brood, int]]


class Life(NamedTuple):
    """What became of some lines. `claimed` are those of the added AI and mixed ones that only a claim of their whole
    commit tells. `ai_days` and `unknown_days` are the median days that replaced ones had stood (AI and mixed, and
    unknown), None where none was replaced."""

    name: str
    added: LineCounts
    standing: LineCounts
    replaced: LineCounts
    claimed: int = 0
    standing_claimed: int = 0
    ai_days: int | None = None
    unknown_days: int | None = None


def no_lives() -> Lives:
    """Nothing yet."""
    return Lives(Counter(), Counter(), Counter(), Counter())


def brood_of(span: Span, period: str) -> Brood:
    """The brood of the lines of a span."""
    claim = span.claim
    if claim is None or span.kind not in _AI:
        return period, span.kind, "", False
    return period, span.kind, tool_name(claim.tool), claim.source in _WHOLE


def periods_of(lives: Lives) -> list[Life]:
    """Period by period, in the order of their names."""
    return _grouped(lives, lambda brood: brood[0], sorted({brood[0] for brood in lives.added | lives.standing}))


def tools_of(lives: Lives) -> list[Life]:
    """Tool by tool, the one with most lines standing first; an empty name is a tool that no record describes."""
    broods = [brood for brood in lives.added | lives.standing if brood[1] in _AI]
    found = _grouped(_only(lives, _AI), lambda brood: brood[2], sorted({brood[2] for brood in broods}))
    return sorted(found, key=lambda each: (-sum(each.standing), -sum(each.added), each.name))


def all_of(lives: Lives) -> Life:
    """All lines together."""
    return _grouped(lives, lambda _: "", [""])[0]


def _only(lives: Lives, kinds: frozenset[str]) -> Lives:
    added, standing, replaced = (
        Counter({brood: lines for brood, lines in each.items() if brood[1] in kinds}) for each in lives[:3]
    )
    ages = Counter({key: lines for key, lines in lives.ages.items() if key[0][1] in kinds})
    return Lives(added, standing, replaced, ages)


def _grouped(lives: Lives, name_of: Callable[[Brood], str], names: Iterable[str]) -> list[Life]:
    added, standing, replaced = (_counts(each, name_of) for each in lives[:3])
    claimed, standing_claimed = (_claimed(each, name_of) for each in lives[:2])
    ages: dict[str, Counter[tuple[str, int]]] = {"ai": Counter(), "unknown": Counter()}
    for (brood, days), lines in lives.ages.items():
        if brood[1] in _AI or brood[1] == "unknown":
            ages["ai" if brood[1] in _AI else "unknown"][name_of(brood), days] += lines
    ai_days, unknown_days = _medians(ages["ai"]), _medians(ages["unknown"])
    none = LineCounts()
    return [
        Life(
            name, added.get(name, none), standing.get(name, none), replaced.get(name, none),
            claimed[name], standing_claimed[name], ai_days.get(name), unknown_days.get(name),
        )
        for name in names
    ]  # fmt: skip


def _counts(broods: Mapping[Brood, int], name_of: Callable[[Brood], str]) -> dict[str, LineCounts]:
    sizes: dict[str, dict[str, int]] = {}
    for brood, lines in broods.items():
        of = sizes.setdefault(name_of(brood), dict.fromkeys(LineCounts._fields, 0))
        of[brood[1]] += lines
    return {name: LineCounts(**of) for name, of in sizes.items()}


def _claimed(broods: Mapping[Brood, int], name_of: Callable[[Brood], str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for brood, lines in broods.items():
        if brood[3]:
            found[name_of(brood)] += lines
    return found


def _medians(ages: Counter[tuple[str, int]]) -> dict[str, int]:
    by_name: dict[str, list[tuple[int, int]]] = {}
    for (name, days), lines in ages.items():
        by_name.setdefault(name, []).append((days, lines))
    return {name: _median(sorted(found)) for name, found in by_name.items()}


def _median(ages: list[tuple[int, int]]) -> int:
    half, seen = sum(lines for _, lines in ages) / 2, 0
    for days, lines in ages:
        seen += lines
        if seen >= half:
            return days
    return 0
