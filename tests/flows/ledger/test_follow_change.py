from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

import pytest

from flows.ledger_samples import AT, MAIN, memory_ledger
from flows.story_samples import DECLARED, SIGNED, Sample, sample
from gitbuild import GitRepo
from paraph.adapters.formats.documents import read_facts
from paraph.core.model.decision import State
from paraph.core.model.noun import changed
from paraph.flows.ledger.expunge import Whose, expunge, personal_of
from paraph.flows.ledger.find_change import find_change
from paraph.flows.ledger.follow_change import ERASED, Reading, told_again
from paraph.flows.ledger.keep_facts import personal


@pytest.fixture
def world(git_repo: GitRepo) -> Iterator[Sample]:
    with sample(git_repo) as made:
        yield made


def test_the_whole_story_in_order_each_line_with_its_proof(world: Sample) -> None:
    merge = world.live_through_it()
    found = world.story(merge)
    stages = [line.stage for line in found.lines]
    assert list(dict.fromkeys(stages)) == ["wrote", "risk", "owed", "said", "decided", "landed"]
    assert [(line.stage, line.entry) for line in found.lines if line.stage in ("said", "decided", "landed")] == [
        ("said", 1), ("said", 2), ("decided", 0), ("decided", 3), ("landed", 4),
    ]  # fmt: skip
    assert (found.head, found.base, found.target, found.size) == (world.head, world.base, MAIN, 5)
    for line in found.lines:
        assert line.entry is not None
        assert line.leaf == sha256(b"\0" + world.ledger.bodies[line.entry]).hexdigest()


def test_names_are_put_back_where_they_are_kept(world: Sample) -> None:
    first = world.story(world.live_through_it()).lines[0]
    assert first.text == "Ada Sample <ada@example.test> 1 commit: +3 −0 lines in 1 file"
    assert not world.story(world.head).is_erased


def test_who_answered_what(world: Sample) -> None:
    world.live_through_it()
    declared, signed = (line for line in world.story(world.head).lines if line.stage == "said")
    assert declared.text.startswith("ada declared generated, claude-code; ada can explain it")
    assert declared.more == ("bound — 1,000 entries, the oldest go.",)
    assert signed.text == "ben signed off at medium: I have read this change and answer for it."
    assert signed.more == ("What evicts under ten times the load? — The same bound; I ran the load test.",)
    assert signed.mark is State.SATISFIED
    assert signed.signature.startswith("SHA256:")


def test_a_statement_that_does_not_count_says_so(world: Sample) -> None:
    world.sign("signoff", "zoe", SIGNED)
    (line,) = (line for line in world.story(world.head).lines if line.stage == "said")
    assert line.mark is State.CANNOT_TELL
    assert "does not count" in line.text
    assert line.more[-1] == "does not count: `zoe` is nobody in the directory"


def test_once_somebody_is_erased_the_story_and_the_decision_stay(world: Sample) -> None:
    merge = world.live_through_it()
    expunge(world.ledger, personal_of(world.ledger, Whose("ada")), personal(b"unix:op", bytes(32)), "asked", AT)
    found = world.story(merge)
    assert found.is_erased
    assert found.lines[0].text.startswith(f"{ERASED} <{ERASED}> 1 commit")
    assert (found.recorded, found.recomputed) == ("allow", "allow")
    assert "ada@example.test" not in json.dumps([line.text for line in found.lines])


def test_the_decision_is_made_again_from_what_is_kept(world: Sample) -> None:
    merge = world.live_through_it()
    told = world.told(find_change(world.reader, world.ledger, [MAIN], merge))
    assert told is not None
    assert told.entry == 3
    assert told.decision.tier == world.evaluated().decision.tier
    assert {"Ada Sample", "ada@example.test"} <= set(told.names.values())


def test_without_a_record_nothing_is_told_again(world: Sample) -> None:
    assert world.told(find_change(world.reader, world.ledger, [MAIN], world.head)) is None
    empty = told_again(memory_ledger(), find_change(world.reader, memory_ledger(), [MAIN], world.head),
                       Reading(read_facts, world.policy))  # fmt: skip
    assert empty is None


def test_documents_that_are_gone_are_not_made_up(world: Sample) -> None:
    merge = world.live_through_it()
    world.ledger.blobs.clear()
    assert world.told(find_change(world.reader, world.ledger, [MAIN], merge)) is None


def test_before_it_lands_the_story_ends_with_what_is_owed(world: Sample) -> None:
    world.sign("declaration", "ada", DECLARED)
    found = world.story(world.head)
    assert [line.stage for line in found.lines][-1] == "said"
    assert [line.mark for line in found.lines if line.stage == "owed"] == [State.PENDING]
    assert (found.recorded, found.recomputed) == ("", "")


def test_a_policy_that_is_not_the_one_in_force_decides_nothing(world: Sample) -> None:
    merge = world.live_through_it()
    meant = find_change(world.reader, world.ledger, [MAIN], merge)
    other = Reading(read_facts, lambda own, organisation: changed(found, digest="0" * 64)
                    if (found := world.policy(own, organisation)) else None)  # fmt: skip
    assert told_again(world.ledger, meant, other) is None
