from __future__ import annotations

from typing import Any

import pytest

from paraph.core.signoff.assertion import sentence

GIVEN: dict[str, Any] = {
    "decision": "approve", "target": "refs/heads/main", "head": "a" * 40, "tree": "b" * 40, "diff": "c" * 64,
    "tier": "high", "files": 3, "ai_lines": 0, "questions": 0, "answered": 0,
}  # fmt: skip


def test_one_sentence_says_what_is_answered_for() -> None:
    assert sentence(**GIVEN) == (
        "I have read the whole change of 3 files, understand what it does, and answer for it going into main "
        "exactly as reviewed (head aaaaaaaaaaaa, merged tree bbbbbbbbbbbb, difference cccccccccccc) at tier high."
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"files": 1}, "of 1 file, understand"),
        ({"ai_lines": 1}, "3 files, 1 line of it written by AI, understand"),
        ({"ai_lines": 40}, "40 lines of it written by AI"),
        ({"questions": 1, "answered": 1}, "tier high. I was shown 1 question and answered it."),
        ({"questions": 4, "answered": 4}, "I was shown 4 questions and answered all of them."),
        ({"questions": 4, "answered": 2}, "I was shown 4 questions and answered 2."),
        ({"questions": 4}, "I was shown 4 questions and answered none."),
        ({"tree": ""}, "merged tree none"),
        ({"decision": "request-changes"}, "I have read the change aaaaaaaaaaaa for main and ask for changes before it"),
    ],
)
def test_it_names_what_was_shown(more: dict[str, Any], words: str) -> None:
    assert words in sentence(**(GIVEN | more))
