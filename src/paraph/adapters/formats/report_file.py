"""Which format is a report in, and what does it say?"""

from __future__ import annotations

from typing import Literal

from paraph.adapters.formats.junit import read_junit
from paraph.adapters.formats.sarif_report import is_sarif, read_sarif
from paraph.core.attest.predicates import EvidencePredicate
from paraph.core.attest.strict_json import parse_json
from paraph.core.errors import InputError

Format = Literal["junit", "sarif", "statement"]
MOST_BYTES = 10 << 20


def format_of(data: bytes) -> Format:
    """JUnit's XML, SARIF, or an in-toto statement of somebody's own; what is none of them is taken for the last."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return "junit"
    try:
        document = parse_json(data, what="this report", max_bytes=MOST_BYTES)
    except InputError:
        return "statement"
    return "sarif" if is_sarif(document) else "statement"


def read_tool_report(data: bytes, form: Format, at: int, kind: str = "") -> EvidencePredicate:
    """What a report of a tool says; `at` is epoch seconds, `kind` what a policy asks for (`tests`, `scan` where it is
    not named). Raises InputError."""
    return read_junit(data, at, kind or "tests") if form == "junit" else read_sarif(data, at, kind or "scan")
