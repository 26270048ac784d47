from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.detect.quoting import quoted_lines, trailers_of_git

MARK = "Co-authored-by: Claude <noreply@anthropic.com>"


def is_quoted(message: str) -> bool:
    lines = message.split("\n")
    (at,) = [index for index, line in enumerate(lines) if MARK in line]
    return at in quoted_lines(lines)


@pytest.mark.parametrize(
    "message",
    [
        f"docs: x\n\n```\n{MARK}\n```\n",
        f"docs: x\n\n~~~text\n{MARK}\n~~~\n",
        f"docs: x\n\n> {MARK}\n",
        f"docs: x\n\n<!--\n{MARK}\n-->\n",
        f"docs: x\n\n<!-- {MARK} -->\n",
        f"docs: x\n\n<!--\nas in\n\n{MARK}\nso -->\n",
        f"docs: x\n\n```\n\n{MARK}\n\n```\n",
        f"docs: x\n\n```text\n```python\n{MARK}\n````\n",
        f"docs: x\n\nA line that reads:\n\n{MARK}\n\nis now recognised.\n",
        f"docs: x\n\nDo not add lines such as\n\n    {MARK}\n\nto your commits.\n",
        f"docs: x\n\nThe hook now rejects this trailer:\n\n    {MARK}\n",
        f"docs: x\n\nNever add\n\n{MARK}\n\nto a commit.\n",
        f"fix: the form\n\nIt should be:\n\n    {MARK}\n\nSee:\n\nhttps://example.test\n",
        f"docs: x\n\nAn example:\n\n  {MARK}\n",
        f"docs: x\n\nAn example: \n\n  {MARK}\n",
        f"fix: the form\n\nIt should be: \n\n    {MARK}\n\nSee:\n\nhttps://example.test\n",
        f"docs: x\n\n  The line\n\n      {MARK}\n\n  is now recognised.\n",
        f"docs: x\n\n  It reads:\n\n  {MARK}\n\n  and no more.\n",
        f"docs: x\n\nIt reads:\n\n{MARK}\nSigned-off-by: Ada <ada@example.test>\n\nand no more.\n",
        f"docs: x\n\n&gt; {MARK}\n",
        f"docs: x\n\n  > {MARK}\n",
        f"docs: x\n\nThe line\n\n    {MARK}\n\nis now recognised.\n",
        f'Revert "feat: y"\n\nThis reverts commit 0a1b2c3.\n\nOriginal message:\nfeat: y\n\n{MARK}\n',
        f'Revert "feat: y (#3)" (#4)\n\nThis reverts commit 0a1b2c3.\n\nfeat: y (#3)\n\n{MARK}\n',
        f'Revert "feat: y"\n\nOriginal change\'s description:\n{MARK}\n',
    ],
)
def test_what_is_shown_is_not_said(message: str) -> None:
    assert is_quoted(message)


@pytest.mark.parametrize(
    "message",
    [
        f"feat: x\n\n{MARK}\n",
        f"feat: drop the old format\n\n{MARK}\n",
        f"docs: never add Claude's trailer\n\nAs decided.\n\n{MARK}\n",
        f"feat: x (#1)\n\n* feat: a\n\n  {MARK}\n\n* fix: remove b\n",
        f"feat: x (#1)\n\n* remove a\n\n    {MARK}\n\n* fix: b\n",
        f"feat: x (#1)\n\n* feat: a\n- {MARK}\n",
        f"Squashed commit of the following:\n\ncommit 0a1b2c3d\nDate:   Monday\n\n    feat: a\n\n    {MARK}\n",
        f"feat: x\n\nSquashed commits:\n\n    {MARK}\n",
        f"feat: x\n\nWhat it does:\n\n{MARK}\n\nAnd what it does not.\n",
        f"feat: x\n\nWe did it.\n\n    {MARK}\n\nand so on\n",
        f"docs: x\n\n```\nshown\n```\n{MARK}\n",
        f"docs: x\n\n```\nshown\n``` not the end\n{MARK}\n",
        f"docs: x\n\n<!-- shown -->\n{MARK}\n",
        f"docs: x\n\n<!--\n```\n-->\n{MARK}\n",
        f"feat: x\n\nAttribution:\n  {MARK}\n",
        f"feat: x\n\ndrop old code\n\n{MARK}\n\nfix: the tests\n",
        f'Revert "feat: y"\n\nThis reverts commit 0a1b2c3. It broke the build.\n\n{MARK}\n',
        f"feat: x\n\n```\nnever closed\n\n{MARK}\n",
        f"feat: x\n\n<!-- never closed\n\n{MARK}\n",
        MARK,
    ],
)
def test_what_is_said_stays_said(message: str) -> None:
    assert not is_quoted(message)


SIGNED = "Signed-off-by: Ada <ada@example.test>"


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (f"x\n\n{MARK}", [2]),
        (f"x\n\n{MARK}\n\n  \n", [2]),
        (f"x\n\nFixes: 12\n{MARK}", [2, 3]),
        (f"x\n\n{MARK}\n <noreply@anthropic.com>\n{SIGNED}", [2, 4]),
        (f"x\n\nKey\t: y\n{MARK}", [2, 3]),
        (f"x\n\n{SIGNED}\nA line of prose.\nAnother one.\nA third.", [2]),
        (f"x\n\n{SIGNED}\nA line of prose.\nAnother one.\nA third.\nA fourth.", []),
        (f"x\n\n{MARK}\nA line of prose.", []),
        (f"x\n\n(cherry picked from commit 0a1b2c3)\n{MARK}", [3]),
        (f"x\n\n    {MARK}", []),
        (f"x\n\n{MARK}\n\nThe end.", []),
        (MARK, []),
        (f"x\n{MARK}", []),
        (f"{SIGNED}\n{MARK}", []),
        ("x", []),
        ("", []),
        ("\n\n", []),
    ],
)
def test_which_lines_git_reads_as_trailers(message: str, found: list[int]) -> None:
    assert sorted(trailers_of_git(message.split("\n"))) == found


@pytest.mark.parametrize(
    "message",
    [
        f"x\n\nIt reads:\n\n{MARK}\n\nand no more.",
        f"x\n\nIt reads:\n\n{MARK}\n{SIGNED}\n\nand no more.",
        f"x\n\nAn example:\n\n    {MARK}",
    ],
)
def test_who_asks_about_an_example_is_told(message: str) -> None:
    lines = message.split("\n")
    at = next(index for index, line in enumerate(lines) if MARK in line)
    assert at in quoted_lines(lines, [at])


@given(st.lists(st.sampled_from(["", "```", "> x", "<!--", "-->", MARK, "    " + MARK, "Never add:", "to it", "* y"])))
def test_only_lines_of_the_text_are_named(lines: list[str]) -> None:
    assert quoted_lines(lines) <= set(range(len(lines)))


@given(
    st.lists(
        st.sampled_from([
            "", "```", "> x", "feat: a", "Never add:", "An example:", "to it", "* y", MARK, "  " + MARK, "    " + MARK,
            "Signed-off-by: Ada <ada@example.test>",
        ]),
        max_size=8,
    )
)  # fmt: skip
def test_who_asks_about_some_lines_gets_the_same_answer(lines: list[str]) -> None:
    wanted = [index for index, line in enumerate(lines) if line.endswith(MARK)]
    assert quoted_lines(lines, wanted).intersection(wanted) == quoted_lines(lines).intersection(wanted)
