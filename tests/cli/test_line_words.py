from __future__ import annotations

import pytest

from paraph.cli.line_words import MARKS, WORDS, painted, share
from paraph.cli.terminal_text import Style
from paraph.core.model.attribution import LINE_KINDS


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [(0, 0, "–"), (0, 9, "0%"), (1, 999, "<1%"), (998, 999, ">99%"), (9, 9, "100%"), (1, 3, "33%")],
)
def test_a_share_is_never_rounded_to_nothing_or_all(number: int, total: int, shown: str) -> None:
    assert share(number, total) == shown


def test_every_kind_has_its_word_and_mark() -> None:
    assert set(WORDS) == set(MARKS) == set(LINE_KINDS)
    assert painted("ai", Style(is_colored=True)) == "\x1b[36m●\x1b[0m"
    assert painted("unknown", Style(), "x") == "x"
