from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.adapters.formats.yaml import read_yaml
from paraph.core.errors import InputError, Problem
from paraph.core.model.policy import KindRule, Position
from paraph.core.policy.digest import tree_digest
from paraph.core.policy.grammar import NO_RULE_YET
from paraph.core.policy.read import read_policy
from policy_text import FILE, GOOD, document, places, problems, read

SMALL = "mode: enforce\nrules: [{name: a, deny: no}]\n"


def test_a_whole_policy_is_read() -> None:
    policy = read(GOOD)
    assert (policy.version, policy.mode, policy.levels) == (1, "enforce", ("junior", "mid", "senior"))
    assert [(rule.name, rule.mode, rule.position.line) for rule in policy.rules] == [
        ("senior sign-off", "enforce", 9),
        ("domain expert", "enforce", 13),
        ("peer review", "enforce", 21),
        ("no keys by machines", "enforce", 26),
    ]
    assert policy.rules[2].when is None
    assert (policy.rules[3].require, policy.rules[3].deny) == ((), "No AI assistance here.")
    assert policy.digest == tree_digest(document(GOOD).root)
    assert policy.sources == (FILE,)


def test_what_is_not_said_has_a_default() -> None:
    policy = read(SMALL)
    assert (policy.version, policy.default_tier, policy.generated_share) == (1, "medium", 0.5)
    assert (policy.levels, policy.tiers, policy.kinds, policy.approved_tools) == ((), (), (), ())


def test_the_top_says_it_all() -> None:
    top = "default_tier: high\ngenerated_share: 30%\napproved_tools: [x]\n"
    policy = read(SMALL + top + "kinds:\n  ours: [a/**]\n  docs: notes/**\n")
    assert (policy.default_tier, policy.generated_share, policy.approved_tools) == ("high", 0.3, ("x",))
    assert policy.kinds == (
        KindRule("ours", ("a/**",), Position(FILE, 7, 3)),
        KindRule("docs", ("notes/**",), Position(FILE, 8, 3)),
    )


def test_a_rule_may_have_a_mode_and_a_description_of_its_own() -> None:
    rule = read("mode: enforce\nrules: [{name: a, mode: shadow, description: why, deny: no}]\n").rules[0]
    assert (rule.mode, rule.description) == ("shadow", "why")


def test_a_kind_of_ones_own_may_be_tested() -> None:
    policy = read(SMALL + "kinds: {ours: [a/**]}\ntiers: {high: {kinds: ours}}\n")
    assert policy.tiers[0].tier == "high"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", [("P0121", 1, 1)]),
        ("x", [("P0121", 1, 1)]),
        ("{}", [("P0122", 1, 1), ("P0122", 1, 1)]),
        ("mode: enforce\n", [("P0122", 1, 1)]),
        ("mode: enforce\nrules: []\n", [("P0122", 2, 8)]),
        ("mode: enforce\nrules:\n", [("P0121", 2, 1)]),
        ("rules: [{name: a, deny: no}]\n", [("P0122", 1, 1)]),
        (SMALL.replace("enforce", "enforced"), [("P0124", 1, 7)]),
        (SMALL + "version: 2\n", [("P0135", 3, 10)]),
        (SMALL + "version: true\n", [("P0135", 3, 10)]),
        (SMALL + "version: '1'\n", [("P0135", 3, 10)]),
        (SMALL + "version: 1.0\n", [("P0135", 3, 10)]),
        (SMALL + "version: [1]\n", [("P0135", 3, 10)]),
        (SMALL + "version: {a: 1}\n", [("P0135", 3, 10)]),
        (SMALL + "levels: []\n", [("P0122", 3, 9)]),
        (SMALL + "levels: [a, a]\n", [("P0127", 3, 13)]),
        (SMALL + "default_tier: none\n", [("P0124", 3, 15)]),
        (SMALL + "generated_share: 0\n", [("P0132", 3, 18)]),
        (SMALL + "kinds: [a]\n", [("P0121", 3, 8)]),
        (SMALL + "kinds: {a: ['!b']}\n", [("P0132", 3, 12)]),
        (SMALL + "ruels: []\n", [("P0120", 3, 1)]),
        ("mode: enforce\nrules: [a]\n", [("P0121", 2, 9)]),
        ("mode: enforce\nrules: [{name: a}]\n", [("P0134", 2, 9)]),
        ("mode: enforce\nrules: [{deny: a}]\n", [("P0122", 2, 9)]),
        ("mode: enforce\nrules: [{name: a, requires: [{check: b}]}]\n", [("P0120", 2, 19)]),
        ("mode: enforce\nrules: [{name: a, denny: no}]\n", [("P0120", 2, 19)]),
        ("mode: enforce\nrules: [{name: a, colour: no}]\n", [("P0134", 2, 9), ("P0120", 2, 19)]),
        ("mode: enforce\nrules: [{name: a, deny: no, require: [{check: b}]}]\n", [("P0134", 2, 19)]),
        ("mode: enforce\nrules: [{name: a, deny: ''}]\n", [("P0122", 2, 25)]),
        ("mode: enforce\nrules: [{name: ' a', deny: no}]\n", [("P0122", 2, 16)]),
        ("mode: enforce\nrules: [{name: " + "a" * 201 + ", deny: no}]\n", [("P0122", 2, 16)]),
        ("mode: enforce\nrules: [{name: a, mode: on, deny: no}]\n", [("P0124", 2, 25)]),
    ],
)
def test_each_mistake_has_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(text) == expected


def test_a_rule_stands_where_its_name_does() -> None:
    rule = read("mode: enforce\nrules:\n  - deny: no\n    name: a\n").rules[0]
    assert rule.position == Position(FILE, 4, 5)


def test_an_empty_list_of_requirements_is_called_by_its_key() -> None:
    (problem,) = problems("mode: enforce\nrules: [{name: a, require: []}]\n")
    assert (problem.code, problem.what) == ("P0122", "`require` is an empty list")


@pytest.mark.parametrize("text", ["mode: shadow\nguard: {unknown: ask}\n", "mode: shadow\nrules: []\n"])
def test_a_policy_without_a_rule_is_told_how_to_enforce_nothing(text: str) -> None:
    (problem,) = problems(text)
    assert problem.code == "P0122"
    assert problem.fix.endswith(f"to enforce nothing yet, write `{NO_RULE_YET}`")
    policy = read(f"mode: shadow\nguard: {{unknown: ask}}\n{NO_RULE_YET}\n")
    assert [rule.mode for rule in policy.rules] == ["shadow"]


def test_a_rule_takes_the_mode_of_its_policy() -> None:
    assert read("mode: advise\nrules: [{name: a, deny: no}]\n").rules[0].mode == "advise"
    assert read("mode: shadow\nrules: [{name: a, mode: enforce, deny: no}]\n").rules[0].mode == "enforce"


def test_the_longest_name_fits() -> None:
    assert read(f"mode: enforce\nrules: [{{name: {'a' * 200}, deny: no}}]\n").rules[0].name == "a" * 200
    assert places('mode: enforce\nrules: [{name: "a\\nb", deny: no}]\n') == [("P0122", 2, 16)]
    assert places("mode: enforce\nrules: [{name: 'a ', deny: no}]\n") == [("P0122", 2, 16)]


def test_all_mistakes_are_told_at_once() -> None:
    text = GOOD.replace("critical:", "extreme:").replace("signed", "sealed")
    text = text.replace(">= 80%", "80%").replace("5%", "500%")
    assert [code for code, _, _ in places(text)] == ["P0124", "P0124", "P0128", "P0131"]


def test_a_rule_that_stands_twice_names_both_lines() -> None:
    (problem,) = problems(GOOD.replace("name: peer review", "name: Domain  EXPERT"))
    assert problem.position
    assert problem.related
    assert (problem.code, problem.position.line, problem.related.line) == ("P0127", 21, 13)


def test_levels_come_from_the_caller_or_the_policy_or_the_default() -> None:
    text = "mode: enforce\nrules: [{name: a, require: [{owner: {level: '>= x'}}]}]\n"
    assert places(text) == [("P0129", 2, 45)]
    assert read(text + "levels: [w, x]\n").levels == ("w", "x")
    assert places(text.replace("x'", "senior'") + "levels: [w, x]\n") == [("P0129", 2, 45)]
    assert read_policy(document(text), levels=("x",)).levels == ("x",)
    assert places(text + "levels: 3\n") == [("P0121", 3, 9)]


MUTATIONS = st.lists(
    st.tuples(
        st.integers(0, len(GOOD) - 1),
        st.integers(0, 12),
        st.sampled_from(["", "\n", "  ", *':-{}[]"0!&*~\té', ">= ", "low"]) | st.text(max_size=3),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=120)
@given(MUTATIONS)
def test_a_damaged_policy_is_read_or_refused_with_places_in_the_file(damages: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for place, length, instead in damages:
        text = text[:place] + instead + text[place + length :]
    check_total(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100)
@given(st.binary(max_size=200) | st.text(st.sampled_from("a:-{}[]\"'\n ,#&*!|>%@?"), max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_with_places_in_the_file(content: bytes) -> None:
    check_total(content)


def check_total(content: bytes) -> None:
    """Either a policy that says all it says, or problems that lie within the file."""
    try:
        policy = read_policy(read_yaml(content, FILE))
    except InputError as error:
        check_problems(error.problems, content)
        return
    assert policy.rules
    for rule in policy.rules:
        assert rule.name
        assert bool(rule.require) != bool(rule.deny)
    for position in positions_of(policy):
        assert_inside(position, content)


def check_problems(found: tuple[Problem, ...], content: bytes) -> None:
    assert found
    for problem in found:
        assert problem.what
        assert problem.fix
        assert problem.position is not None
        for position in filter(None, (problem.position, problem.related)):
            assert_inside(position, content)


def assert_inside(position: Position, content: bytes) -> None:
    lines = content.decode("utf-8", "replace").removeprefix("\ufeff").split("\n")
    assert position.file == FILE
    assert 1 <= position.line <= len(lines)
    assert 1 <= position.column <= max(len(lines[position.line - 1]), len(content)) + 1


def positions_of(part: object) -> list[Position]:
    if isinstance(part, Position):
        return [part]
    if isinstance(part, tuple):
        return [found for each in part for found in positions_of(each)]
    if is_dataclass(part) and not isinstance(part, type):
        return [found for field in fields(part) for found in positions_of(getattr(part, field.name))]
    return []


def test_every_place_of_a_policy_points_at_what_it_names() -> None:
    lines = GOOD.split("\n")
    found = positions_of(read(GOOD))
    assert len(found) > 30
    for position in found:
        assert lines[position.line - 1][position.column - 1] not in " :,"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('"0123456789abcdef0123456789abcdef"', ""), ("0123", "P0121"), ('"0123"', "P0122"), ("[a]", "P0121"),
        ('"' + "G" * 32 + '"', "P0122"), ('"' + "A" * 32 + '"', "P0122"), ('""', "P0122"), ("null", "P0121"),
        ("12e3", "P0121"),
    ],
)  # fmt: skip
def test_an_identity_is_32_digits_and_quoted(written: str, code: str) -> None:
    text = f"identity: {written}\nversion: 1\nmode: enforce\nrules: [{{name: a, require: [{{evidence: tests}}]}}]\n"
    if not code:
        assert read(text).identity == written.strip('"')
        return
    with pytest.raises(InputError) as raised:
        read(text)
    assert [each.code for each in raised.value.problems] == [code]


def test_prompts_are_retained_only_where_the_policy_says_so() -> None:
    assert read(SMALL).is_retaining_prompts is False
    assert read(f"provenance: {{retain: prompts}}\n{SMALL}").is_retaining_prompts is True
    for odd in ("{}", "{retain: all}", "prompts", "{retain: prompts, x: 1}"):
        assert problems(f"provenance: {odd}\n{SMALL}"), odd
