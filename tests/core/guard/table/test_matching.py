"""Does a shape find its command however the options stand, and none besides?"""

from __future__ import annotations

import pytest

from paraph.core.guard.table.matching import MAX_AIMS, Match, Row, aims, matches, parse

VALUED = frozenset({"-n", "--namespace", "--replicas"})


@pytest.mark.parametrize(
    ("shape", "command", "found"),
    [
        ("delete ns", "delete ns x", "yes"),
        ("delete ns", "-n x delete ns y", "yes"),
        ("delete ns", "--odd x delete ns y", "yes"),
        ("delete ns", "get delete ns", "no"),
        ("delete ns|namespace/*", "delete namespace/x", "yes"),
        ("** delete", "a b delete c", "yes"),
        ("* delete", "a delete", "yes"),
        ("* delete", "delete", "no"),
        ("apply -destroy", "apply --destroy", "yes"),
        ("apply -destroy", "apply -destroy=false", "no"),
        ("push --force|-f", "push --forc", "yes"),
        ("clean -f", "clean -dfx", "yes"),
        ("scale --replicas=0", "scale --replicas 0", "yes"),
        ("scale --replicas=0", "scale --replicas=3", "no"),
        ("delete !--dry-run", "delete --dry-run=client", "no"),
        ("delete !--dry-run", "delete --dry-run=none", "yes"),
        ("set ~off", "set x off", "yes"),
        ("patch -p=*final*", "patch -p a:final:b", "no"),
        ("delete", "\0 x", "perhaps"),
        ("delete", "\0 get x", "no"),
        ("delete ns", "delete \0", "perhaps"),
        ("delete", "x -- delete", "no"),
    ],
)
def test_a_shape(shape: str, command: str, found: Match) -> None:
    assert matches(shape, parse(tuple(command.split(" ")), VALUED)) == found


def test_a_value_is_not_taken_for_a_verb() -> None:
    arguments = parse(("-n", "delete", "get"), VALUED)

    assert (arguments.words, arguments.options) == ((("get", False),), (("-n", "delete"),))


@pytest.mark.parametrize("words", [("destroy", "--help"), ("-help", "destroy")])
def test_a_request_for_help_is_known(words: tuple[str, ...]) -> None:
    assert parse(words, VALUED).is_help


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "takes it"),
        (("-t",), "takes it"),
        (("-t=a\n b",), "takes it: a b"),
        (("--t=a", "-t=\0", "-n", "c"), "takes it: a, …"),
        (("-t=" + "x" * 999,), f"takes it: {'x' * (MAX_AIMS - 1)}…"),
    ],
)
def test_a_row_tells_what_it_is_aimed_at_in_bounds(words: tuple[str, ...], told: str) -> None:
    assert aims(Row("a.b", "a", "b", "takes it", tells="-t"), parse(words, VALUED)) == told
