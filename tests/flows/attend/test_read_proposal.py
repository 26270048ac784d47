"""Checks are read where the policy asks for some, and cost nothing where it does not."""

from __future__ import annotations

from pathlib import Path

from office import FIRST, KEY, POLICY, Bureau, make_bureau
from paraph.core.model.evidence import Check
from paraph.core.model.noun import changed

CHECKED = POLICY + "  - {name: tests, require: [{check: {name: tests}}]}\n"


def look(bureau: Bureau, number: str) -> str:
    bureau.deliver(number=number)
    bureau.run()
    return bureau.row(number).verdict


def test_nobody_asks_for_checks(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    assert look(bureau, number) == "wait"
    assert bureau.forge.calls["checks"] == 0
    assert bureau.forge.calls.total() == 4


def test_the_policy_asks_for_one(tmp_path: Path) -> None:
    with make_bureau(tmp_path, files={**FIRST, ".paraph/policy.yaml": CHECKED}) as bureau:
        number = bureau.propose("work", {"src/a.py": "a = 2\n"})
        bureau.forge.review(KEY, number, "github:ben")
        assert look(bureau, number) == "wait"
        proposal = bureau.forge.proposals[KEY, number]
        bureau.forge.proposals[KEY, number] = changed(proposal, checks=(Check("tests", "success", "", proposal.head),))
        before = bureau.forge.calls["proposal"]
        assert look(bureau, number) == "allow"
        assert bureau.forge.calls["proposal"] == before + 1
