from __future__ import annotations

from pathlib import Path

from asking_samples import Channel, asks, opened, with_channels, work
from office import FIRST, KEY, PEOPLE, Bureau, make_bureau
from paraph.flows.asking.escalate import escalate


def test_what_is_not_due_stays(bureau: Bureau) -> None:
    number = opened(bureau)
    assert escalate(bureau.office) == 0
    assert len(asks(bureau, number)) == 1


def test_the_deputy_is_asked_once_the_time_has_passed(bureau: Bureau) -> None:
    number = opened(bureau)
    (ask,) = asks(bureau, number)
    bureau.now = ask.due_at + 1
    assert escalate(bureau.office) == 1
    old, new = asks(bureau, number)
    assert (old.state, new.state, new.person) == ("escalated", "open", ask.deputy)
    assert new.due_at > bureau.now
    work(bureau)
    assert [each[2] for each in bureau.forge.asked] == [(f"github:{ask.person}",), (f"github:{ask.deputy}",)]
    assert escalate(bureau.office) == 0


def test_who_was_asked_first_may_still_answer(bureau: Bureau) -> None:
    number = opened(bureau)
    (ask,) = asks(bureau, number)
    bureau.now = ask.due_at + 1
    escalate(bureau.office)
    bureau.forge.review(KEY, number, f"github:{ask.person}", at=bureau.now)
    bureau.deliver(number=number)
    work(bureau)
    assert bureau.row(number).verdict == "allow"
    assert [each.state for each in asks(bureau, number)] == ["escalated", "void"]


def test_after_everybody_a_lead_is_told_once(tmp_path: Path) -> None:
    people = PEOPLE.replace("{id: ada,", "{id: ada, roles: [lead],") + (
        '  - {id: lea, roles: [lead], accounts: ["email:lea@example.test"]}\n'
    )
    with make_bureau(tmp_path, files={**FIRST, ".paraph/people.yaml": people}) as bureau:
        channel = Channel()
        with_channels(bureau, channel)
        number = opened(bureau)
        for _ in range(6):
            bureau.now = max(each.due_at for each in asks(bureau, number)) + 1
            escalate(bureau.office)
            work(bureau)
        assert asks(bureau, number, "open") == []
        told = [each for each in channel.sent if each.occasion == "escalated" and each.key.startswith("nobody:")]
        assert [each.accounts for each in told] == [("email:lea@example.test",)] or len(told) == 1
        assert "nobody is left to ask" in told[0].text


def test_one_change_that_cannot_be_read_does_not_hold_up_others(bureau: Bureau) -> None:
    first, second = opened(bureau, "one"), opened(bureau, "two")
    bureau.log.blobs.pop(bureau.row(first).decision)
    from paraph.flows.attend.kept import forget

    forget()
    bureau.now = max(each.due_at for number in (first, second) for each in asks(bureau, number)) + 1
    assert escalate(bureau.office) == 1
    assert [each.event for each in bureau.told if each.event == "escalate"] == ["escalate"]
