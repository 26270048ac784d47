from __future__ import annotations

from pathlib import Path

from asking_samples import asks, opened, work
from office import FIRST, KEY, PEOPLE, Bureau, make_bureau
from paraph.core.model.decision import Owed
from paraph.flows.asking.escalate import escalate
from paraph.flows.asking.matter import matter_of, wants_of


def test_a_matter_knows_what_is_owed_and_who_had_a_hand(bureau: Bureau) -> None:
    matter = matter_of(bureau.office, KEY, opened(bureau))
    assert matter is not None
    assert matter.hands == {"ada"}
    assert [sorted(each.by) for each in matter.wants] == [["ben", "cleo", "dan"]]
    assert matter.is_owed
    assert (matter.people["ben"].name, len(matter.open)) == ("Ben Sample", 1)
    assert matter_of(bureau.office, "github:acme/none", "1") is None


def test_only_people_whose_turn_it_is_are_wanted_one_want_each() -> None:
    owed = [
        Owed("a sign-off by 2 people", "", ("ada", "ben"), "person", "two", minutes=20, people=2),
        Owed("a report", "", (), "evidence", "tests"),
        Owed("a sign-off by one person", "", ("cy",), "person", "later", is_turn=False, people=1),
        Owed("who eve is", "", (), "fact", "two"),
    ]
    found = wants_of(owed, frozenset({"ada"}))
    assert [(each.requirement, each.by, each.minutes) for each in found] == [
        ("two: a sign-off by 2 people", ("ben",), 10)
    ] * 2
    alone = wants_of(owed[:1], frozenset({"ada", "ben"}))
    assert alone[0].by == ("ada", "ben")


def test_everybody_who_could_answer_is_within_reach(tmp_path: Path) -> None:
    many = [f"p{number:02}" for number in range(40)]
    people = PEOPLE + "".join(f'  - {{id: {each}, level: senior, accounts: ["github:{each}"]}}\n' for each in many)
    with make_bureau(tmp_path, files={**FIRST, ".paraph/people.yaml": people}) as bureau:
        number = opened(bureau)
        matter = matter_of(bureau.office, KEY, number)
        assert matter is not None
        assert {*matter.wants[0].by} == {*many, "ben", "cleo", "dan"}
        assert matter.wants[0].by[0] == matter.found.decision.missing[0].by[0]
        for _ in range(20):  # nobody answers in time: it passes on, beyond the dozen whom the decision names
            bureau.tick(14 * 86_400)
            escalate(bureau.office)
            work(bureau)
        assert len({each.person for each in asks(bureau, number)}) == 21
