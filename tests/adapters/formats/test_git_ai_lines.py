from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.formats.git_ai_lines import Entry, halves, path_of, read_entries
from paraph.adapters.git.names import decode_path
from paraph.core.detect.lines.note_oddities import OddityList


def test_a_note_has_two_halves() -> None:
    odd = OddityList("")
    assert halves(b"a\n  k 1\n---\n{}", odd) == (b"a\n  k 1\n", b"{}")
    assert halves(b"---\n{}", odd) == (b"", b"{}")
    assert odd.told() == ()
    assert halves(b"a\n  k 1\n--- \r\n{}", odd) == (b"a\n  k 1\n", b"{}")
    assert halves(b"a\n  k 1\n{\n}", odd) == (b"a\n  k 1\n", b"{\n}")


def test_entries_by_path() -> None:
    found = read_entries(b'"b c"\n  k 1,3-4\na\n  l 2,1\n', OddityList(""))
    assert found == {"b c": [Entry("k", [(1, 1), (3, 4)], 2)], "a": [Entry("l", [(2, 2), (1, 1)], 4, is_ordered=False)]}


@given(st.binary(min_size=1, max_size=12))
def test_a_path_is_told_as_git_s_reader_tells_it(raw: bytes) -> None:
    assert path_of(raw.decode("utf-8", "surrogateescape")) == decode_path(raw)
