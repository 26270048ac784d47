"""How is a message sent to Microsoft Teams? To a workflow's webhook, as an Adaptive Card that names one person."""

from __future__ import annotations

import json
from typing import Any

from paraph.adapters.http.client import HttpClient
from paraph.adapters.notifiers.wording import address_of, one_line, safe_link, visible
from paraph.core.errors import Problem, ReadError
from paraph.core.model.regex import regex
from paraph.ports.notifier import Message

_MEMBER = regex(r"[A-Za-z0-9._%+@-]{3,200}")
_MENTION = regex(r"<(?=\s*/?\s*at\b)")
_MOST_TITLE, _MOST_TEXT = 200, 4_000
_TAKEN = (200, 202)


class TeamsNotifier:
    """Implements `paraph.ports.notifier.Notifier`; the account is the member's principal name or object id,
    `teams:ada@example.test`."""

    name = "teams"

    def __init__(self, url: str, client: HttpClient) -> None:
        self._url = url
        self._client = client

    def reaches(self, message: Message) -> bool:
        """Whether the person has a name there."""
        return bool(_MEMBER.fullmatch(address_of(message.accounts, "teams")))

    def send(self, message: Message) -> None:
        """Post it. Raises ReadError (P1313) where it was not taken."""
        body = json.dumps(payload(message)).encode()
        answer = self._client.request("POST", self._url, {"content-type": "application/json"}, body)
        if answer.status not in _TAKEN:
            what = f"Teams did not take a message: {answer.status}"
            raise ReadError(Problem("P1313", what, "see whether the workflow behind its webhook still runs"))


def payload(message: Message) -> dict[str, Any]:
    """The message as a workflow takes it. What others wrote stands in text runs, in which nothing is Markdown."""
    member = address_of(message.accounts, "teams")
    named = f"<at>{_letters(message.person)}</at>"
    runs = [_run(one_line(message.subject, _MOST_TITLE), weight="Bolder")]
    body = [
        {"type": "TextBlock", "text": named, "wrap": True},
        {"type": "RichTextBlock", "inlines": runs},
        *({"type": "RichTextBlock", "inlines": [_run(line)]} for line in visible(message.text, _MOST_TEXT).split("\n")
          if line.strip()),
    ]  # fmt: skip
    link = safe_link(message.link)
    mention = {"type": "mention", "text": named, "mentioned": {"id": member, "name": _letters(message.person)}}
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [{"type": "Action.OpenUrl", "title": "Open it in Paraph", "url": link}] if link else [],
        "msteams": {"width": "Full", "entities": [mention]},
    }
    content_type = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": content_type, "contentUrl": None, "content": card}]}


def _run(text: str, **how: str) -> dict[str, Any]:
    # the one thing that is looked for in any text of a card
    return {"type": "TextRun", "text": _MENTION.sub("‹", text), **how}


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or c in "._-")[:64] or "you"
