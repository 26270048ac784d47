"""Who brought the commits of a change, and what keeps it from being decided."""

from __future__ import annotations

import pytest

from gitbuild import BEN
from office import KEY, Bureau
from paraph.core.errors import ReadError
from paraph.core.model.noun import changed
from paraph.core.model.proposal import Proposal
from paraph.flows.attend.judge_proposal import judge_proposal, pushers_of
from paraph.flows.attend.place import place
from paraph.flows.server.serving import UNKNOWN_PUSHER
from paraph.ports.repository import CommitRecord

PROPOSAL = Proposal(KEY, "1", "c", "refs/heads/main")


def commit(id_: str, *parents: str) -> CommitRecord:
    return CommitRecord(id_, "t", parents, "", "", "", "", 0, 0, "")


@pytest.mark.parametrize(
    ("known", "told", "expected"),
    [
        ({}, (), (UNKNOWN_PUSHER,)),
        ({}, ("github:ada",), ("github:ada",)),
        ({"c": "github:ada"}, (), ("github:ada",)),
        ({"c": "github:ben", "a": "github:ada"}, (), ("github:ben", "github:ada")),
        ({"a": "github:ada"}, (), (UNKNOWN_PUSHER, "github:ada")),
        ({"a": "github:ada"}, ("github:ben",), ("github:ben", "github:ada")),
    ],
)
def test_who_pushed(known: dict[str, str], told: tuple[str, ...], expected: tuple[str, ...]) -> None:
    commits = [commit("c", "b"), commit("b", "a"), commit("a", "base")]
    assert pushers_of(changed(PROPOSAL, pushers=told), commits, known) == expected


def test_who_pushed_without_being_named_has_had_a_hand(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"}, pushers=())
    bureau.forge.review(KEY, number, "github:ben")
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.row(number).verdict == "cannot_tell"
    head = bureau.row(number).head
    bureau.deliver(number=number, head=head, said={"sender": "github:ben", "action": "opened"})
    bureau.run()
    assert bureau.row(number).verdict == "wait"


def test_a_head_or_target_that_is_not_there_cannot_be_told(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"}, by=BEN)
    proposal = bureau.forge.proposals[KEY, number]
    with place(bureau.office, bureau.repository) as at:
        for bad in (changed(proposal, head="f" * 40), changed(proposal, target="refs/heads/none")):
            with pytest.raises(ReadError):
                judge_proposal(at, bad, ())
