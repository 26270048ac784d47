from __future__ import annotations

from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.sourced import sourced, without_records
from paraph.core.model.change import Change, Commit
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.person import Identity
from paraph.core.model.provenance import LineEvidence, Oddity, PathLines, Provenance

ADA = Identity("Ada Sample", "ada@example.test")
WRITTEN = Commit("2" * 40, ADA, ADA, message="x\n\nCo-Authored-By: Claude <noreply@anthropic.com>")


def facts(provenance: Provenance = Provenance(), body: str = "") -> Facts:  # noqa: B008 - a frozen noun
    return Facts(
        Repository("shop"), Change("1" * 40, "2" * 40, commits=(WRITTEN,), body=body), 0, provenance=provenance
    )


def test_a_provenance_that_was_left_out_is_read_from_the_commits() -> None:
    assert [signal.tool for signal in sourced(facts(), NO_ROWS).provenance.signals] == ["claude-code"]


def test_a_description_counts_too() -> None:
    found = sourced(facts(body="AI-Assistance: assisted"), NO_ROWS).provenance
    assert [declaration.source for declaration in found.declarations] == ["pull_request"]


def test_a_provenance_that_was_given_stands() -> None:
    given = facts(Provenance(added_lines=3))
    assert sourced(given, NO_ROWS) is given


def test_records_of_lines_can_be_left_out() -> None:
    mine, theirs = PathLines("a.py", ai=2), PathLines("b.py", ai=5)
    odd = Oddity("doubtful_date", "t"), Oddity("note_changed", "t")
    given = Provenance(
        ai_lines=7, added_lines=9, claimed_lines=2, claimed_paths=(mine,), is_upper_bound=True, oddities=odd,
        lines=LineEvidence(ai=7, recorded=5, paths=(theirs, mine), digest="d", strongest="proof"),
    )  # fmt: skip
    found = without_records(facts(given)).provenance
    assert (found.ai_lines, found.is_upper_bound, found.oddities) == (2, False, odd[:1])
    assert found.lines == LineEvidence(paths=(mine,))


def test_where_records_add_nothing_the_facts_are_the_same() -> None:
    for given in (Provenance(), Provenance(ai_lines=2), Provenance(ai_lines=2, lines=LineEvidence(ai=2))):
        before = facts(given)
        assert without_records(before) is before
