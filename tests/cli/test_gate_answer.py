from __future__ import annotations

from dataclasses import replace

from paraph.cli.gate_answer import exit_code
from surface_samples import ALL, ALLOW


def test_exit_codes_follow_the_verdict_and_an_unenforced_one_never_allows() -> None:
    assert {name: exit_code(found) for name, found in ALL.items()} == {
        "allow": 0,
        "deny": 1,
        "wait": 3,
        "cannot_tell": 4,
    }
    assert {exit_code(replace(found, is_enforced=False)) for found in (*ALL.values(), ALLOW)} == {4}
