"""What does the report of a scanner in SARIF say?

SARIF 2.1.0 (OASIS): results by their level, which is the result's own, else the rule's default, else `warning`
(§3.27.10). Suppressed results (§3.27.23) and those that are no failures (§3.27.9) do not count; a run that says it did
not succeed (§3.20.14) is an error, whatever it found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from paraph.core.attest.predicates import EvidencePredicate, Measured
from paraph.core.attest.strict_json import parse_json
from paraph.core.errors import InputError, Problem

MOST_BYTES = 10 << 20
_LEVELS = ("error", "warning", "note", "none")
_COUNTED = frozenset({"fail", "open", "review"})


def is_sarif(document: object) -> bool:
    """Whether plain data looks like SARIF."""
    return isinstance(document, dict) and "runs" in document and "version" in document


def read_sarif(data: bytes, at: int, kind: str = "scan") -> EvidencePredicate:
    """The outcome and the figures of a report; `at` is epoch seconds. Failed where a result has the level `error`.

    Raises InputError (P1336), and what reading JSON raises.
    """
    document = parse_json(data, what="this report", max_bytes=MOST_BYTES)
    if not isinstance(document, dict) or not is_sarif(document) or document["version"] != "2.1.0":
        raise _refused("it is not SARIF 2.1.0")
    runs = _list(document["runs"], "runs")
    if not runs:
        raise _refused("it holds no run")
    counts: Counter[str] = Counter()
    for run in runs:
        counts.update(_levels(run))
    metrics = tuple(Measured(f"{level}s", float(counts[level])) for level in _LEVELS[:3])
    has_broken = any(_is_broken(run) for run in runs)
    outcome = "error" if has_broken else "failed" if counts["error"] else "passed"
    return EvidencePredicate((kind,), outcome, "", at, metrics)  # type: ignore[arg-type]


def _levels(run: Mapping[str, Any]) -> Iterator[str]:
    if run.get("results") is None:
        raise _refused("a run has no results: it did not look")
    rules = _defaults(run)
    for result in _list(run["results"], "results"):
        if result.get("kind", "fail") in _COUNTED and not _is_suppressed(result):
            rule = _mapping(result.get("rule"))
            index = result.get("ruleIndex", rule.get("index"))
            name = result.get("ruleId", rule.get("id"))
            default = rules.get(index if isinstance(index, int) else str(name), "warning")
            level = result.get("level", default)
            yield level if level in _LEVELS else "error"


def _defaults(run: Mapping[str, Any]) -> dict[int | str, str]:
    """The level that each rule of the driver gives to its results, by its index and by its id."""
    found: dict[int | str, str] = {}
    driver = _mapping(_mapping(run.get("tool")).get("driver"))
    for index, rule in enumerate(_list(driver.get("rules", []), "rules")):
        level = _mapping(rule.get("defaultConfiguration")).get("level", "warning")
        found[index] = found[str(rule.get("id"))] = level if level in _LEVELS else "error"
    return found


def _is_suppressed(result: Mapping[str, Any]) -> bool:
    """Whether every suppression of a result was accepted, and there is one."""
    given = _list(result.get("suppressions") or [], "suppressions")
    return bool(given) and all(each.get("status", "accepted") == "accepted" for each in given)


def _is_broken(run: Mapping[str, Any]) -> bool:
    return any(
        each.get("executionSuccessful") is not True for each in _list(run.get("invocations") or [], "invocations")
    )


def _list(value: Any, what: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise _refused(f"`{what}` is no list of objects")
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _refused(why: str) -> InputError:
    return InputError(Problem("P1336", f"this report cannot be read: {why}", "send the SARIF that a scanner writes"))
