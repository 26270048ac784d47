from __future__ import annotations

import pytest

from paraph.core.detect.lines.line_evidence import LineEvidence
from paraph.core.model.attribution import Claim, LineKind, Span

CODEX, WHOLE = Claim("ai", "codex"), Claim("ai", "cursor", source="commit")
EVIDENCE = LineEvidence(
    {"a": {"f": (Span(2, 3, "ai", CODEX), Span(5, 5, "human_attested"))}, "b": {}},
    {"a": ("ai", WHOLE), "c": ("ai", WHOLE)},
)


@pytest.mark.parametrize(
    ("commit", "path", "line", "kind", "claim"),
    [
        ("a", "f", 1, "unknown", None),
        ("a", "f", 2, "ai", CODEX),
        ("a", "f", 3, "ai", CODEX),
        ("a", "f", 4, "unknown", None),
        ("a", "f", 5, "human_attested", None),
        ("a", "f", 6, "unknown", None),
        ("a", "g", 2, "unknown", None),  # a record that does not tell of a file makes nothing of it the commit's
        ("b", "f", 2, "unknown", None),
        ("c", "f", 2, "ai", WHOLE),
        ("d", "f", 2, "unknown", None),
    ],
)
def test_what_is_known_of_a_line(commit: str, path: str, line: int, kind: LineKind, claim: Claim | None) -> None:
    assert EVIDENCE.of(commit, path, line) == (kind, claim)
