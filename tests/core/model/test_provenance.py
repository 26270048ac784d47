from __future__ import annotations

import pytest

from paraph.core.model.provenance import NOTE_FINDINGS, STRENGTHS, Provenance


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (Provenance(), 0),
        (Provenance(ai_lines=4), 4),
        (Provenance(ai_lines=4, claimed_lines=0), 0),
        (Provenance(ai_lines=4, claimed_lines=3), 3),
    ],
)
def test_where_nobody_says_which_part_is_claimed_all_of_it_is(given: Provenance, lines: int) -> None:
    assert given.lines_by_claims == lines


def test_the_words_of_strength_and_of_findings_about_records() -> None:
    assert STRENGTHS == ("proof", "strong", "weak", "none")
    assert all(name.startswith("note_") for name in NOTE_FINDINGS)
