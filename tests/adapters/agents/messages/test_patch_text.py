"""What a patch says that it replaces, file by file."""

from __future__ import annotations

import pytest

from paraph.adapters.agents.messages.patch_text import patched
from paraph.core.model.capture import Edit


def patch(*lines: str) -> str:
    return "\n".join(("*** Begin Patch", *lines, "*** End Patch", ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            patch("*** Update File: a b.py", "@@ def f():", " one", "-two", "+TWO", "+more", " three"),
            (Edit("a b.py", "one\ntwo\nthree\n", "one\nTWO\nmore\nthree\n"),),
        ),
        (
            patch("*** Update File: a", "@@", "-x", "+y", "@@", " u", "+v", "*** End of File"),
            (Edit("a", "x\n", "y\n"), Edit("a", "u\n", "u\nv\n")),
        ),
        (patch("*** Update File: a", " x", "", "+y"), (Edit("a", "x\n\n", "x\n\ny\n"),)),
        (patch("*** Add File: n.py", "+p", "+", "+q"), (Edit("n.py", "", "p\n\nq\n"),)),
        (patch("*** Delete File: d", "*** Add File: e", "+x"), (Edit("d"), Edit("e", "", "x\n"))),
        (patch("*** Update File: a", "*** Move to: c", "@@", "-x", "+y"), (Edit("a"), Edit("c"))),
        (patch("*** Update File: a", "@@", "+only added"), (Edit("a"),)),
        (patch("*** Update File: a", "@@", "-x", "+y", "what is this"), (Edit("a"),)),
        (patch("*** Update File: a"), (Edit("a"),)),
        (patch("*** Update File: a", "-x", "+y", "*** Delete File: a"), (Edit("a"),)),
        ("*** Update File: \n*** Add File: ", ()),
        ("nothing", ()),
        ("", ()),
    ],
)
def test_each_piece_of_a_patch_is_an_edit(text: str, expected: tuple[Edit, ...]) -> None:
    assert patched(text) == expected
