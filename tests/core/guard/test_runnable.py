"""Is a program known whatever folder it stands in?"""

from __future__ import annotations

import pytest

from paraph.core.guard.runnable import base_name


@pytest.mark.parametrize("word", ["rm", "/bin/rm", "./rm", r"\rm", r"C:\x\rm.exe"])
def test_the_name_of_a_program(word: str) -> None:
    assert base_name(word) == "rm"
