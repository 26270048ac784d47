"""Whatever is delivered, in any order, twice or never: in the end all stands as it must, and nothing is said twice."""

from __future__ import annotations

from delivery_storm import Storm
from office import KEY, Bureau
from paraph.ports.ledger import Job

HOUR = 3_600


def test_it_ends_as_it_must(bureau: Bureau) -> None:
    storm = Storm(bureau, 2)
    for _ in range(20):
        storm.happen()
        storm.arrive(storm.random.randrange(4))
        bureau.run(at_most=storm.random.randrange(6))
    storm.calm()
    assert storm.found() == storm.expected()
    assert storm.flaws() == []
    assert storm.delivered > storm.lost > 0


def test_a_forge_that_is_down_for_an_hour_is_caught_up_with_alone(bureau: Bureau) -> None:
    first, second, third = (bureau.propose(f"w{number}", {f"src/w{number}.py": "w = 0\n"}) for number in "123")
    for number in (first, second):
        bureau.deliver(number=number)
    bureau.deliver("push", ref="refs/heads/main")
    bureau.run()
    bureau.forge.down()
    bureau.forge.review(KEY, first, "github:ben", at=bureau.now)
    bureau.push(second, {"src/w2.py": "w = 1\n"})
    begun = bureau.forge.calls.total()
    for number in (first, second, third):
        bureau.deliver(number=number)
    for _ in range(HOUR // 30):
        bureau.run()
        bureau.tick(30)
    assert {bureau.row(number).verdict for number in (first, second)} == {"cannot_tell"}
    assert bureau.forge.calls.total() - begun < 60, "it is left alone while it is down"
    bureau.forge.up()
    bureau.log.record((), [Job("reconcile", b"{}", "reconcile")])
    for _ in range(HOUR // 4 // 30 + 1):
        bureau.run()
        bureau.tick(30)
    assert [bureau.row(number).verdict for number in (first, second, third)] == ["allow", "wait", "wait"]
    shown = {number: report for _, number, report in bureau.forge.shown}
    assert [shown[number].head for number in (second, third)] == [bureau.row(number).head for number in (second, third)]
    assert {number: str(report.verdict) for number, report in shown.items()} == {"1": "allow", "2": "wait", "3": "wait"}
    assert (bureau.postponed, bureau.failed) == ([], [])
