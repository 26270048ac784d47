from __future__ import annotations

from paraph.core.detect.sourced import sourced
from paraph.core.model.change import Change, Commit
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.person import Identity
from paraph.core.model.provenance import Provenance

ADA = Identity("Ada Sample", "ada@example.test")
WRITTEN = Commit("2" * 40, ADA, ADA, message="x\n\nCo-Authored-By: Claude <noreply@anthropic.com>")


def facts(provenance: Provenance = Provenance(), body: str = "") -> Facts:  # noqa: B008 - a frozen noun
    return Facts(
        Repository("shop"), Change("1" * 40, "2" * 40, commits=(WRITTEN,), body=body), 0, provenance=provenance
    )


def test_a_provenance_that_was_left_out_is_read_from_the_commits() -> None:
    assert [signal.tool for signal in sourced(facts()).provenance.signals] == ["claude-code"]


def test_a_description_counts_too() -> None:
    found = sourced(facts(body="AI-Assistance: assisted")).provenance
    assert [declaration.source for declaration in found.declarations] == ["pull_request"]


def test_a_provenance_that_was_given_stands() -> None:
    given = facts(Provenance(added_lines=3))
    assert sourced(given) is given
