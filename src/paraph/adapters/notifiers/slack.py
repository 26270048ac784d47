"""How is a message sent to Slack? To an incoming webhook, as blocks of plain text that name one person."""

from __future__ import annotations

import json
from typing import Any

from paraph.adapters.http.client import HttpClient
from paraph.adapters.notifiers.wording import address_of, one_line, safe_link, visible
from paraph.core.errors import Problem, ReadError
from paraph.core.model.regex import regex
from paraph.ports.notifier import Message

_MEMBER = regex(r"[UW][A-Z0-9]{2,20}")
_MOST_TITLE, _MOST_TEXT = 150, 2_900  # a header block holds 150 characters, a text of a section 3,000


class SlackNotifier:
    """Implements `paraph.ports.notifier.Notifier`; the account is the member's id, `slack:U012AB3CD`."""

    name = "slack"

    def __init__(self, url: str, client: HttpClient) -> None:
        self._url = url
        self._client = client

    def reaches(self, message: Message) -> bool:
        """Whether the person has a member's id there."""
        return bool(_MEMBER.fullmatch(address_of(message.accounts, "slack")))

    def send(self, message: Message) -> None:
        """Post it. Raises ReadError (P1312) where it was not taken."""
        body = json.dumps(payload(message)).encode()
        answer = self._client.request("POST", self._url, {"content-type": "application/json"}, body)
        if answer.status != 200:
            said = one_line(answer.body[:100].decode(errors="replace"), 100)
            what = f"Slack did not take a message: {answer.status} {said}"
            raise ReadError(Problem("P1312", what, "see whether its webhook is still there"))


def payload(message: Message) -> dict[str, Any]:
    """The message as Slack takes it. What others wrote stands in plain text only: there nothing is a mention, a link or
    a markup."""
    title = one_line(message.subject, _MOST_TITLE)
    person = f"<@{address_of(message.accounts, 'slack')}>"
    link = safe_link(message.link)
    opened = f"{person} · <{link}|Open it in Paraph>" if link else person
    blocks = [
        {"type": "header", "text": _plain(title)},
        {"type": "section", "text": _plain(visible(message.text, _MOST_TEXT))},
        {"type": "section", "text": {"type": "mrkdwn", "text": opened, "verbatim": True}},
    ]
    # the words of the notification, in which Slack looks for its three characters
    return {"text": f"{person} {escaped(title)}", "mrkdwn": False, "unfurl_links": False, "unfurl_media": False,
            "link_names": False, "blocks": blocks}  # fmt: skip


def escaped(text: str) -> str:
    """A text in which Slack finds no mention and no link of its own."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": escaped(text) or " ", "emoji": False}
