"""Is everything opened that a text would run, within bounds?"""

from __future__ import annotations

import pytest

from paraph.core.guard.runnable import Sight, Text
from paraph.core.guard.unwrapping.command_line import MAX_THROUGH, Walk, looks_destructive


def found(text: str) -> tuple[list[str], Walk]:
    walk = Walk(lambda _: None)
    seen = walk.sights(Text(text, Sight(())))
    return [" ".join(one.words) for one in seen if isinstance(one, Sight)], walk


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("sudo env A=b sh -c 'a b'", "a b"),
        ("echo a > x; sh x", "a"),
        ("echo a | tee x; . ./x", "a"),
        ("echo a > x; echo b >> x; sh x", "b"),
        ("alias x='a b'; x c", "a b c"),
    ],
)
def test_layer_by_layer(text: str, last: str) -> None:
    assert found(text)[0][-1] == last


def test_the_folder_follows_cd() -> None:
    walk = Walk(lambda _: None)
    seen = [one for one in walk.sights(Text("cd a; cd b; x; cd /c; y; cd; z", Sight(()))) if isinstance(one, Sight)]

    assert [(one.words[0], one.folder) for one in seen if one.words[0] != "cd"] == [
        ("x", "a/b"),
        ("y", "/c"),
        ("z", "~"),
    ]


def test_what_is_too_deep_is_said() -> None:
    assert found("sudo " * (MAX_THROUGH + 5) + "a")[1].is_exceeded
    assert found("eval " * (MAX_THROUGH + 5) + "a")[1].is_exceeded


def test_what_cannot_be_read_is_kept() -> None:
    walk = found("sh -c 'a \"'")[1]

    assert [text.text for text in walk.broken] == ['a "']


@pytest.mark.parametrize(
    ("text", "is_destructive"), [("x destroy '", True), ("RM -rf", True), ("drop-in'", True), ("ls '", False)]
)
def test_destructive_words(text: str, *, is_destructive: bool) -> None:
    assert looks_destructive(text) == is_destructive
