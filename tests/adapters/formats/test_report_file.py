"""Is a report taken for what it is?"""

from __future__ import annotations

import pytest

from paraph.adapters.formats.report_file import Format, format_of, read_tool_report


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"\xef\xbb\xbf\n <testsuite/>", "junit"), (b'{"version": "2.1.0", "runs": []}', "sarif"),
        (b'{"payload": ""}', "statement"), (b"", "statement"), (b"[1", "statement"), (b'{"runs": []}', "statement"),
    ],
)  # fmt: skip
def test_its_format(data: bytes, form: Format) -> None:
    assert format_of(data) == form


def test_its_kind() -> None:
    junit, sarif = b"<testsuite><testcase/></testsuite>", b'{"version": "2.1.0", "runs": [{"results": []}]}'
    assert read_tool_report(junit, "junit", 1).kinds == ("tests",)
    assert read_tool_report(sarif, "sarif", 1).kinds == ("scan",)
    assert read_tool_report(junit, "junit", 1, "load").kinds == ("load",)
