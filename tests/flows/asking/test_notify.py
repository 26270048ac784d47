from __future__ import annotations

import pytest

from asking_samples import Channel, asks, fetch, opened, with_channels, work
from office import KEY, Bureau
from paraph.core.errors import ReadError
from paraph.flows.asking.notify import SENDING, notify
from paraph.ports.board import Posted
from paraph.ports.ledger import Row

SAID = {"key": "k1", "occasion": "asked", "person": "ben", "subject": "s", "text": "t", "link": ""}


def test_each_channel_that_reaches_gets_it_once(bureau: Bureau) -> None:
    email, slack = Channel("email"), Channel("slack")
    with_channels(bureau, email, slack)
    number = opened(bureau)
    (ask,) = asks(bureau, number)
    (message,) = email.sent
    assert (message.person, message.key, message.occasion) == (ask.person, f"asked:{ask.id}", "asked")
    assert f"email:{ask.person}@example.test" in message.accounts
    assert message.link == f"https://paraph.example.test/r/{KEY}/-/changes/{number}"
    assert "Change one" in message.text
    assert "Please answer by" in message.text
    assert slack.sent == []
    notify(bureau.office, SAID)
    notify(bureau.office, SAID)
    assert [each.key for each in email.sent] == [message.key, "k1"]


def test_a_channel_that_did_not_take_it_is_tried_again_and_the_others_are_not(bureau: Bureau) -> None:
    broken, whole = Channel("email"), Channel("github")
    broken.trouble = "the mail server is down"
    with_channels(bureau, broken, whole)
    fetch(bureau)
    with pytest.raises(ReadError, match="down"):
        notify(bureau.office, SAID)
    broken.trouble = ""
    notify(bureau.office, SAID)
    assert (len(broken.sent), len(whole.sent)) == (1, 1)


def test_what_may_have_been_sent_is_not_sent_again(bureau: Bureau) -> None:
    channel = Channel()
    with_channels(bureau, channel)
    fetch(bureau)
    bureau.log.record((), rows=[Row(Posted("sent:email:k1", "", SENDING, bureau.now))])
    notify(bureau.office, SAID)
    assert channel.sent == []
    assert bureau.told[-1].fields["trouble"] == "it may not have been sent"


def test_somebody_unknown_has_no_address(bureau: Bureau) -> None:
    channel = Channel()
    with_channels(bureau, channel)
    with pytest.raises(ReadError, match="not on this machine"):
        notify(bureau.office, {**SAID, "person": "eve"})
    fetch(bureau)
    bureau.tick(60)
    notify(bureau.office, {**SAID, "person": "eve"})
    assert channel.sent == []


def test_a_job_that_fails_is_done_again_later(bureau: Bureau) -> None:
    channel = Channel()
    channel.trouble = "the mail server is down"
    with_channels(bureau, channel)
    opened(bureau)
    assert [job.task for _, job in bureau.postponed] == ["notify"]
    channel.trouble = ""
    bureau.tick(1_000)
    work(bureau)
    assert len(channel.sent) == 1
