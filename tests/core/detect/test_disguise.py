from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paraph.core.detect.disguise import is_disguised, plain, skeleton


def test_full_width_and_invisible_characters_are_taken_away() -> None:
    assert plain("Co\u200b-authored\u2060-by\uff1a X") == "Co-authored-by: X"
    assert is_disguised("Co-authored-by\uff1a X")
    assert is_disguised("Cla\u200bude")


def test_emoji_and_spaces_are_no_disguise() -> None:
    assert not is_disguised("❤\ufe0f Generated with Crush")
    assert not is_disguised("Co-authored-by:\u00a0Zoë")
    assert not is_disguised("plain")


def test_letters_that_look_latin() -> None:
    assert skeleton("Сlаudе") == "Claude"
    text = "naïve café"
    assert skeleton(text) is text


@given(st.text(max_size=200))
def test_lines_stay_where_they_are(text: str) -> None:
    assert plain(text).count("\n") == text.count("\n")
    assert skeleton(text).count("\n") == text.count("\n")
