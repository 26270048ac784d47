from __future__ import annotations

from paraph.cli.option_words import COMMON, GATE_FORMATS, HISTORY, QUESTION, WRITE_FACTS, common_words


def test_each_word_and_each_name_stands_once() -> None:
    words = (*QUESTION, HISTORY, WRITE_FACTS, *common_words(GATE_FORMATS))
    flags = [flag for word in words for flag in word.flags]
    assert len(flags) == len(set(flags))
    assert len({word.name for word in words}) == len(words)


def test_a_flag_takes_nothing() -> None:
    assert {word.name for word in COMMON if word.is_flag} == {"quiet", "verbose", "no_color"}
    assert HISTORY.is_flag
    assert not any(word.is_flag for word in QUESTION if word.metavar or word.choices)


def test_formats_are_offered_where_there_is_a_choice() -> None:
    assert common_words(("text",)) == COMMON
    assert [word.name for word in common_words(("text", "json"))[:2]] == ["format_", "as_json"]
    assert "json" not in {word.name for word in common_words(("text", "sarif"))}
