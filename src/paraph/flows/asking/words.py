"""What is somebody told when it is their turn?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.model.asking import Ask
from paraph.flows.asking.matter import Matter
from paraph.flows.asking.zones import told
from paraph.flows.attend.errands import errand
from paraph.flows.attend.report import page_of
from paraph.ports.ledger import Job
from paraph.ports.notifier import Occasion

_PROOF = {
    "review": "A review at the forge, or on the page, is enough.",
    "signed": "It has to be signed with your key: on the page, or by `paraph signoff`.",
    "present": "It has to be signed with a passkey or a security key, in your presence.",
}


class Notice(NamedTuple):
    """What a `notify` job carries: a message without addresses, which are looked up when it is sent."""

    key: str
    occasion: Occasion
    person: str
    subject: str
    text: str
    link: str = ""


def notify_job(notice: Notice) -> Job:
    """The job that sends it; a key is sent once."""
    said = {name: value.encode("utf-8", "replace").decode() for name, value in notice._asdict().items()}
    return errand("notify", f"notify:{notice.key}", **said)


def turn_notice(matter: Matter, ask: Ask, occasion: Occasion = "asked", more: str = "") -> Notice:
    """That somebody is asked for an answer."""
    row = matter.row
    person = matter.people.get(ask.person)
    lines = [
        *([more, ""] if more else []),
        row.title or f"Change {row.number}",
        f"{row.repository} {row.number}, by {_author(matter)}",
        "",
        f"You are asked for {ask.requirement}.",
        f"Tier {row.tier}; reading takes about {ask.minutes} {'minute' if ask.minutes == 1 else 'minutes'}.",
        _PROOF[ask.proof],
        f"Please answer by {told(ask.due_at, person)}. If you cannot, hand it on from its page: one click.",
    ]
    subject = f"Your turn: {row.title or row.number} ({row.repository} {row.number})"
    return Notice(f"{occasion}:{ask.id}", occasion, ask.person, subject, "\n".join(lines), _link(matter))


def nobody_notice(matter: Matter, lead: str, key: str, requirement: str, why: str) -> Notice:
    """That nobody answers, to somebody who can see to it."""
    row = matter.row
    text = "\n".join([
        row.title or f"Change {row.number}", f"{row.repository} {row.number}, by {_author(matter)}", "",
        f"It waits for {requirement}, and nobody is left to ask: {why}.",
        "Name somebody, raise a limit, or answer it yourself where the policy lets you.",
    ])  # fmt: skip
    subject = f"Nobody left to ask: {row.title or row.number} ({row.repository} {row.number})"
    return Notice(key, "escalated", lead, subject, text, _link(matter))


def _author(matter: Matter) -> str:
    person = matter.people.get(matter.row.person)
    return (person.name or person.id) if person else matter.row.author or "nobody known"


def _link(matter: Matter) -> str:
    return page_of(matter.office, matter.row.repository, matter.row.number)
