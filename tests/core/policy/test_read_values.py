from __future__ import annotations

from collections.abc import Callable

import pytest

from paraph.core.model.policy import Comparison, PersonTest
from paraph.core.policy import read_values as values
from paraph.core.policy.reading import Reading
from paraph.core.policy.source import Tree
from policy_text import document

LEVELS = ("junior", "senior")
Reader = Callable[[Reading, Tree, str], object]


def read(reader: Reader, text: str) -> tuple[object, list[str]]:
    reading = Reading(document(text), LEVELS)
    return reader(reading, reading.document.root, "key"), [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (values.text, "a b", "a b"),
        (values.flag, "true", True),
        (values.flag, "false", False),
        (values.words, "a", ("a",)),
        (values.words, "[a, '1']", ("a", "1")),
        (values.name_list, "[a, b]", ("a", "b")),
        (values.globs, "docs/**", ("docs/**",)),
        (values.globs, "[a, '!a/b']", ("a", "!a/b")),
        (values.comparison, '">= 25"', Comparison(">=", 25)),
        (values.comparison, '" <0 5 "', None),
        (values.comparison, '"<= 0"', Comparison("<=", 0)),
        (values.comparison, '"<1"', Comparison("<", 1)),
        (values.share_comparison, '">= 50%"', Comparison(">=", 0.5)),
        (values.share_comparison, '"> 0.25"', Comparison(">", 0.25)),
        (values.share_comparison, '"== 1"', Comparison("==", 1.0)),
        (values.level_comparison, '"< senior"', Comparison("<", "senior")),
        (values.metric_floor, '">= 80%"', Comparison(">=", 0.8)),
        (values.metric_floor, '"== 12.5"', Comparison("==", 12.5)),
        (values.share, "5%", 0.05),
        (values.share, "0.05", 0.05),
        (values.share, "1", 1.0),
        (values.share, "0.00001", 0.00001),
        (values.count, "3", 3),
        (values.count, "1000", 1000),
        (values.duration_seconds, "90s", 90),
        (values.duration_seconds, "2m", 120),
        (values.duration_seconds, "3h", 10_800),
        (values.duration_seconds, "7d", 604_800),
        (values.duration_seconds, "2w", 1_209_600),
        (values.floors, '{a: ">= 1", b: "< 2%"}', (("a", Comparison(">=", 1.0)), ("b", Comparison("<", 0.02)))),
        (values.person, '{level: ">= senior", team: x}', PersonTest(Comparison(">=", "senior"), ("x",))),
        (values.person, "{domain: [a, b], person: ada}", PersonTest(None, (), ("a", "b"), ("ada",))),
    ],
)
def test_what_is_written_well_is_read(reader: Reader, text: str, value: object) -> None:
    found, codes = read(reader, text)
    assert found == value
    assert bool(codes) == (value is None)


@pytest.mark.parametrize(
    ("reader", "text", "code"),
    [
        (values.text, "3", "P0121"),
        (values.text, "~", "P0121"),
        (values.text, "[a]", "P0121"),
        (values.text, "'  '", "P0122"),
        (values.text, "x" * 4001, "P0122"),
        (values.flag, "yes", "P0121"),
        (values.flag, "1", "P0121"),
        (values.words, "[]", "P0122"),
        (values.words, "[a, 1]", "P0121"),
        (values.words, "{a: b}", "P0121"),
        (values.name_list, "a", "P0121"),
        (values.name_list, "[a, b, a]", "P0127"),
        (values.globs, "'!a'", "P0132"),
        (values.globs, "'re:^a'", "P0126"),
        (values.globs, "[b, '!re:a']", "P0126"),
        (values.globs, "a***b", "P0125"),
        (values.globs, "[b, '!a***']", "P0125"),
        (values.globs, "' a'", "P0125"),
        (values.comparison, "25", "P0128"),
        (values.comparison, "'25'", "P0128"),
        (values.comparison, "'=> 25'", "P0128"),
        (values.comparison, "'!= 25'", "P0128"),
        (values.comparison, "'>= 2.5'", "P0128"),
        (values.comparison, "'>= -1'", "P0128"),
        (values.comparison, "'< 0'", "P0132"),
        (values.share_comparison, "'>= 50'", "P0131"),
        (values.share_comparison, "'>= 101%'", "P0131"),
        (values.share_comparison, "'>= x'", "P0131"),
        (values.share_comparison, "'> 100%'", "P0132"),
        (values.share_comparison, "'< 0'", "P0132"),
        (values.share_comparison, "0.5", "P0128"),
        (values.level_comparison, "'>= expert'", "P0129"),
        (values.level_comparison, "senior", "P0128"),
        (values.metric_floor, "'>= high'", "P0128"),
        (values.metric_floor, "0.8", "P0128"),
        (values.share, "0", "P0132"),
        (values.share, "true", "P0121"),
        (values.share, "500%", "P0131"),
        (values.share, "-0.5", "P0131"),
        (values.share, "1e-3", None),
        (values.count, "0", "P0131"),
        (values.count, "-1", "P0131"),
        (values.count, "1001", "P0131"),
        (values.count, "true", "P0121"),
        (values.count, "1.0", "P0121"),
        (values.count, "'1'", "P0121"),
        (values.duration_seconds, "7", "P0121"),
        (values.duration_seconds, "0d", "P0121"),
        (values.duration_seconds, "7 years", "P0121"),
        (values.floors, "{}", "P0121"),
        (values.floors, "a", "P0121"),
        (values.floors, "{a: 1}", "P0128"),
        (values.person, "{}", "P0122"),
        (values.person, "ada", "P0121"),
    ],
)
def test_what_is_written_badly_is_refused(reader: Reader, text: str, code: str | None) -> None:
    found, codes = read(reader, text)
    assert codes == ([code] if code else [])
    assert (found is None) == bool(code)


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (values.globs, "'a***{}'"),
        (values.globs, "' {}'"),
        (values.comparison, "'>= {}'"),
        (values.level_comparison, "'>= {}'"),
        (values.share_comparison, "'>= {}'"),
        (values.share, "'{}'"),
        (values.metric_floor, "'>= {}'"),
        (values.duration_seconds, "'{}'"),
        (values.flag, "'{}'"),
    ],
)
def test_a_long_value_is_cut_in_what_is_said_of_it(reader: Reader, text: str) -> None:
    reading = Reading(document(text.format("x" * 500)), LEVELS)
    reader(reading, reading.document.root, "key")
    (problem,) = reading.problems
    assert "x" * 50 in problem.what
    assert len(problem.what) < 250


def test_the_longest_text_and_the_least_and_largest_numbers_are_read() -> None:
    assert read(values.text, "x" * 4000) == ("x" * 4000, [])
    assert read(values.comparison, '"> 0"') == (Comparison(">", 0), [])
    assert read(values.comparison, '"<= 999999999999"') == (Comparison("<=", 999_999_999_999), [])
    assert read(values.share_comparison, '"<= 0"') == (Comparison("<=", 0.0), [])
    assert read(values.share_comparison, '">= 0%"') == (Comparison(">=", 0.0), [])
    assert read(values.share_comparison, '">= 100%"') == (Comparison(">=", 1.0), [])
    assert read(values.share_comparison, '"< 100%"') == (Comparison("<", 1.0), [])
    assert read(values.share, "100%") == (1.0, [])
    assert read(values.count, "1") == (1, [])
    assert read(values.duration_seconds, "1s") == (1, [])


def test_a_choice_offers_the_nearest_word() -> None:
    reading = Reading(document("shdow"))
    assert values.choice(reading, reading.document.root, "mode", ("shadow", "enforce")) is None
    assert reading.problems[0].fix == "did you mean `shadow`?"
    assert values.choices(Reading(document("[a, b]")), document("[a, b]").root, "k", ("a", "b")) == ("a", "b")
    assert values.choices(Reading(document("[a, c]")), document("[a, c]").root, "k", ("a", "b")) is None


def test_levels_that_nobody_knows_yet_are_not_compared() -> None:
    reading = Reading(document("'>= anything'"))
    assert values.level_comparison(reading, reading.document.root, "level") == Comparison(">=", "anything")
    assert not reading.problems


def test_absent_fields_are_nothing() -> None:
    reading = Reading(document("a"))
    assert values.words_of(reading, {}, "k") == ()
    assert values.globs_of(reading, {}, "k") == ()
    assert values.choice_of(reading, {}, "k", ("a",)) is None
    assert values.text_of(reading, {}, "k") is None
    assert values.person_of(reading, {}) == PersonTest()
