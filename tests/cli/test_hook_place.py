"""Exactly one place is meant."""

from __future__ import annotations

import click
import pytest

from paraph.cli.hook_place import place_options, server_named
from paraph.core.errors import InputError


@pytest.mark.parametrize(("server", "is_local", "expected"), [("r.git", False, "r.git"), (None, True, None)])
def test_one_place_is_named(server: str | None, expected: str | None, *, is_local: bool) -> None:
    assert server_named(server, is_local=is_local) == expected


@pytest.mark.parametrize(("server", "is_local"), [(None, False), ("r.git", True)])
def test_none_or_two_are_refused(server: str | None, *, is_local: bool) -> None:
    with pytest.raises(InputError) as caught:
        server_named(server, is_local=is_local)
    assert caught.value.problems[0].code == "P0918"


def test_both_words_are_options_of_a_verb() -> None:
    found = click.command("x")(place_options(lambda **given: given))
    assert [each.name for each in found.params] == ["server", "is_local"]
