"""What does `paraph detect --history` answer, as plain data?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paraph.core.detect.lines.line_lives import Life, Lives, all_of, periods_of, tools_of
from paraph.core.model.attribution import LineCounts

HISTORY_SCHEMA = "paraph/line-history/v1"


def history_document(
    ends: tuple[str, str],
    by: str,
    commits: tuple[int, int],
    lives: Lives,
    groups: Mapping[str, Mapping[str, LineCounts]],
    findings: Mapping[str, int],
) -> dict[str, object]:
    """One JSON object; keys are always the same, lists may be empty.

    `ends` are base and head, `commits` how many there are and how many of them have a record. `replaced` are lines that
    a commit took away, `dropped` those that merges left out, so that all three add up to `added` wherever no path was
    asked for.
    """
    return {
        "schema": HISTORY_SCHEMA,
        "base": ends[0],
        "head": ends[1],
        "by": by,
        "commits": {"total": commits[0], "recorded": commits[1]},
        "lines": _life(all_of(lives)),
        "periods": [{"period": each.name, **_life(each)} for each in periods_of(lives)],
        "tools": [{"tool": each.name, **_life(each)} for each in tools_of(lives)],
        **{name: _group(of.items()) for name, of in groups.items()},
        "findings": dict(sorted(findings.items())),
    }


def _life(life: Life) -> dict[str, object]:
    return {
        "added": _counts(life.added),
        "standing": _counts(life.standing),
        "replaced": _counts(life.replaced),
        "dropped": max(sum(life.added) - sum(life.standing) - sum(life.replaced), 0),
        "claimed_as_a_whole": {"added": life.claimed, "standing": life.standing_claimed},
        "median_days_until_replaced": {"ai": life.ai_days, "unknown": life.unknown_days},
    }


def _group(group: Iterable[tuple[str, LineCounts]]) -> list[dict[str, object]]:
    return [{"name": name, **_counts(lines)} for name, lines in group]


def _counts(counts: LineCounts) -> dict[str, int]:
    return {"total": sum(counts), **counts._asdict()}
