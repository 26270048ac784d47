"""How are names read out of a statement, and statements shown?"""

from __future__ import annotations

import pytest

from paraph.core.guard.sql.names import excerpt, first_name, inside, names, target, with_article
from paraph.core.guard.sql.tokens import statements

NAMES = [
    ("Users", "users"),
    ('"Users"', "Users"),
    ("`a`.`b`", "a.b"),
    ("IF EXISTS a.b.c", "a.b.c"),
    ("(", ""),
    ("1", ""),
]


@pytest.mark.parametrize(("text", "name"), NAMES, ids=[text for text, _ in NAMES])
def test_a_name_is_read(text: str, name: str) -> None:
    (tokens,) = statements(text)
    assert first_name(tokens) == name


def test_a_list_of_names() -> None:
    (tokens,) = statements("a, IF EXISTS b.c CASCADE")
    assert names(tokens) == ["a", "b.c"]
    assert names(()) == [""]


def test_a_name_behind_a_word() -> None:
    (tokens,) = statements("GRANT ALL ON TABLE t TO bob")
    assert (target(tokens, "ON"), target(tokens, "NOWHERE")) == ("t", "")


def test_an_excerpt_is_one_short_line() -> None:
    (tokens,) = statements("select  a.b,\n f ( 'secret' ) " + "x " * 200)
    assert excerpt(tokens).startswith("select a.b, f ('…') x x")
    assert len(excerpt(tokens)) <= 160


@pytest.mark.parametrize(("text", "content"), [("'it''s'", "it's"), ("E'a'", "a"), ("$t$ a $t$", " a ")])
def test_what_stands_in_a_literal(text: str, content: str) -> None:
    ((token,),) = statements(text)
    assert inside(token) == content


def test_an_article_sounds_right() -> None:
    assert [with_article(word) for word in ("index", "view")] == ["an index", "a view"]
