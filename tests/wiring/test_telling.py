"""Is each line of the log one line, in which nobody's secret stands and nobody who is named has written?"""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.wiring.telling import telling


def line_of(**said: Any) -> dict[str, Any]:
    stream = io.StringIO()
    telling(stream=stream)("event", **said)
    (line,) = stream.getvalue().splitlines()
    found: dict[str, Any] = json.loads(line)
    assert line.isascii()
    return found


def test_a_line_says_when_and_what() -> None:
    found = line_of(number=1, is_new=True, nothing=None, share=0.5, names=("a", "b"))
    assert found.pop("at").endswith("Z")
    assert found == {
        "event": "event", "number": 1, "is_new": True, "nothing": None, "share": 0.5, "names": ["a", "b"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["token", "webhook_secret", "Authorization", "password", "cookie", "private_key", "csrf", "api_token_x"]
)
def test_a_secret_is_left_out(name: str) -> None:
    assert "hunter2" not in json.dumps(
        line_of(**{name: "hunter2", "inside": {name: "hunter2"}, "list": [{name: "hunter2"}]})
    )


def test_passwords_are_taken_out_of_addresses() -> None:
    assert line_of(why="cannot reach postgresql://ada:hunter2@h/n")["why"] == "cannot reach postgresql://h/n"


@given(st.text())
def test_whoever_is_named_writes_no_line(name: str) -> None:
    assert line_of(who=name + "\n\x1b[2J\u202e")["event"] == "event"


def test_an_event_may_speak_of_an_event() -> None:
    assert line_of(event="push")["of"] == "push"


def test_long_words_are_cut() -> None:
    found = line_of(why="x" * 10_000, many=list(range(1_000)))
    assert (len(found["why"]), len(found["many"])) == (2_000, 100)


def test_who_counts_sees_every_event_and_some_are_not_written() -> None:
    seen: list[str] = []
    stream = io.StringIO()
    tell = telling(lambda event, _: seen.append(event), stream)
    for event in ("request", "forge_call", "other"):
        tell(event)
    assert seen == ["request", "forge_call", "other"]
    assert len(stream.getvalue().splitlines()) == 1


def test_a_log_that_nobody_reads_stops_nothing() -> None:
    stream = io.StringIO()
    stream.close()
    seen: list[str] = []
    telling(lambda event, _: seen.append(event), stream)("event")
    assert seen == ["event"]
