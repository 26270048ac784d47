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
    assert set(row.owed_by) == {"ben", "cleo", "dan"}
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
