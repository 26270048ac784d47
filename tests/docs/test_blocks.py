"""Which examples does a document hold, and when is an output what it shows?"""

from __future__ import annotations

import pytest

from docs.blocks import Block, Sandbox, Shown, is_match, parts_of, renewed


def test_parts_in_their_order() -> None:
    text = "# A\n<!-- sandbox: empty -->\n```yaml policy file=a.yaml\nversion: 1\n```\n\n```console\n$ true\n```\n"
    assert parts_of("```yaml append=b.yaml\n```\n") == [Block("yaml", (), ">>b.yaml", 1, 1, ())]
    assert parts_of(text) == [
        Sandbox("empty"),
        Block("yaml", ("policy",), ">a.yaml", 3, 4, ("version: 1",)),
        Block("console", (), "", 7, 8, ("$ true",)),
    ]


def test_commands_with_their_outputs() -> None:
    block = Block("console", (), "", 10, 16, ("$ one \\", ">   more", "out", "", "$ two", "> not a command"))
    assert block.shown() == [Shown("one \\\n  more", 12, 14, ("out", "")), Shown("two\nnot a command", 16, 16, ())]


@pytest.mark.parametrize("text", ["```console\nno command\n```\n", "```console\n$ true\n"])
def test_what_is_no_example(text: str) -> None:
    with pytest.raises(ValueError, match="line"):
        [part.shown() for part in parts_of(text) if isinstance(part, Block)]


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a "], ["a"], True),
        (["a"], ["a", "b"], False),
        (["a", "…"], ["a", "b", "c"], True),
        (["a", "…"], ["a"], True),
        (["…", "c"], ["a", "b", "c"], True),
        (["a", "…", "c"], ["a", "b"], False),
        (["git …"], ["git 2.39"], True),
        (["git …"], ["hg 7"], False),
        (["a.c"], ["abc"], False),
    ],
)
def test_matching(shown: list[str], printed: list[str], expected: bool) -> None:
    assert is_match(tuple(shown), printed) is expected


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        (["a"], ["b"], ["b"]),
        (["git …"], ["git 2"], ["git …"]),
        (["git …", "x"], ["git 2", "y"], ["git …", "y"]),
        (["x", "…"], ["a", "b", "c"], ["a", "…"]),
        (["x", "…", "y"], ["a", "b", "c"], ["a", "…", "c"]),
        (["x", "…", "y"], ["a", "b"], ["a", "b"]),
    ],
)
def test_renewing_keeps_the_manner(shown: list[str], printed: list[str], expected: list[str]) -> None:
    assert renewed(tuple(shown), printed) == expected
    assert is_match(tuple(expected), printed)
