"""A decision is read back with its names, as far as they are kept, and made again from what is kept."""

from __future__ import annotations

import pytest

from office import Bureau
from paraph.core.errors import ReadError
from paraph.core.ledger.entry import entry
from paraph.core.pipeline import decide
from paraph.core.policy.compile import compile_policy
from paraph.flows.attend.kept import KEPT_SECONDS, forget, kept


def judged(bureau: Bureau) -> str:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=number)
    bureau.run()
    return number


def test_it_can_be_made_again(bureau: Bureau) -> None:
    row = bureau.row(judged(bureau))
    found = kept(bureau.office, row)
    again = decide(compile_policy(found.policy), found.facts)
    assert (again.verdict, again.tier.value, again.missing) == (row.verdict, row.tier, found.decision.missing)
    assert found.facts.change.title == "Change work"
    assert kept(bureau.office, row).facts is found.facts


def test_a_name_that_is_erased_is_gone(bureau: Bureau) -> None:
    row = bureau.row(judged(bureau))
    assert kept(bureau.office, row).facts.change.commits[0].author.name == "Ada Sample"
    (said,) = bureau.entries("judged")
    digests = [each["digest"] for each in said["personal"]]
    assert digests
    bureau.log.expunge(digests, entry("expunged", bureau.now, digests=digests))
    bureau.tick(KEPT_SECONDS)
    found = kept(bureau.office, row)
    assert found.facts.change.commits[0].author.name.startswith("p-")
    assert found.decision.verdict == row.verdict


def test_what_was_never_decided_cannot_be_told(bureau: Bureau) -> None:
    row = bureau.row(judged(bureau))._replace(
        entry=None, summary="Cannot tell: the forge is down", verdict="cannot_tell"
    )
    found = kept(bureau.office, row)
    assert (found.decision.verdict, found.decision.summary) == ("cannot_tell", "Cannot tell: the forge is down")


def test_what_is_lost_is_said(bureau: Bureau) -> None:
    row = bureau.row(judged(bureau))
    forget()
    for broken in (row._replace(decision="0" * 64), row):
        with pytest.raises(ReadError):
            kept(bureau.office, broken)
        bureau.log.blobs.clear()
