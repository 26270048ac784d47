from __future__ import annotations

import pytest

from asking_samples import asks, opened, work
from office import KEY, Bureau
from paraph.core.errors import InputError
from paraph.core.model.asking import OPTIONAL
from paraph.flows.asking.ask_another import MOST_EXTRA, ask_another
from paraph.flows.asking.hand_on import hand_on


def refused(bureau: Bureau, number: str, by: str, to: str) -> str:
    with pytest.raises(InputError) as caught:
        ask_another(bureau.office, KEY, number, by, to)
    return caught.value.problems[0].code


def others(bureau: Bureau, number: str) -> list[str]:
    asked = {each.person for each in asks(bureau, number)}
    return [each for each in ("ben", "cleo", "dan") if each not in asked]


def test_one_more_is_asked_and_nobody_in_place_of_anybody(bureau: Bureau) -> None:
    number = opened(bureau)
    (first,) = asks(bureau, number)
    other = others(bureau, number)[0]
    bureau.tick(1)
    assert ask_another(bureau.office, KEY, number, "ada", f"github:{other.upper()}", "you know\nthis") == other
    work(bureau)
    assert [(each.person, each.state, each.requirement, each.by) for each in asks(bureau, number)] == [
        (first.person, "open", first.requirement, ""), (other, "open", OPTIONAL, "ada"),
    ]  # fmt: skip
    assert bureau.forge.asked[-1][2] == (f"github:{other}",)
    said = bureau.entries("asked")[-1]["asks"]
    assert [(each["person"], each["by"], each["rule"]) for each in said] == [(other, "ada", OPTIONAL)]
    assert "know" not in str(bureau.entries("asked"))


def test_who_was_asked_hands_it_on(bureau: Bureau) -> None:
    number = opened(bureau)
    one, two = others(bureau, number)
    ask_another(bureau.office, KEY, number, "ada", one)
    extra = next(each for each in asks(bureau, number) if each.person == one)
    assert hand_on(bureau.office, extra.id, one, None, "") == two
    assert [each.requirement for each in asks(bureau, number, "open") if each.person == two] == [OPTIONAL]


def test_nobody_is_asked_twice_for_the_same(bureau: Bureau) -> None:
    number = opened(bureau)
    (first,) = asks(bureau, number)
    other = others(bureau, number)[0]
    ask_another(bureau.office, KEY, number, "ada", other)
    for person in (other, first.person):
        assert refused(bureau, number, "ada", person) == "P1307"
    bureau.push(number, {"src/one.py": "b = 3\n"})
    bureau.deliver(number=number)
    work(bureau)
    kept = next(each for each in asks(bureau, number) if each.person == other)
    assert (kept.state, kept.head) == ("open", bureau.row(number).head)
    assert refused(bureau, number, "ada", other) == "P1307"


@pytest.mark.parametrize(("by", "to", "code"), [
    ("eve", "ben", "P1306"), ("ben", "ada", "P1307"), ("ada", "eve", "P1307"), ("ada", "", "P1307"),
])  # fmt: skip
def test_who_cannot_is_told(bureau: Bureau, by: str, to: str, code: str) -> None:
    assert refused(bureau, opened(bureau), by, to) == code


def test_a_change_that_is_over_asks_nobody(bureau: Bureau) -> None:
    number = opened(bureau)
    ask_another(bureau.office, KEY, number, "ada", others(bureau, number)[0])
    bureau.forge.change(KEY, number, state="closed")
    bureau.deliver(number=number)
    work(bureau)
    assert {each.state for each in asks(bureau, number)} == {"void"}
    assert refused(bureau, number, "ada", "dan") == "P1305"


def test_not_everybody_is_asked(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    number = opened(bureau)
    monkeypatch.setattr("paraph.flows.asking.ask_another.MOST_EXTRA", 1)
    one, two = others(bureau, number)
    ask_another(bureau.office, KEY, number, "ada", one)
    assert refused(bureau, number, "ada", two) == "P1303"
    assert MOST_EXTRA > 1


def test_a_late_one_is_not_passed_on(bureau: Bureau) -> None:
    from paraph.flows.asking.escalate import escalate

    number = opened(bureau)
    other = others(bureau, number)[0]
    ask_another(bureau.office, KEY, number, "ada", other)
    bureau.tick(30 * 86_400)
    escalate(bureau.office)
    assert next(each.state for each in asks(bureau, number) if each.person == other) == "open"
