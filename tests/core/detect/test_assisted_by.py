from __future__ import annotations

from paraph.core.detect.assisted_by import assisted_by, claims_of
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span

CLAUDE = Claim("ai", "claude-code", "claude-opus-4-8")


def test_one_trailer_for_each_tool_and_model() -> None:
    claims = [CLAUDE, CLAUDE, Claim("ai", "cursor"), Claim("ai", "claude-code"), Claim("human", person="Ada")]
    assert assisted_by(claims) == ("Assisted-by: claude-code:claude-opus-4-8", "Assisted-by: cursor")


def test_no_trailer_of_nobody() -> None:
    assert assisted_by([Claim("ai", "", "opus"), Claim("none", "x")]) == ()


def test_a_name_cannot_write_another_trailer() -> None:
    assert assisted_by([Claim("ai", "a\nSigned-off-by: x <y>", "m:n o")]) == ("Assisted-by: a-Signed-off-by-x-y:m-n-o",)


def test_the_claims_of_a_record() -> None:
    human = Claim("human", person="Ada <ada@example.test>")
    spans = (Span(1, 1, "ai", CLAUDE), Span(2, 2, "human_attested", human), Span(3, 3, "mixed", CLAUDE),
             Span(4, 4, "unknown"))  # fmt: skip
    assert claims_of(Attribution("c", (FileLines("a", spans),))) == (CLAUDE,)
