from __future__ import annotations

from pathlib import Path

import pytest

from asking_samples import asks, opened, work
from office import FIRST, KEY, PEOPLE, Bureau, make_bureau
from paraph.core.errors import InputError
from paraph.flows.asking.hand_on import assign_to, hand_on


def refused(bureau: Bureau, ask: str, by: str, to: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        hand_on(bureau.office, ask, by, to, "")
    return caught.value.problems[0].code


def test_one_click_asks_whoever_is_next(bureau: Bureau) -> None:
    number = opened(bureau)
    (ask,) = asks(bureau, number)
    bureau.tick(1)
    heir = hand_on(bureau.office, ask.id, ask.person, None, "I wrote half of it")
    assert heir == ask.deputy
    old, new = asks(bureau, number)
    assert (old.state, old.why) == ("handed_on", "I wrote half of it")
    assert (new.state, new.person, new.by) == ("open", heir, ask.person)
    work(bureau)
    assert [each[2] for each in bureau.forge.asked] == [(f"github:{ask.person}",), (f"github:{heir}",)]
    assert bureau.entries("asked")[1]["asks"][0]["by"] == ask.person
    assert "half" not in str(bureau.entries("asked"))


def test_it_goes_to_whom_one_names_and_never_back(bureau: Bureau) -> None:
    number = opened(bureau)
    (ask,) = asks(bureau, number)
    other = next(each for each in ("ben", "cleo", "dan") if each not in (ask.person, ask.deputy))
    assert hand_on(bureau.office, ask.id, ask.person, other, "") == other
    fresh = asks(bureau, number, "open")[0]
    assert refused(bureau, fresh.id, other, ask.person) == "P1307"
    hand_on(bureau.office, fresh.id, other, None, "")
    last = asks(bureau, number, "open")[0]
    assert refused(bureau, last.id, last.person) == "P1308"


def test_who_may_not_is_told(bureau: Bureau) -> None:
    number = opened(bureau)
    (ask,) = asks(bureau, number)
    assert refused(bureau, ask.id, ask.deputy) == "P1306"
    assert refused(bureau, ask.id, "nobody") == "P1306"
    assert refused(bureau, ask.id, ask.person, "ada") == "P1307"
    assert refused(bureau, ask.id, ask.person, "eve") == "P1307"
    assert refused(bureau, "0" * 24, ask.person) == "P1305"
    bureau.forge.change(KEY, number, state="closed")
    bureau.deliver(number=number)
    work(bureau)
    assert refused(bureau, ask.id, ask.person) == "P1305"


def test_a_comment_hands_on_by_id_or_by_login(bureau: Bureau) -> None:
    number = opened(bureau)
    (ask,) = asks(bureau, number)
    row = bureau.row(number)
    other = next(each for each in ("ben", "cleo", "dan") if each not in (ask.person, ask.deputy))
    said = assign_to(bureau.office, row, ask.person, other.title())
    assert said == f"{other.title()} Sample is asked in the place of {ask.person}."
    assert assign_to(bureau.office, row, other, ask.deputy).startswith(ask.deputy.title())
    with pytest.raises(InputError) as caught:
        assign_to(bureau.office, row._replace(number="404"), "ben", "cleo")
    assert caught.value.problems[0].code == "P1309"


def test_a_lead_hands_on_for_others(tmp_path: Path) -> None:
    people = PEOPLE.replace("{id: ada,", "{id: ada, roles: [lead],")
    with make_bureau(tmp_path, files={**FIRST, ".paraph/people.yaml": people}) as bureau:
        (ask,) = asks(bureau, opened(bureau))
        assert hand_on(bureau.office, ask.id, "ada", None, "") == ask.deputy
