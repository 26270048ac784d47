from __future__ import annotations

import json

import pytest

from paraph.adapters.formats.plain_json import write_json
from paraph.core.model.policy import Position


def test_compact_and_pretty() -> None:
    assert write_json({"a": [1, None]}) == '{"a":[1,null]}'
    assert write_json({"a": 1}, is_pretty=True) == '{\n  "a": 1\n}'


def test_nouns_become_objects() -> None:
    assert json.loads(write_json([Position("f", 1, 2)])) == [{"file": "f", "line": 1, "column": 2}]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("é\x1b", "é\x1b"),
        ("😀", "😀"),
        ("##[error]\\##vso[x]###", "##[error]\\##vso[x]###"),
        ("x\udcff", "x\\udcff"),
        ({"\ud800": ["\udcff"]}, {"\\ud800": ["\\udcff"]}),
    ],
)
def test_ascii_for_every_reader(value: object, read: object) -> None:
    text = write_json(value)
    assert text.isascii()
    assert "\x1b" not in text
    assert "##" not in text
    assert json.loads(text) == read
