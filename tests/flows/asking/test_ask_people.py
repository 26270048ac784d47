from __future__ import annotations

from pathlib import Path

from asking_samples import asks, opened, work
from gitbuild import BEN
from office import FIRST, IDENTITY, KEY, PEOPLE, Bureau, make_bureau, server_config
from paraph.flows.asking.ask_people import AGAIN_SECONDS, ask_people
from paraph.flows.attend.errands import ask_job
from paraph.ports.config import AskSettings

TWO = f"""\
version: 1
identity: {IDENTITY}
mode: enforce
rules:
  - {{name: two eyes, require: [{{signoff: {{count: 2, proof: review}}}}]}}
"""


def test_one_person_is_asked_at_the_forge_and_in_the_log(bureau: Bureau) -> None:
    number = opened(bureau)
    (ask,) = asks(bureau, number)
    assert ask.person in ("ben", "cleo", "dan")
    assert ask.deputy in {"ben", "cleo", "dan"} - {ask.person}
    assert (ask.state, ask.head, ask.proof) == ("open", bureau.row(number).head, "review")
    assert ask.due_at > bureau.now
    assert bureau.forge.asked == [(KEY, number, (f"github:{ask.person}",))]
    (entry,) = bureau.entries("asked")
    assert entry["asks"][0] == {
        "id": ask.id, "person": ask.person, "rule": "review", "due_at": ask.due_at, "minutes": ask.minutes,
        "proof": "review", "deputy": ask.deputy, "by": "",
    }  # fmt: skip
    assert "@" not in str(entry)


def test_doing_it_again_asks_nobody_twice(bureau: Bureau) -> None:
    number = opened(bureau)
    before = asks(bureau, number)
    for _ in range(3):
        ask_people(bureau.office, KEY, number)
    assert asks(bureau, number) == before
    assert len(bureau.forge.asked) == len(bureau.entries("asked")) == 1
    assert bureau.log.jobs == []


def test_a_forge_that_was_down_is_told_later(bureau: Bureau) -> None:
    number = bureau.propose("one", {"src/one.py": "b = 2\n"})
    bureau.deliver(number=number)
    bureau.run()
    bureau.forge.down(60)
    bureau.log.jobs = [ask_job(KEY, number)]
    work(bureau)
    assert (len(asks(bureau, number, "open")), bureau.forge.asked) == (1, [])
    bureau.forge.up()
    bureau.tick(61)
    work(bureau)
    assert len(bureau.forge.asked) == 1


def test_who_answered_is_let_go_and_nobody_else_is_asked(bureau: Bureau) -> None:
    number = opened(bureau)
    (ask,) = asks(bureau, number)
    bureau.forge.review(KEY, number, f"github:{ask.person}", at=bureau.now)
    bureau.deliver(number=number)
    work(bureau)
    assert bureau.row(number).verdict == "allow"
    assert [each.state for each in asks(bureau, number)] == ["answered"]


def test_an_answer_of_somebody_else_voids_the_ask(bureau: Bureau) -> None:
    number = opened(bureau)
    (ask,) = asks(bureau, number)
    other = next(each for each in ("ben", "cleo", "dan") if each != ask.person)
    bureau.forge.review(KEY, number, f"github:{other}", at=bureau.now)
    bureau.deliver(number=number)
    work(bureau)
    assert [(each.person, each.state) for each in asks(bureau, number)] == [(ask.person, "void")]


def test_a_push_before_the_answer_moves_the_ask_and_one_after_it_asks_again(bureau: Bureau) -> None:
    number = opened(bureau)
    (first,) = asks(bureau, number)
    bureau.push(number, {"src/one.py": "b = 3\n"})
    bureau.deliver(number=number)
    work(bureau)
    (moved,) = asks(bureau, number)
    assert (moved.id, moved.person, moved.head) == (first.id, first.person, bureau.row(number).head)
    assert len(bureau.forge.asked) == 1
    bureau.forge.review(KEY, number, f"github:{first.person}", at=bureau.now)
    bureau.deliver(number=number)
    work(bureau)
    bureau.push(number, {"src/one.py": "b = 4\n"})
    bureau.deliver(number=number)
    work(bureau)
    assert [each.head for each in asks(bureau, number, "open")] == [bureau.row(number).head]


def test_changes_are_spread_over_people(bureau: Bureau) -> None:
    people = [asks(bureau, opened(bureau, f"b{n}"))[0].person for n in range(3)]
    assert sorted(people) == ["ben", "cleo", "dan"]


def test_two_signoffs_are_asked_of_two_people(tmp_path: Path) -> None:
    with make_bureau(tmp_path, files={**FIRST, ".paraph/policy.yaml": TWO}) as bureau:
        number = opened(bureau, by=BEN)
        found = asks(bureau, number, "open")
        assert len({each.person for each in found}) == 2
        assert "ben" not in {each.person for each in found}
        (asked,) = bureau.forge.asked
        assert sorted(asked[2]) == sorted(f"github:{each.person}" for each in found)


def test_nobody_left_is_told_to_a_lead_and_looked_at_again(tmp_path: Path) -> None:
    away = "".join(f"{each}: [{{from: 2027-01-01, to: 2027-01-31}}]\n" for each in ("ben", "dan"))
    people = PEOPLE.replace("level: staff", "level: staff, roles: [lead]")
    config = server_config(tmp_path, asking=AskSettings(most_minutes=240, hours=(("medium", 8),)))
    files = {**FIRST, ".paraph/policy.yaml": TWO, ".paraph/people.yaml": people, ".paraph/absence.yaml": away}
    with make_bureau(tmp_path, files=files, config=config) as bureau:
        number = opened(bureau)
        (ask,) = asks(bureau, number, "open")
        assert ask.person == "cleo"
        jobs = [job for _, job in bureau.postponed]
        assert [job.key for job in jobs] == [f"again:{KEY}#{number}"]
        bureau.work.commit("back", {".paraph/absence.yaml": "{}\n"})
        bureau.tick(AGAIN_SECONDS + 1)
        bureau.deliver(number=number)
        work(bureau)
        assert len(asks(bureau, number, "open")) == 2


def test_a_draft_and_what_cannot_be_told_ask_nobody(bureau: Bureau) -> None:
    number = opened(bureau, is_draft=True)
    assert asks(bureau, number) == []
    number = opened(bureau, "two")
    before = asks(bureau, number)
    bureau.forge.down(60)
    bureau.deliver(number=number)
    work(bureau)
    ask_people(bureau.office, KEY, number)
    assert bureau.row(number).verdict == "cannot_tell"
    assert asks(bureau, number) == before


def test_what_is_closed_asks_nobody_any_more(bureau: Bureau) -> None:
    number = opened(bureau)
    bureau.forge.change(KEY, number, state="closed")
    bureau.deliver(number=number)
    work(bureau)
    assert [each.state for each in asks(bureau, number)] == ["void"]
    ask_people(bureau.office, KEY, "404")
    assert asks(bureau, "404") == []
