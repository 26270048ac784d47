from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from paraph.core.detect.lines.digest import attribution_digest
from paraph.core.model.attribution import Claim, FileLines, LineKind, Span

AI = Claim("ai", "codex", session="s1")


def one(kind: LineKind, claim: Claim | None = AI, first: int = 3, last: int = 5) -> list[FileLines]:
    return [FileLines("a.py", (Span(first, last, kind, claim, "c1"),))]


def test_it_is_of_plain_rows() -> None:
    assert attribution_digest(one("ai")) == sha256(b'[["a.py",3,5,"ai","codex","s1"]]').hexdigest()
    assert attribution_digest(one("mixed", None)) == sha256(b'[["a.py",3,5,"mixed","",""]]').hexdigest()
    assert attribution_digest([]) == attribution_digest(one("unknown")) == sha256(b"[]").hexdigest()


def test_every_part_of_a_row_changes_it() -> None:
    others = [
        one("mixed"), one("human_attested"), one("ai", None), one("ai", Claim("ai", "codex", session="s2")),
        one("ai", Claim("ai", "amp", session="s1")), one("ai", first=2), one("ai", last=6), [],
        [FileLines("b.py", one("ai")[0].spans)],
    ]  # fmt: skip
    digests = {attribution_digest(each) for each in [one("ai"), *others]}
    assert len(digests) == 1 + len(others)


@given(st.lists(st.integers(3, 4), max_size=2), st.booleans())
def test_how_lines_are_cut_and_who_brought_them_does_not(cuts: list[int], is_turned: bool) -> None:
    ends = sorted({*cuts, 5})
    starts = [3, *(end + 1 for end in ends[:-1])]
    spans = tuple(
        Span(first, last, "ai", Claim("ai", "codex", f"model {first}", "s1"), f"c{first}")
        for first, last in zip(starts, ends, strict=True)
    )
    files = [FileLines("a.py", (*spans, Span(7, 9, "unknown"))), FileLines("b.py", (Span(1, 1, "ai", AI),))]
    whole = [*one("ai"), FileLines("b.py", (Span(1, 1, "ai", AI),))]
    assert attribution_digest(files[::-1] if is_turned else files) == attribution_digest(whole)
