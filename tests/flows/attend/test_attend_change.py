"""A change is decided as the forge and the repository have it now, and entered once."""

from __future__ import annotations

from office import KEY, MAIN, Bureau
from paraph.flows.attend.kept import kept


def test_a_change_waits_for_a_reader_and_is_allowed_by_a_review(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=number)
    bureau.run()
    row = bureau.row(number)
    assert (row.verdict, row.waits_for, row.person, row.state) == ("wait", "person", "ada", "open")
    assert row.owed_by == ()
    assert row.minutes > 0
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    bureau.deliver(number=number, event="pull_request_review")
    bureau.run()
    assert bureau.row(number).verdict == "allow"
    assert [each["kind"] for each in bureau.entries("judged", "reviewed")] == ["judged", "reviewed", "judged"]
    again = bureau.log.head().size
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.log.head().size == again
    found = kept(bureau.office, bureau.row(number))
    assert (found.decision.verdict, found.facts.change.target, found.policy.identity) == ("allow", MAIN, "ab" * 16)
    assert found.facts.change.commits[0].author.email == "ada@example.test"


def test_it_is_shown_once_and_mended(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    for _ in range(3):
        bureau.deliver(number=number)
        bureau.run()
    ((_, _, first),) = bureau.forge.shown
    assert (first.verdict, first.head) == ("wait", bureau.row(number).head)
    assert f"/r/{KEY}/-/changes/{number}" in first.summary
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    bureau.deliver(number=number)
    bureau.run()
    assert [each.verdict for _, _, each in bureau.forge.shown] == ["wait", "allow"]
    assert bureau.forge.shown[1][2].external == "check-2"
    ((_, text),) = bureau.forge.said.items()
    assert "allow" in text
    assert bureau.forge.calls["show"] == bureau.forge.calls["say"] == 2
