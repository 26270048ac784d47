"""What keeps a change from being decided."""

from __future__ import annotations

import pytest

from gitbuild import BEN
from office import KEY, Bureau
from paraph.core.errors import ReadError
from paraph.core.model.noun import changed
from paraph.flows.attend.judge_proposal import judge_proposal
from paraph.flows.attend.place import place


def test_a_head_or_target_that_is_not_there_cannot_be_told(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"}, by=BEN)
    proposal = bureau.forge.proposals[KEY, number]
    with place(bureau.office, bureau.repository) as at:
        for bad in (changed(proposal, head="f" * 40), changed(proposal, target="refs/heads/none")):
            with pytest.raises(ReadError):
                judge_proposal(at, bad, ())
