from __future__ import annotations

from office import KEY
from paraph.core.ledger.merkle import leaf_hash
from paraph.core.model.noun import changed
from paraph.flows.answer.standing import directory_of
from paraph.flows.attend.kept import kept
from paraph.flows.view.timeline import timeline
from paraph.ports.board import KeptReview
from shown_office import Desk


def test_each_line_on_record_has_its_entry(desk: Desk) -> None:
    office, row = desk.bureau.office, desk.bureau.row(desk.numbers["pay"])
    review = KeptReview(
        KEY, "r", row.number, "github:dan", "approved", row.target, "b", row.head, "t", "d", "high", 9, 0
    )
    with desk.bureau.mirrors.open(desk.bureau.repository) as opened:
        people = directory_of(office, desk.bureau.repository)
        found = timeline(office, opened.reader, row, kept(office, row), [review], people)
        was = kept(office, row)
        rules = changed(was.policy, rules=was.policy.rules[:1])
        other = timeline(office, opened.reader, row._replace(verdict="allow"), was._replace(policy=rules), [], people)
    assert [each.stage for each in found.chapters] == ["wrote", "risk", "owed", "said", "decided"]
    assert found.is_same
    decided = found.chapters[-1].lines[0]
    assert decided.entry == row.entry
    assert decided.link == f"/audit/entries/{row.entry}"
    assert row.entry is not None
    assert decided.leaf == leaf_hash(next(iter(desk.bureau.log.entries(row.entry, row.entry + 1)))).hex()
    assert found.chapters[3].lines[0].text.startswith("dan approved it at")
    assert not other.is_same
    assert "it is wait" in other.sentence


def test_what_landed_has_its_movement(desk: Desk) -> None:
    office, row = desk.bureau.office, desk.bureau.row(desk.numbers["landed"])
    with desk.bureau.mirrors.open(desk.bureau.repository) as opened:
        people = directory_of(office, desk.bureau.repository)
        found = timeline(office, opened.reader, row, kept(office, row), [], people)
    assert found.chapters[-1].stage == "landed"
