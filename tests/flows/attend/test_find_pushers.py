"""Who brought the commits of a change, told by webhooks, or by the forge where none came?"""

from __future__ import annotations

import pytest

from office import KEY, Bureau
from paraph.core.errors import Problem
from paraph.core.model.noun import changed
from paraph.core.model.proposal import Proposal
from paraph.flows.attend.find_pushers import pushers_of
from paraph.flows.server.serving import UNKNOWN_PUSHER
from paraph.ports.forge import ForgeError
from paraph.ports.repository import CommitRecord

WORK = "refs/heads/work"
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


@pytest.mark.parametrize(("by", "verdict"), [("github:ada", "allow"), ("github:ben", "wait"), ("", "cannot_tell")])
def test_of_a_push_that_nobody_told_the_forge_is_asked(bureau: Bureau, by: str, verdict: str) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"}, pushers=())
    head = bureau.forge.proposals[KEY, number].head
    bureau.forge.pushed[KEY, WORK] = {head: by, "f" * 40: "github:dan"}
    bureau.forge.review(KEY, number, "github:ben")
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.row(number).verdict == verdict
    assert bureau.ledger(KEY).introducers([head, "f" * 40]) == ({head: by} if by else {})
    asked = bureau.forge.calls["pushes"]
    bureau.deliver(number=number)
    bureau.run()
    assert (bureau.forge.calls["pushes"] > asked) is (not by)


def test_who_told_it_first_is_believed(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"}, pushers=())
    head = bureau.forge.proposals[KEY, number].head
    bureau.forge.pushed[KEY, WORK] = {head: "github:ada"}
    bureau.deliver(number=number, head=head, said={"sender": "github:dan", "action": "opened"})
    bureau.run()
    assert bureau.ledger(KEY).introducers([head]) == {head: "github:dan"}
    assert bureau.forge.calls["pushes"] == 0


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_forge_that_does_not_say(bureau: Bureau, monkeypatch: pytest.MonkeyPatch, *, is_gone: bool) -> None:
    def pushes(*_: object) -> dict[str, str]:
        raise ForgeError(Problem("P1261", "there is no such branch", "look again"), is_gone=is_gone)

    monkeypatch.setattr(bureau.forge, "pushes", pushes)
    number = bureau.propose("work", {"src/a.py": "a = 2\n"}, pushers=())
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.row(number).verdict == "cannot_tell"
    assert len(bureau.postponed) == (not is_gone)
