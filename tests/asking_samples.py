"""What do tests of asking share?"""

from __future__ import annotations

from typing import Any

from office import KEY, Bureau
from paraph.core.errors import Problem, ReadError
from paraph.core.model.asking import Ask
from paraph.flows.asking.tasks import handlers
from paraph.ports.notifier import Message, Notifier


def work(bureau: Bureau) -> None:
    """Do what is due, asking as well."""
    bureau.run(handlers(bureau.office))


def opened(bureau: Bureau, branch: str = "one", **how: Any) -> str:
    """A change of one file that somebody proposed, and whoever is to be asked was."""
    number = bureau.propose(branch, {f"src/{branch}.py": "b = 2\n"}, **how)
    bureau.deliver(number=number)
    work(bureau)
    return number


def asks(bureau: Bureau, number: str, *states: str) -> list[Ask]:
    """The asks of a change, all or those in some states."""
    return [each for each in bureau.board.asks(repository=KEY, number=number) if not states or each.state in states]


class Channel:
    """A channel that keeps what it was given; with `trouble` it takes nothing."""

    def __init__(self, name: str = "email") -> None:
        self.name = name
        self.sent: list[Message] = []
        self.trouble = ""

    def reaches(self, message: Message) -> bool:
        """Whether the person has an account of its kind."""
        return any(each.startswith(f"{self.name}:") for each in message.accounts)

    def send(self, message: Message) -> None:
        """Keep it."""
        if self.trouble:
            raise ReadError(Problem("P1311", self.trouble, "wait"))
        self.sent.append(message)


def with_channels(bureau: Bureau, *channels: Notifier) -> None:
    """Let the server of a test send by some channels."""
    bureau.office = bureau.office._replace(notifiers=channels)


def fetch(bureau: Bureau) -> None:
    """Bring the copy of a test's repository up to date."""
    repository = bureau.repository
    bureau.mirrors.fetch(repository, bureau.forge.source(repository), bureau.forge.refspecs(repository))
