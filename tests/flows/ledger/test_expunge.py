from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.ledger_samples import AT
from flows.story_samples import Sample, sample
from gitbuild import GitRepo
from paraph.core.errors import InputError
from paraph.core.ledger.entry import read_entry
from paraph.flows.ledger.append_note import append_note
from paraph.flows.ledger.expunge import MOST_DIGESTS, Personal, Whose, expunge, personal_of
from paraph.flows.ledger.keep_facts import personal
from paraph.ports.ledger import Row

BY = personal(b"unix:op", bytes(32))
REASON = "request of 21 November"


@pytest.fixture
def world(git_repo: GitRepo) -> Iterator[Sample]:
    with sample(git_repo) as made:
        made.live_through_it()
        yield made


@pytest.mark.parametrize(
    "whose",
    [
        Whose("ada"), Whose(accounts=("email:ada@example.test",)), Whose(accounts=("EMAIL:Ada@Example.Test",)),
        Whose("nobody", ("email:ada@example.test",)),
    ],
)  # fmt: skip
def test_a_person_is_found_by_id_and_by_address(world: Sample, whose: Whose) -> None:
    found = personal_of(world.ledger, whose)
    assert [(each.entry, each.values) for each in found] == [(0, ("Ada Sample", "ada@example.test"))] or [
        set(each.values) for each in found
    ] == [{"Ada Sample", "ada@example.test"}]


def test_nobody_else_is_touched(world: Sample) -> None:
    assert personal_of(world.ledger, Whose("ben")) == []
    assert personal_of(world.ledger, Whose("ad")) == []
    assert personal_of(world.ledger, Whose(accounts=("email:da@example.test",))) == []


def test_erasing_is_an_entry_and_the_log_goes_on(world: Sample) -> None:
    before = list(world.ledger.bodies)
    found = personal_of(world.ledger, Whose("ada"))
    (receipt,) = expunge(world.ledger, found, BY, REASON, AT)
    assert world.ledger.bodies[:-1] == before
    said = read_entry(world.ledger.bodies[receipt.index])
    assert (said["kind"], said["digests"], said["reason"], said["by"]) == (
        "expunged", [each.digest for each in found], REASON, BY.digest,
    )  # fmt: skip
    assert all(world.ledger.blob(each.digest) is None for each in found)
    assert world.ledger.blob(BY.digest) == BY
    assert personal_of(world.ledger, Whose("ada")) == []


def test_an_account_and_a_note_are_found_too(world: Sample) -> None:
    who = personal(b"unix:ada", b"s" * 32)
    world.ledger.record([b'{"at":1,"by":"%s","kind":"pushed"}' % who.digest.encode()], rows=[Row(who)])
    assert [each.values for each in personal_of(world.ledger, Whose(accounts=("unix:ada",)))] == [("unix:ada",)]
    receipt = append_note(world.ledger, "Ada called", AT, b"n" * 32)
    assert [each.values for each in personal_of(world.ledger, Whose(entries=(receipt.index,)))] == [("Ada called",)]


@pytest.mark.parametrize("reason", ["", "  ", "Ada Sample asked", "mail of ADA@example.test"])
def test_a_reason_is_there_and_names_nobody(world: Sample, reason: str) -> None:
    found = personal_of(world.ledger, Whose("ada"))
    with pytest.raises(InputError):
        expunge(world.ledger, found, BY, reason, AT)
    assert personal_of(world.ledger, Whose("ada")) == found


def test_many_digests_take_several_entries(world: Sample) -> None:
    many = [Personal(f"{at:064x}", 0, ()) for at in range(MOST_DIGESTS + 1)]
    receipts = expunge(world.ledger, many, BY, REASON, AT)
    sizes = [len(read_entry(world.ledger.bodies[each.index])["digests"]) for each in receipts]
    assert sizes == [MOST_DIGESTS, 1]
