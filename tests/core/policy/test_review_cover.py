from __future__ import annotations

import pytest

from paraph.core.policy.review_cover import KnownPath, review_cover
from policy_text import read

PATHS = (
    KnownPath("src/a.py", ("code",)),
    KnownPath("src/auth/b.py", ("auth", "code")),
    KnownPath("docs/c.md", ("docs",)),
    KnownPath("README", ("docs",)),
)


def remarks(rules: str, top: str = "") -> list[tuple[str, str]]:
    found = review_cover(read(f"mode: enforce\n{top}rules:\n{rules}"), PATHS)
    return [(problem.code, problem.what) for problem in found]


def covered(when: str, top: str = "") -> list[tuple[str, str]]:
    return remarks(f"  - {{name: a, when: {when}, require: [{{check: b}}]}}\n", top)


def test_a_rule_without_a_condition_covers_everything() -> None:
    assert remarks("  - {name: a, require: [{check: b}]}\n") == []


@pytest.mark.parametrize(
    ("when", "places"),
    [
        ("{paths: src/**}", "2 of 4 paths: README, docs/ (1)"),
        ("{only_kinds: [docs]}", "2 of 4 paths: src/ (2)"),
        ("{kinds: auth}", "3 of 4 paths: README, docs/ (1), src/ (1)"),
        ("{not: {paths: src/**}}", "2 of 4 paths: src/ (2)"),
        ("{any: [{paths: docs/**}, {kinds: code}]}", "1 of 4 paths: README"),
        ("{tier: high}", "4 of 4 paths: src/ (2), README, docs/ (1)"),
    ],
)
def test_paths_that_no_rule_covers(when: str, places: str) -> None:
    assert covered(when) == [("P0156", f"no rule covers {places}: a change of only these is `cannot_tell`")]


@pytest.mark.parametrize(
    "when", ["{labels: x}", "{author: {team: x}}", "{tier: medium, labels: x}", "{not: {draft: true}}"]
)
def test_what_is_not_of_files_may_be_so(when: str) -> None:
    assert covered(when) == []


def test_assistance_that_no_rule_covers() -> None:
    (found,) = covered("{assistance: ai}")
    assert found[0] == "P0161"
    assert found[1].startswith("where the assistance is none or unknown, no rule covers 4 of 4 paths")
    both = "  - {name: a, when: {assistance: ai-or-unknown}, deny: no}\n"
    assert remarks(both + "  - {name: b, when: {assistance: none}, deny: no}\n") == []


def test_the_tier_follows_from_the_paths() -> None:
    top = "tiers: {critical: {kinds: auth}, low: {only_kinds: docs}, high: {lines: '> 3'}}\n"
    assert [what.split(":")[1] for _, what in covered("{tier: critical}", top)] == [" README, docs/ (1), src/ (1)"]
    assert covered("{tier: [low, medium, critical]}", top) == []


def test_kinds_of_ones_own_count() -> None:
    ((_, what),) = covered("{kinds: ours}", "kinds: {ours: [docs/**]}\n")
    assert what.startswith("no rule covers 3 of 4 paths: src/ (2), README")


def test_without_paths_there_is_nothing_to_say() -> None:
    assert review_cover(read("mode: enforce\nrules: [{name: a, when: {paths: b}, deny: no}]\n"), ()) == []
