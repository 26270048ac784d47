from __future__ import annotations

import pytest

from paraph.core.detect.lines.joined_records import joined_records
from paraph.core.model.attribution import Attribution, Claim, FileLines, LineKind, Span
from paraph.core.model.provenance import Strength


def record(tool: str, strength: Strength, kind: LineKind = "ai", path: str = "a") -> Attribution:
    claim = None if kind == "unknown" else Claim("ai", tool, strength=strength)
    return Attribution("c", (FileLines(path, (Span(1, 3, kind, claim),)),))


@pytest.mark.parametrize(
    ("before", "after", "winner"),
    [("strong", "strong", "new"), ("weak", "strong", "new"), ("strong", "weak", "old"), ("proof", "strong", "old")],
)
def test_the_surer_record_is_believed_and_of_two_alike_the_new_one(
    before: Strength, after: Strength, winner: str
) -> None:
    (lines,) = joined_records(record("old", before), record("new", after)).files
    assert [span.claim.tool for span in lines.spans if span.claim] == [winner]


def test_a_line_that_nobody_knows_hides_no_claim() -> None:
    (lines,) = joined_records(record("old", "weak"), record("", "strong", "unknown")).files
    assert [span.kind for span in lines.spans] == ["ai"]


def test_files_of_both_stay() -> None:
    joined = joined_records(record("old", "strong", path="b"), record("new", "strong"))
    assert [(path, spans[0].claim.tool if spans[0].claim else "") for path, spans in joined.files] == [
        ("a", "new"), ("b", "old"),
    ]  # fmt: skip
