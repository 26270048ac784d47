from __future__ import annotations

import pytest

from paraph.core.detect.lines.joined_records import joined_records, rival_records
from paraph.core.detect.lines.spans import clipped
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


@pytest.mark.parametrize(("one", "other", "kind"), [
    ("ai", "ai", "ai"), ("ai", "unknown", "ai"), ("unknown", "ai", "ai"), ("ai", "human_attested", "mixed"),
    ("human_attested", "ai", "mixed"), ("mixed", "human_attested", "mixed"),
    ("human_attested", "unknown", "human_attested"),
])  # fmt: skip
def test_no_record_hides_that_another_one_tells_of_ai(one: LineKind, other: LineKind, kind: LineKind) -> None:
    made = [Attribution("1" * 40, (FileLines("a", (Span(1, 4, one),)),), digest="a" * 64, size_bytes=2),
            Attribution("1" * 40, (FileLines("a", (Span(3, 6, other),)), FileLines("b", (Span(1, 1, "ai"),))),
                        digest="b" * 64, size_bytes=3)]  # fmt: skip
    found = rival_records(made)
    files = dict(found.files)
    assert {span.kind for span in clipped(files["a"], ((3, 4),))} == {kind}
    assert {span.kind for span in clipped(files["a"], ((1, 2),))} == {one}
    assert {span.kind for span in clipped(files["a"], ((5, 6),))} == {other}
    assert files["b"] == (Span(1, 1, "ai"),)
    assert found.size_bytes == 5
    assert found.digest == rival_records(made[::-1]).digest not in {"a" * 64, "b" * 64}
    assert rival_records(made[:1]).files == made[0].files
