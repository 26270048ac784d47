"""Is what a command prints told only where its words tell it?"""

from __future__ import annotations

import pytest

from paraph.core.guard.shell.commands import read_shell
from paraph.core.guard.shell.output import printed, received


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("echo a  b", "a b"),
        ("echo -ne 'a\\tb'", "a\tb"),
        ("printf '%s-%s' a b", "a-b"),
        ("printf 'a\\n'", "a\n"),
        ("printf '100%%'", "100%"),
        ("cat <<X\na\nX", "a"),
        ("echo a | cat", "a"),
        ("which x", "x"),
        ("command -v x", "x"),
        ("cat file", None),
        ("curl x", None),
    ],
)
def test_the_output(text: str, output: str | None) -> None:
    assert printed(read_shell(text).commands[-1]) == output


def test_tee_hands_on_what_it_reads() -> None:
    assert received(read_shell("echo a | tee x | sh").commands[-1]) == "a"


def test_a_long_chain_of_pipes_ends() -> None:
    assert received(read_shell("echo a" + " | cat" * 500).commands[-1]) is None
