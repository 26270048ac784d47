"""How does a message reach the person it is for, by every channel that has an address, and never twice?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paraph.core.errors import Problem, ReadError
from paraph.flows.attend.office import Office
from paraph.flows.attend.people import everybody_told
from paraph.ports.board import Fence, Posted
from paraph.ports.ledger import Row
from paraph.ports.notifier import Message, Notifier

SENDING, SENT, FAILED = "sending", "sent", "failed"


def notify(office: Office, said: Mapping[str, Any], fence: Fence | None = None) -> None:
    """Send what a job carries. A channel is tried again only where it said that it did not take the message: one that
    was being sent when the process ended may have arrived, and deadlines see to it that nobody waits for ever.

    Raises ReadError once all channels were tried, where one did not take it, and where the people cannot be read.
    """
    message = _message(office, said)
    troubles = []
    for channel in office.notifiers:
        if not channel.reaches(message):
            continue
        try:
            _send(office, channel, message, fence)
        except ReadError as error:
            troubles.append(error)
    if troubles:
        raise troubles[0]


def _message(office: Office, said: Mapping[str, Any]) -> Message:
    person = str(said["person"])
    known = everybody_told(office)
    accounts = next((each.accounts for each in known.directory.people if each.id == person), None)
    if accounts is None and known.troubles:
        raise ReadError(Problem("P1314", f"nobody knows how to reach {person}: {known.troubles[0]}", "mend that first"))
    accounts = accounts or ()
    return Message(
        key=str(said["key"]), occasion=said["occasion"], person=person, accounts=accounts,
        subject=str(said["subject"]), text=str(said["text"]), link=str(said.get("link", "")),
    )  # fmt: skip


def _send(office: Office, channel: Notifier, message: Message, fence: Fence | None) -> None:
    key = f"sent:{channel.name}:{message.key}"
    known = office.board.posted(key)
    if known is not None and known.external != FAILED:
        if known.external == SENDING:
            office.tell("notify", channel=channel.name, message=message.key, trouble="it may not have been sent")
        return
    _mark(office, key, SENDING, fence)
    try:
        channel.send(message)
    except ReadError:
        _mark(office, key, FAILED, fence)
        raise
    _mark(office, key, SENT, fence)


def _mark(office: Office, key: str, state: str, fence: Fence | None) -> None:
    rows = [Row(Posted(key, "", state, office.clock())), *([Row(fence)] if fence else [])]
    office.log.record((), (), rows)
