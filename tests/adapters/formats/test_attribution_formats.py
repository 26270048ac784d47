from __future__ import annotations

import pytest

from paraph.adapters.formats.attribution_formats import format_of, read_attribution


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"a\n  k 1\n---\n{}", "git-ai"),
        (b"---\n{}", "git-ai"),
        (b'{"schema_version": "authorship/3.0.0"}', "git-ai"),
        (b"", "git-ai"),
        (b'\xef\xbb\xbf {"version": "0.1.0"}', "agent-trace"),
        (b'{"files": {}}', ""),
    ],
)
def test_a_format_is_told_by_its_shape(content: bytes, name: str) -> None:
    found = format_of(content)
    assert (found.name if found else "") == name


def test_a_record_of_no_known_format_attributes_nothing() -> None:
    found = read_attribution("c", b'{"files": {}}')
    assert (found.files, [each.kind for each in found.oddities]) == ((), ["unknown_format"])
