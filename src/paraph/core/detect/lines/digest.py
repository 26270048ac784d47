"""By which digest is it known that the same lines of a change are attributed in the same way?"""

from __future__ import annotations

from collections.abc import Iterable

import rfc8785

from paraph.core.model.attribution import FileLines, Spans
from paraph.core.model.digest import sha256_hex

Row = list[str | int]


def attribution_digest(files: Iterable[FileLines]) -> str:
    """SHA-256 in hex of the RFC 8785 JSON of `[[path, first, last, kind, tool, session]…]`, in order.

    Only lines that something is known of stand in it, each as long as possible, so that neither the order of what is
    given, nor how it was cut, nor which commit brought a line, nor lines that nobody knows anything of, change it.
    """
    rows = [row for file in files for row in _rows(file.path, file.spans)]
    return sha256_hex(rfc8785.dumps(sorted(rows)))


def _rows(path: str, spans: Spans) -> list[Row]:
    rows: list[Row] = []
    for span in spans:
        if span.kind == "unknown":
            continue
        of = [span.kind, span.claim.tool if span.claim else "", span.claim.session if span.claim else ""]
        if rows and rows[-1][2] == span.first - 1 and rows[-1][3:] == of:
            rows[-1][2] = span.last
        else:
            rows.append([path, span.first, span.last, *of])
    return rows
