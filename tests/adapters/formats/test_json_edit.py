"""What is put in can be taken out again, and nothing else moves."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.adapters.formats.json_edit import JsonFile
from paraph.core.errors import InputError

ITEM = {"command": "x", "more": [1, {"a": None}]}
FULL = st.dictionaries(
    st.sampled_from(["hooks", "a", "b"]),
    st.dictionaries(st.sampled_from(["Pre", "c"]), st.lists(st.integers(), min_size=1, max_size=2), min_size=1),
    min_size=1,
)


@settings(max_examples=150, deadline=None)
@given(FULL, st.sampled_from([None, 2, 4, "\t"]), st.sampled_from(["\n", "\r\n"]))
def test_in_and_out_leaves_every_byte(value: Any, indent: int | str | None, newline: str) -> None:
    text = json.dumps(value, indent=indent).replace("\n", newline) + newline
    file = JsonFile(text, "f")
    file.append(["hooks", "Pre"], ITEM)
    items = file.items(["hooks", "Pre"])
    assert items[-1] == ITEM
    expected = json.loads(text)
    expected.setdefault("hooks", {}).setdefault("Pre", []).append(ITEM)
    assert file.root().value == expected
    assert ("\r\n" in file.text) == (newline == "\r\n")
    file.remove(["hooks", "Pre"], len(items) - 1)
    assert file.text == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", '{\n  "h": [\n    1\n  ]\n}\n'),
        ("{}", '{\n  "h": [\n    1\n  ]\n}'),
        ('{"a": 2}', '{"a": 2, "h": [1]}'),
        ('{"h": [2]}\n', '{"h": [2, 1]}\n'),
        ('{"h": []}', '{"h": [\n  1\n]}'),
        ('{\n\t"a": 2 // why\n}', '{\n\t"a": 2, // why\n\t"h": [\n\t\t1\n\t]\n}'),
        ('{\n  "a": 2,\n}', '{\n  "a": 2,\n  "h": [\n    1\n  ],\n}'),
    ],
)
def test_how_it_looks(text: str, after: str) -> None:
    file = JsonFile(text, "f", has_comments=True)
    file.append(["h"], 1)
    assert file.text == after


def test_one_item_of_several_is_replaced_or_removed() -> None:
    file = JsonFile('{"h": [1, 2, 3]}', "f")
    file.replace(["h"], 1, {"a": "ä"})
    assert file.text == '{"h": [1, {"a": "ä"}, 3]}'
    file.remove(["h"], 0)
    assert file.text == '{"h": [ {"a": "ä"}, 3]}'
    file.remove(["h"], 1)
    file.remove(["h"], 0)
    assert file.text == "{}"


def test_a_place_in_an_item_is_named_by_its_number() -> None:
    file = JsonFile('{"h": [{"inner": [1, 2]}]}', "f")
    assert file.items(["h", 0, "inner"]) == [1, 2]
    file.remove(["h", 0, "inner"], 0)
    file.remove(["h", 0, "inner"], 0)
    assert file.text == '{"h": [{}]}'


def test_a_default_goes_first() -> None:
    file = JsonFile('{\n  "a": 1\n}\n', "f")
    file.set_default("version", 1)
    file.set_default("version", 2)
    assert file.text == '{\n  "version": 1,\n  "a": 1\n}\n'
    flat = JsonFile('{"a": 1}', "f")
    flat.set_default("version", 1)
    assert flat.text == '{"version": 1, "a": 1}'


@pytest.mark.parametrize(("text", "keys"), [("[]", ["h"]), ('{"h": 5}', ["h"]), ('{"h": 5}', ["h", "i"])])
def test_what_is_of_another_kind_is_refused(text: str, keys: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        JsonFile(text, "f").append(keys, 1)
    assert caught.value.problems[0].code == "P1081"
