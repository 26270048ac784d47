"""Is the input of a command read where it comes from a file?"""

from __future__ import annotations

import pytest

from paraph.core.guard.shell.commands import read_shell
from paraph.core.guard.unwrapping.standard_input import with_standard_input

FILES = {"x": "one", "y": "two"}


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("sh < x", "one"), ("cat x y | sh", "one\ntwo"), ("at -f y now", "two"), ("crontab x", "one"),
        ("sh < <(echo three)", "three"), ("sh < z", None), ("grep a < x", None), ("sh <<< four", "four"),
        ("crontab -l", None), ("sh", None),
    ],
)  # fmt: skip
def test_what_is_read(command: str, text: str | None) -> None:
    assert with_standard_input(read_shell(command).commands[-1], FILES.get).stdin == text
