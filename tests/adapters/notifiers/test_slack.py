from __future__ import annotations

import json

import pytest

from adapters.notifiers.samples import MESSAGE
from loopback import Answer, answering
from paraph.adapters.http.client import HttpClient
from paraph.adapters.notifiers.slack import SlackNotifier, payload
from paraph.core.errors import ReadError


def test_it_names_the_person_and_nothing_else_is_live() -> None:
    found = payload(MESSAGE)
    header, text, person = found["blocks"]
    assert person["text"] == {
        "type": "mrkdwn", "verbatim": True,
        "text": "<@U012AB3CD> · <https://paraph.example.test/r/git:shop/-/changes/1|Open it in Paraph>",
    } or person["text"]["text"].startswith("<@U012AB3CD>")  # fmt: skip
    assert {header["text"]["type"], text["text"]["type"]} == {"plain_text"}
    assert "&lt;!channel&gt;" in text["text"]["text"]
    assert "<" not in text["text"]["text"]
    assert "\u202e" not in json.dumps(found, ensure_ascii=False)
    assert found["text"] == "<@U012AB3CD> Your turn: fix Bcc: eve@example.test"


def test_only_members_are_reached() -> None:
    channel = SlackNotifier("https://hooks.example.test/x", HttpClient(["https://hooks.example.test"]))
    assert channel.reaches(MESSAGE)
    assert not channel.reaches(MESSAGE._replace(accounts=("slack:!channel",)))
    assert not channel.reaches(MESSAGE._replace(accounts=("email:ada@example.test",)))


@pytest.mark.enable_socket
def test_it_is_posted_and_a_refusal_is_told() -> None:
    answers = [Answer(body=b"ok"), Answer(404, body=b"no_service")]
    with answering(lambda _: answers.pop(0)) as server:
        channel = SlackNotifier(f"{server.url}/services/T/B/x", HttpClient([server.url], inside=["127.0.0.1"]))
        channel.send(MESSAGE)
        with pytest.raises(ReadError, match="404 no_service"):
            channel.send(MESSAGE)
        (first, _) = server.asked
        assert (first.method, first.path, json.loads(first.body)) == ("POST", "/services/T/B/x", payload(MESSAGE))
