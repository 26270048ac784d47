from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ledger.test_entry import DATA
from log_samples import some_entries
from paraph.adapters.formats.entry_form import first_odd_entry
from paraph.core.ledger.entry import entry, flaw_of

ODD = [
    b"", b"{}", b"[]", b"[1]", b"1", b'"kind"', b"\xff", b'{"at":1,"kind":"other"}', b'{"at":1,"kind":["note"]}',
    b'{"kind":"note"}', b'{"at":-1,"kind":"note"}', b'{"at":true,"kind":"note"}', b'{"at":1.0,"kind":"note"}',
    b'{"at":"1","kind":"note"}', b'{"at":9007199254740992,"kind":"note"}', b'{"at":1,"kind":"note" }',
    b'{"kind":"note","at":1}', b'{"at":1,"at":1,"kind":"note"}', b'{"at":1,"kind":"note","x":"\\u007f"}',
    b'{"at":1,"kind":"note","x":0.5}', b'{"at":1,"kind":"note","x":' + b"[" * 8 + b"]" * 8 + b"}",
    b'{"at":1,"kind":"note","x":' + b"[" * 30_000 + b"]" * 30_000 + b"}", b'{"at":1,"kind":"note","x":"\xc3"}',
    b'{"at":1,"kind":"note","x":"' + b"x" * 65_535 + b'"}',
]  # fmt: skip
GOOD = [
    *some_entries(5), entry("note", 0, x="ü\U0001f600", y={"\ue000": 1, "\U0001f600": 2}),
    entry("note", 1, x=[[[[[[[]]]]]]]), entry("note", 2, x="".join(map(chr, range(128)))),
    entry("note", 3, y=-(2**53) + 1),
]  # fmt: skip


def test_what_is_in_order() -> None:
    assert first_odd_entry(GOOD) is None
    assert first_odd_entry([]) is None


@pytest.mark.parametrize("content", ODD)
def test_the_first_that_is_not(content: bytes) -> None:
    assert first_odd_entry([*GOOD, content, b""]) == len(GOOD)


@given(st.dictionaries(st.sampled_from(["at", "kind", "x"]), DATA | st.just("note") | st.floats()), st.booleans())
def test_the_answer_is_that_of_the_core(value: dict[str, object], is_sorted: bool) -> None:
    content = json.dumps(value, sort_keys=is_sorted, separators=(",", ":"), ensure_ascii=False)
    written = content.encode("utf-8", "surrogatepass")
    assert (first_odd_entry([written]) is None) == (flaw_of(written) == "")
