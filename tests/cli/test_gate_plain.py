"""The plain reader never disagrees with click: what it reads, click reads alike."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.cli.gate import command
from paraph.cli.gate_plain import read_plainly
from paraph.cli.main import main
from paraph.cli.option_words import GATE_FORMATS, HISTORY, QUESTION, WRITE_FACTS, common_words

WORDS = (*QUESTION, HISTORY, WRITE_FACTS, *common_words(GATE_FORMATS))
FLAGS = [flag for word in WORDS for flag in word.flags]
TYPED = st.one_of(
    st.sampled_from(FLAGS),
    st.sampled_from(["main..HEAD", "x", "", "-", "--", "merge", "deploy", "json", "text", "xml", "-qv", "--sta", "-h"]),
    st.sampled_from(FLAGS).map(lambda flag: f"{flag}=x"),
    st.sampled_from(FLAGS).map(lambda flag: flag[:-1]),
    st.text(max_size=4),
)
PLAIN = st.lists(
    st.one_of(
        st.sampled_from(WORDS).flatmap(
            lambda word: (
                st.tuples(st.sampled_from(word.flags))
                if word.is_flag
                else st.tuples(st.sampled_from(word.flags), st.sampled_from(word.choices or ("a", "b/c", "d e")))
            )
        ),
        st.tuples(st.sampled_from(["main..HEAD", "a", "é"])),
    ),
    max_size=5,
).map(lambda parts: [one for part in parts for one in part])


def as_click_reads(words: list[str]) -> dict[str, Any]:
    with command.make_context("gate", list(words)) as context:
        return dict(context.params)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(TYPED, max_size=6), PLAIN))
def test_what_is_read_plainly_click_reads_alike(words: list[str]) -> None:
    read = read_plainly(["gate", *words])
    if read is not None:
        assert read == as_click_reads(words)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["main..HEAD"],
        ["--policy", "p.yaml", "-q", "--repo", "r", "main..HEAD"],
        ["--at", "deploy", "--environment", "prod", "--from", "a", "--to", "b", "--json"],
        ["--staged", "--format", "sarif", "--no-color", "--verbose"],
    ],
)
def test_usual_calls_need_no_click(words: list[str]) -> None:
    read = read_plainly(["gate", *words])
    assert read is not None
    assert read == as_click_reads(words)


@pytest.mark.parametrize(
    "words",
    [
        ["a", "b"],
        ["--policy"],
        ["--policy", "--staged"],
        ["--policy=p"],
        ["--staged", "--staged"],
        ["--at", "noon"],
        ["--json", "--format", "json"],
        ["--help"],
        ["--", "a"],
        ["-qv"],
        [""],
    ],
)
def test_anything_else_is_left_to_click(words: list[str]) -> None:
    assert read_plainly(["gate", *words]) is None


@pytest.mark.parametrize("words", [[], ["explain"], ["-q", "gate"], ["owners", "gate"]])
def test_other_verbs_are_left_to_click(words: list[str]) -> None:
    assert read_plainly(words) is None


def test_both_ways_end_alike(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    plainly = main(["gate", "--repo", str(tmp_path)]), capsys.readouterr()
    by_click = main(["gate", f"--repo={tmp_path}"]), capsys.readouterr()
    assert plainly == by_click
    assert plainly[0] == 2


def test_the_table_is_what_click_offers() -> None:
    offered = {opt for param in command.params if param.param_type_name == "option" for opt in param.opts}
    assert offered == set(FLAGS)
