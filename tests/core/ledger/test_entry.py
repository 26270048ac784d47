from __future__ import annotations

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.errors import InputError
from paraph.core.ledger.entry import KINDS, described, digests_in, entry, flaw_of, read_entry

DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_written_and_read(kind: str) -> None:
    content = entry(kind, 5, b=[1, None, True], a="ü", Z={"y": {}, "x": "\u0001/"})
    assert read_entry(content) == {
        "kind": kind,
        "at": 5,
        "b": [1, None, True],
        "a": "ü",
        "Z": {"x": "\u0001/", "y": {}},
    }
    assert content == rfc8785.dumps(json.loads(content))


@given(st.dictionaries(st.text(min_size=1, max_size=5), DATA, max_size=4))
def test_entries_are_canonical_whatever_they_hold(fields: dict[str, object]) -> None:
    given_fields = {name: value for name, value in fields.items() if name not in {"kind", "at"}}
    content = entry("note", 0, **given_fields)
    assert content == rfc8785.dumps({**given_fields, "kind": "note", "at": 0})  # type: ignore[dict-item]
    assert read_entry(content) == {**given_fields, "kind": "note", "at": 0}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"\xff", b'{"at":1,"kind":"other"}', b'{"at":1,"kind":["note"]}',
        b'{"kind":"note"}', b'{"at":-1,"kind":"note"}', b'{"at":true,"kind":"note"}', b'{"at":1.0,"kind":"note"}',
        b'{"at":1e3,"kind":"note"}', b'{"at":01,"kind":"note"}', b'{"at":-0,"kind":"note"}',
        b'{"at":9007199254740992,"kind":"note"}', b'{"at":1,"kind":"note","x":NaN}', b'{"at":1,"kind":"note" }',
        b'{"kind":"note","at":1}', b'{"at":1,"at":1,"kind":"note"}', b'{"at":1,"kind":"note"}\n',
        b'\xef\xbb\xbf{"at":1,"kind":"note"}', b'{"at":1,"kind":"n\\u006fte"}', b'{"at":1,"kind":"note","x":"\\/"}',
        b'{"at":1,"kind":"note","x":"\\ud800"}', b'{"at":1,"kind":"note","x":"\\u001F"}',
        b'{"at":1,"kind":"note","x":' + b"9" * 6000 + b"}",
        b'{"at":1,"kind":"note","x":' + b"[" * 8 + b"]" * 8 + b"}",
        b'{"at":1,"kind":"note","x":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b'{"at":1,"kind":"note","x":"' + b"x" * 65_535 + b'"}',
        '{"at":1,"kind":"note","x":{"\ue000":1,"\U0001f600":1}}'.encode(),
    ],
)  # fmt: skip
def test_what_is_no_entry(content: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_entry(content)
    assert refused.value.problems[0].code == "P0806"
    assert flaw_of(content).startswith("not an entry of the ledger: ")
    assert described(content)


def test_keys_are_sorted_as_rfc_8785_sorts_them() -> None:
    content = '{"at":1,"kind":"note","x":{"\U0001f600":1,"\ue000":1}}'.encode()
    assert entry("note", 1, x={"\ue000": 1, "\U0001f600": 1}) == content
    assert flaw_of(content) == ""


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("other", {}), ("note", {"x": 1.5}), ("note", {"x": float("nan")}), ("note", {"x": 2**53}),
        ("note", {"x": "\ud800"}), ("note", {"x": b""}), ("note", {"x": {1: 2}}), ("note", {"x": "y" * 70_000}),
        ("note", {"x": [[[[[[[[1]]]]]]]]}),
    ],
)  # fmt: skip
def test_what_cannot_be_written(kind: str, fields: dict[str, object]) -> None:
    with pytest.raises(InputError):
        entry(kind, 1, **fields)


def test_an_entry_in_words() -> None:
    assert described(entry("decided", 1, ref="refs/heads/main", verdict="allow")) == "decided, refs/heads/main"
    assert described(entry("note", 1)) == "note"
    assert described(entry("statement", 1, statement="s" * 64)) == f"statement, {'s' * 16}"
    assert described(b'{"at":1,"kind":"decided","odd\xff,"ref":"refs/heads/main"') == "decided, refs/heads/main"
    assert described(b"\xff") == "of no kind that can be read"


@given(st.binary(max_size=200))
def test_any_bytes_are_an_entry_or_are_refused(content: bytes) -> None:
    for each in (content, b'{"at":1,"kind":"note","x":' + content + b"}"):
        try:
            value = read_entry(each)
        except InputError:
            continue
        assert rfc8785.dumps(value) == each


def test_the_digests_that_an_entry_names() -> None:
    one, two = "a1" * 32, "b2" * 32
    content = entry("decided", 1, policy=two, facts=f"sha256:{one}", again=one, longer=one + "0", shorter=one[1:])
    assert sorted(digests_in(content)) == [one, two]
    assert digests_in(b"") == ()
