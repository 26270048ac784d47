from __future__ import annotations

import json
from collections import Counter

import pytest

from golden_file import assert_golden
from paraph.adapters.formats.plain_json import write_json
from paraph.cli.replay_text import document, text, weeks_of
from paraph.cli.terminal_text import Style
from paraph.core.model.person import Directory, Person
from paraph.flows.replay.replay_policy import Difference, Replay
from paraph.flows.replay.replay_tally import Tally

NOON, DAY = 1_767_268_800, 86_400
PEOPLE = Directory(
    (
        Person("ada", name="Ada Sample", teams=("web",)),
        Person("ben", name="Ben Sample", teams=("web", "data")),
        Person("ben-2", name="Ben Sample"),
    )
)
NOTES = ("Dependents are those of 0123456789ab.", "Every rule counts as enforced, and " + "word " * 30 + "is the end.")


def tally(label: str, **more: object) -> Tally:
    found = Tally(label, changes=40)
    given: dict[str, object] = {
        "tiers": Counter(high=10, medium=30), "assistance": Counter(assisted=5, unknown=35),
        "verdicts": Counter(wait=38, allow=2), "rules": Counter(review=38), "evidence": Counter(tests=2),
        "signoffs": 38, "minutes": 600, "unanswerable": 1,
        "person_share": Counter({"ada": 20.0, "ben": 10.0, "ben-2": 4.0, "gone": 4.0}),
    }  # fmt: skip
    for name, value in (given | more).items():
        setattr(found, name, value)
    return found


def replayed(*tallies: Tally) -> Replay:
    result = Replay(
        tallies or (tally(".paraph/policy.yaml"),), newest=NOON, oldest=NOON - 28 * DAY, changes=40, merges=12
    )
    result.alone, result.unrecorded, result.alone_by_tier = 3, 7, Counter(high=1, medium=2)
    result.alone_examples = [("ab" * 20, "web: widen the gallery")] * 4
    return result


def compared() -> Replay:
    light = tally(
        "policies/a-rather-long-name-of-a-file.yaml", tiers=Counter(medium=40), verdicts=Counter(allow=30, wait=10),
        signoffs=8, minutes=90, unanswerable=0, person_share=Counter({"ada": 8.0}),
    )  # fmt: skip
    result = replayed(tally(".paraph/policy.yaml"), light)
    light.reasons = Counter({f"who {name} <{name}@example.test> is": 9 - at for at, name in enumerate("abcdefg")})
    light.unblocks = {
        "who a <a@example.test> is": "in .paraph/people.yaml, add `email:a@example.test` to a \x1b[31mperson"
    }
    result.differing, result.flips = 30, Counter({("wait", "allow"): 28, ("cannot_tell", "wait"): 2})
    result.asks_more = Counter({"pages: a passed report of links": 4})
    result.asks_less = Counter({"review: a sign-off by one person, senior or above " + "in team x " * 9: 26})
    result.differences = [
        Difference("cd" * 20, "pay: \x1b[31m a subject " + "that goes on " * 9, ("wait", "allow"), ("high", "medium"),
                   ("pages: a passed report of links",), ("review: a sign-off by one person", "b", "c")),
        Difference("ef" * 20, "same verdict", ("wait", "wait"), ("low", "low"), (),
                   ("review: a sign-off by one person",)),
    ]  # fmt: skip
    return result


def shown(result: Replay, columns: int = 80) -> str:
    return text(result, PEOPLE, NOTES, columns, Style()) + "\n"


@pytest.mark.parametrize("columns", [80, 120])
def test_golden(columns: int) -> None:
    assert_golden(f"surface/replay_one_{columns}.txt", shown(replayed(), columns))
    assert_golden(f"surface/replay_two_{columns}.txt", shown(compared(), columns))


def test_golden_of_the_document() -> None:
    assert_golden("surface/replay.json", write_json(document(compared(), NOTES), is_pretty=True) + "\n")
    assert json.loads(write_json(document(Replay((Tally("x"),)), ())))["weeks"] == 0.0


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_no_line_is_wider_than_the_terminal_and_nothing_acts_on_it(columns: int) -> None:
    lines = shown(compared(), columns).splitlines()
    assert max(map(len, lines)) <= columns
    assert "\x1b" not in "".join(lines)


def test_figures_come_first_and_how_to_read_them_last() -> None:
    lines = shown(replayed()).splitlines()
    assert lines[0].startswith("40 changes landed from 2025-12-04 to 2026-01-01")
    assert lines.index("how to read this") > lines.index("sign-offs owed")


def test_people_are_named_and_two_of_one_name_stay_apart() -> None:
    out = shown(replayed())
    assert "  Ada Sample" in out
    assert "  ben " in out
    assert "  ben-2 " in out
    assert "  gone " in out
    assert "Ben Sample" not in out


def test_a_short_span_is_no_busy_week() -> None:
    result = replayed()
    assert weeks_of(result) == 4
    result.oldest = result.newest - DAY
    assert weeks_of(result) == 1


def test_policies_of_one_file_name_keep_their_folders() -> None:
    out = shown(replayed(tally("a/policy.yaml"), tally("b/policy.yaml")))
    assert "a/policy.yaml" in out.splitlines()[2]
    assert "b/policy.yaml" in out.splitlines()[2]


def test_nothing_landed() -> None:
    assert shown(Replay((Tally("x"),))).startswith("No change landed in this span")


def test_why_nobody_can_tell_is_told_with_what_would_end_it() -> None:
    lines = shown(compared()).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("why nobody can tell, by a-rather"))
    assert lines[at + 1] == "        9  who a <a@example.test> is"
    assert lines[at + 2].startswith("           in .paraph/people.yaml, add")
    assert "  and 2 more reasons" in lines
    assert "why nobody can tell" not in shown(replayed())
    found = document(compared(), ())["policies"]
    assert isinstance(found, list)
    assert found[1]["cannot_tell"][1] == {"reason": "who b <b@example.test> is", "changes": 8, "unblocks": ""}
