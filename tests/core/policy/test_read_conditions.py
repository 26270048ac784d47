from __future__ import annotations

import pytest

from paraph.core.model.policy import AllTests, AnyTest, Comparison, NotTest, PersonTest, Position
from paraph.core.model.policy import Test as OneTest
from policy_text import condition, condition_codes, places, problems, read


def test_the_keys_of_a_mapping_must_all_hold() -> None:
    found = condition("{tier: [high, critical], draft: false}")
    assert isinstance(found, AllTests)
    assert [(child.name, child.value) for child in found.children if isinstance(child, OneTest)] == [
        ("tier", ("high", "critical")),
        ("draft", False),
    ]


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("{assistance: ai}", "assistance", ("ai",)),
        ('{author: {level: "< senior"}}', "author", PersonTest(Comparison("<", "senior"))),
        ("{only_contributors: {team: [a, b]}}", "only_contributors", PersonTest(teams=("a", "b"))),
        ("{sole_author: true}", "sole_author", True),
        ('{paths: ["**/x", "!y"]}', "paths", ("**/x", "!y")),
        ("{kinds: [secrets, 'code:python']}", "kinds", ("secrets", "code:python")),
        ("{marks: bidi}", "marks", ("bidi",)),
        ("{target: release/*}", "target", ("release/*",)),
        ("{title: 'fix*'}", "title", ("fix*",)),
        ('{lines: "> 400"}', "lines", Comparison(">", 400)),
        ('{ai_share: ">= 50%"}', "ai_share", Comparison(">=", 0.5)),
        ("{environment: production}", "environment", ("production",)),
    ],
)
def test_each_test_keeps_what_stands_behind_it(written: str, name: str, value: object) -> None:
    assert condition(written) == OneTest(name, value, Position("policy.yaml", 4, 12))  # type: ignore[arg-type]


def test_groups_nest() -> None:
    found = condition("{any: [{draft: true}, {not: {labels: urgent}}, {all: [{signed: true}, {files: '> 3'}]}]}")
    assert isinstance(found, AnyTest)
    assert [type(child) for child in found.children] == [OneTest, NotTest, AllTests]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("{}", ["P0122"]),
        ("[]", ["P0121"]),
        ("{pahts: a}", ["P0120"]),
        ("{any: []}", ["P0122"]),
        ("{any: {draft: true}}", ["P0121"]),
        ("{all: {draft: true}}", ["P0121"]),
        ("{any: [{}, {draft: 1}]}", ["P0122", "P0121"]),
        ("{not: [draft]}", ["P0121"]),
        ("{assistance: AI}", ["P0124"]),
        ("{marks: bidy}", ["P0124"]),
        ("{kinds: secretz}", ["P0130"]),
        ("{not: {any: [{only_kinds: dosc}]}}", ["P0130"]),
        ("{tier: extreme, draft: maybe}", ["P0124", "P0121"]),
    ],
)
def test_every_problem_of_a_condition_is_found(written: str, codes: list[str]) -> None:
    assert condition_codes(written) == codes


@pytest.mark.parametrize("word", ["unknown", "generated"])
def test_a_word_of_the_assistance_is_sent_on_to_it(word: str) -> None:
    text = f"mode: enforce\nrules:\n  - name: a\n    when: {{provenance: {word}}}\n    deny: no\n"
    assert [problem.fix for problem in problems(text)] == [
        f"write `proof`, `strong`, `weak` or `none`, or ask whether AI took part: `assistance: {word}`"
    ]


@pytest.mark.parametrize(("depth", "codes"), [(9, []), (10, ["P0123"]), (13, ["P0123"])])
def test_conditions_nest_ten_deep(depth: int, codes: list[str]) -> None:
    written = "{not: " * depth + "{draft: true}" + "}" * depth
    assert (condition_codes(written) if codes else [condition(written)][1:]) == codes


@pytest.mark.parametrize("key", ["any", "all"])
@pytest.mark.parametrize(("depth", "codes"), [(9, []), (10, ["P0123"])])
def test_groups_nest_ten_deep(key: str, depth: int, codes: list[str]) -> None:
    written = f"{{{key}: [" * depth + "{draft: true}" + "]}" * depth
    assert (condition_codes(written) if codes else [condition(written)][1:]) == codes


TIERS = "mode: enforce\nrules: [{name: a, deny: no}]\ntiers:\n"


def test_each_key_of_a_tier_suffices() -> None:
    policy = read(
        TIERS
        + "  high:\n    - {paths: a, kinds: [auth]}\n    - {all: {paths: b, files: '> 3'}}\n  low: {draft: true}\n"
    )
    assert [(rule.tier, rule.position.line, rule.position.column) for rule in policy.tiers] == [
        ("high", 5, 8),
        ("high", 5, 18),
        ("high", 6, 8),
        ("low", 7, 9),
    ]
    together = policy.tiers[2].condition
    assert isinstance(together, AllTests)
    assert isinstance(together.children[0], AllTests)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("  extreme: {paths: a}\n", ("P0124", 4, 3)),
        ("  high: {}\n", ("P0122", 4, 9)),
        ("  high: []\n", ("P0122", 4, 9)),
        ("  high: docs\n", ("P0121", 4, 9)),
        ("  high: {any: [{paths: a}, {not: {tier: low}}]}\n", ("P0132", 4, 35)),
        ("  high: {tier: low}\n", ("P0120", 4, 10)),
        ("  extreme: {draft: 1, pahts: a}\n", ("P0124", 4, 3)),
        ("  high: {any: [{paths: a}, {draft: 1}]}\n", ("P0121", 4, 36)),
        ("  high: {all: [{draft: 1}, {paths: a}]}\n", ("P0121", 4, 24)),
        ("  high: {not: {draft: 1}}\n", ("P0121", 4, 23)),
        ("  high: {not: {not: {tier: low}}}\n", ("P0132", 4, 22)),
        ("  high: {all: {any: [{paths: a}, {tier: low}]}}\n", ("P0132", 4, 35)),
        ("  high: {paths: []}\n", ("P0122", 4, 17)),
    ],
)
def test_bad_tiers(written: str, place: tuple[str, int, int]) -> None:
    assert places(TIERS + written) == [place]


@pytest.mark.parametrize(("depth", "found"), [(9, []), (10, [("P0123", 4, 69)])])
def test_tiers_nest_as_deep_as_rules(depth: int, found: list[tuple[str, int, int]]) -> None:
    written = TIERS + "  high: " + "{not: " * depth + "{draft: true}" + "}" * depth + "\n"
    assert (places(written) if found else [read(written).tiers[0].tier][1:]) == found


def test_a_bad_tier_is_told_in_words() -> None:
    (problem,) = problems(TIERS + "  hihg: {paths: a}\n")
    assert (problem.what, problem.fix) == ("there is no tier `hihg`", "did you mean `high`?")
    (problem,) = problems(TIERS.replace("tiers:\n", "tiers: 3\n"))
    assert problem.what == "`tiers` must be a mapping, not the number 3"


def test_tiers_are_a_mapping() -> None:
    assert places(TIERS.replace("tiers:\n", "tiers: [high]\n")) == [("P0121", 3, 8)]
