"""How does somebody learn that it is their turn?"""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

Occasion = Literal["asked", "reminded", "escalated", "handed_on", "alarm", "enrolled"]


class Message(NamedTuple):
    """One message to one person, in plain text. `key` names it for ever: it is never sent twice. `accounts` are the
    person's, by which a channel finds its address (`email:…`, `slack:…`)."""

    key: str
    occasion: Occasion
    person: str
    accounts: tuple[str, ...]
    subject: str
    text: str
    link: str = ""


class Notifier(Protocol):
    """One channel: e-mail, a chat's webhook."""

    @property
    def name(self) -> str:
        """`email`, `slack`, `teams`."""
        ...

    def reaches(self, message: Message) -> bool:
        """Whether this channel has an address for it."""
        ...

    def send(self, message: Message) -> None:
        """Hand it over. Raises ReadError where it was not taken."""
        ...
