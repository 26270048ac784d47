from __future__ import annotations

import json

import pytest

from adapters.notifiers.samples import MESSAGE
from loopback import Answer, answering
from paraph.adapters.http.client import HttpClient
from paraph.adapters.notifiers.teams import TeamsNotifier, payload
from paraph.core.errors import ReadError


def test_it_is_a_card_that_names_one_person_and_has_no_markdown_of_others() -> None:
    (attachment,) = payload(MESSAGE)["attachments"]
    card = attachment["content"]
    named, *others = card["body"]
    assert named["text"] == "<at>ada</at>"
    assert card["msteams"]["entities"] == [
        {"type": "mention", "text": "<at>ada</at>", "mentioned": {"id": "ada@example.test", "name": "ada"}}
    ]
    assert {each["type"] for each in others} == {"RichTextBlock"}
    runs = [run["text"] for each in others for run in each["inlines"]]
    assert runs[0] == "Your turn: fix Bcc: eve@example.test"
    assert not any("<at" in each for each in runs)
    assert card["actions"][0]["url"] == MESSAGE.link
    assert payload(MESSAGE._replace(link="javascript:x"))["attachments"][0]["content"]["actions"] == []


def test_a_person_cannot_name_somebody_else() -> None:
    card = payload(MESSAGE._replace(person="a</at><at>eve"))["attachments"][0]["content"]
    assert card["body"][0]["text"] == "<at>aatateve</at>"


@pytest.mark.enable_socket
def test_it_is_posted_and_a_refusal_is_told() -> None:
    answers = [Answer(202), Answer(500)]
    with answering(lambda _: answers.pop(0)) as server:
        channel = TeamsNotifier(f"{server.url}/workflows/x", HttpClient([server.url], inside=["127.0.0.1"]))
        assert channel.reaches(MESSAGE)
        assert not channel.reaches(MESSAGE._replace(accounts=("teams:<at>",)))
        channel.send(MESSAGE)
        with pytest.raises(ReadError, match="500"):
            channel.send(MESSAGE)
        assert json.loads(server.asked[0].body) == payload(MESSAGE)
