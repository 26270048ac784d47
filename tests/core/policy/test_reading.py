from __future__ import annotations

import pytest

from paraph.core.errors import InputError
from paraph.core.policy.grammar import Key, Table
from paraph.core.policy.reading import (
    MAX_NESTING,
    MAX_PROBLEMS,
    Reading,
    described,
    did_you_mean,
    shortened,
)
from paraph.core.policy.source import Mapping, Scalar, Sequence
from policy_text import document

TABLE = Table({"name": Key("text", "what it is called", is_required=True), "note": Key("text", "more")})


def reading_of(text: str) -> Reading:
    return Reading(document(text))


def test_known_keys_come_back_with_their_places() -> None:
    reading = reading_of("name: a\nnote: b\n")
    fields = reading.fields(reading.document.root, TABLE, "it")
    assert fields is not None
    assert [(name, field.key.line, reading.at(field.value).column) for name, field in fields.items()] == [
        ("name", 1, 7),
        ("note", 2, 7),
    ]
    reading.finish()


def test_all_problems_come_in_the_order_of_the_file() -> None:
    reading = reading_of("nmae: a\nnote: b\n")
    reading.report("P9999", reading.document.root.entries[1][1], "last", "fix")  # type: ignore[union-attr]
    assert set(reading.fields(reading.document.root, TABLE, "it") or ()) == {"note"}
    with pytest.raises(InputError) as caught:
        reading.finish()
    found = [(problem.code, problem.what, problem.fix) for problem in caught.value.problems]
    assert found == [
        ("P0120", "it has no key `nmae`", "did you mean `name`?"),
        ("P0122", "it needs `name`: what it is called", "add `name:`"),
        ("P9999", "last", "fix"),
    ]


def test_a_key_that_stands_twice_names_both_places() -> None:
    first, second = Scalar("name", 1, 1), Scalar("name", 5, 3)
    reading = reading_of("a: 1")
    fields = reading.fields(Mapping(((first, first), (second, second)), 1, 1), TABLE, "it")
    assert fields is not None
    assert fields["name"].key == first
    problem = reading.problems[0]
    assert (problem.code, problem.position, problem.related) == ("P0109", reading.at(second), reading.at(first))


@pytest.mark.parametrize(("text", "code"), [("a", "P0121"), ("[]", "P0122"), ("{a: 1}", "P0121")])
def test_a_list_must_be_one_and_hold_something(text: str, code: str) -> None:
    reading = reading_of(text)
    assert reading.items(reading.document.root, "it") == ()
    assert [problem.code for problem in reading.problems] == [code]


def test_what_is_no_mapping_has_no_fields() -> None:
    reading = reading_of("[a]")
    assert reading.fields(reading.document.root, TABLE, "it") is None
    assert reading.problems[0].what == "it must be a mapping, not a list"
    assert reading.problems[0].fix == "write `name` or `note`"


def test_nesting_ends_at_the_limit() -> None:
    reading = reading_of("a")
    assert not reading.is_too_deep(reading.document.root, MAX_NESTING)
    assert reading.is_too_deep(reading.document.root, MAX_NESTING + 1)
    assert reading.problems[0].code == "P0123"


def test_a_flood_of_problems_is_cut_and_says_so() -> None:
    reading = reading_of("a")
    for line in range(MAX_PROBLEMS + 7):
        reading.report("P0120", Scalar(None, line + 1, 1), "x", "y")
    with pytest.raises(InputError) as caught:
        reading.finish()
    assert len(caught.value.problems) == MAX_PROBLEMS + 1
    assert caught.value.problems[-1].what == "7 more problems are not shown"
    assert caught.value.problems[-1].position
    assert caught.value.problems[-1].position.line == MAX_PROBLEMS + 7


def test_as_many_problems_as_are_shown_are_not_cut() -> None:
    reading = reading_of("a")
    for line in range(MAX_PROBLEMS):
        reading.report("P0120", Scalar(None, line + 1, 1), "x", "y")
    with pytest.raises(InputError) as caught:
        reading.finish()
    assert {problem.code for problem in caught.value.problems} == {"P0120"}


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (Scalar(None, 1, 1), "nothing"),
        (Scalar(True, 1, 1), "true"),
        (Scalar(False, 1, 1), "false"),
        (Scalar(3, 1, 1), "the number 3"),
        (Scalar("x", 1, 1), "`x`"),
        (Sequence((), 1, 1), "a list"),
        (Mapping((), 1, 1), "a mapping"),
    ],
)
def test_a_node_in_words(node: Scalar | Sequence | Mapping, words: str) -> None:
    assert described(node) == words


def test_long_text_is_shortened_to_one_line() -> None:
    assert shortened("a\nb") == "a b"
    assert shortened("x" * 61) == "x" * 57 + "..."
    assert shortened("x" * 60) == "x" * 60


@pytest.mark.parametrize(
    ("word", "names", "fix"),
    [
        ("Critcal", ("low", "critical"), "did you mean `critical`?"),
        ("HIGH", ("low", "high"), "did you mean `high`?"),
        ("zzz", ("low", "high"), "write `low` or `high`"),
        ("zzz", ("one",), "write `one`"),
        ("zzz", (), "write nothing"),
        ("q", tuple("abcdefghi"), "write `a`, `b`, `c`, `d`, `e`, `f`, `g` or …"),
    ],
)
def test_the_nearest_name_is_offered(word: str, names: tuple[str, ...], fix: str) -> None:
    assert did_you_mean(word, names) == fix
