from __future__ import annotations

import sys

from benchmarks.machine import load, state


def test_the_state_of_the_machine_names_what_a_figure_depends_on() -> None:
    found = state(7)
    assert sys.version.split()[0] in found
    assert "seed 7" in found
    assert "processors" in found
    assert "five minutes" in load()
