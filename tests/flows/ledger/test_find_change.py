from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.ledger_samples import AT, MAIN
from flows.story_samples import SIGNED, Sample, sample
from gitbuild import GitRepo
from paraph.core.errors import InputError
from paraph.core.ledger.entry import entry
from paraph.flows.ledger.find_change import Meant, find_change


@pytest.fixture
def world(git_repo: GitRepo) -> Iterator[Sample]:
    with sample(git_repo) as made:
        yield made


def found(world: Sample, spec: str) -> Meant:
    return find_change(world.reader, world.ledger, [MAIN], spec)


def test_every_name_of_one_change_leads_to_it(world: Sample) -> None:
    merge = world.live_through_it()
    id_ = next(each.id for each in world.ledger.statements() if each.kind == "signoff")
    for spec in ("work", "main", world.head, merge[:12], f"{world.base}..{merge}", "#3", "4", "#2", id_[:8], id_):
        meant = found(world, spec)
        assert (meant.head, meant.target, len(meant.records)) == (world.head, MAIN, 1), spec
        assert meant.decided is not None
        assert meant.decided.done is not None


def test_a_commit_in_the_middle_belongs_to_what_landed_it(world: Sample) -> None:
    first = world.repo.rev("work")
    world.repo.commit("more", {"b.py": "y = 2\n"})
    later = world._replace(head=world.repo.rev("work"))
    later.live_through_it()
    assert found(later, first).head == later.head


def test_what_was_only_proposed_has_no_records(world: Sample) -> None:
    world.sign("signoff", "ben", SIGNED)
    meant = found(world, "work")
    assert (meant.head, meant.records, meant.decided) == (world.head, (), None)
    id_ = world.ledger.statements()[0].id
    assert found(world, id_[:10])[:3] == (id_[:10], world.head, MAIN)


def test_a_refused_try_belongs_to_the_story(world: Sample) -> None:
    other = world.repo.raw_commit(world.repo.rev(f"{world.head}^{{tree}}"), "try", world.base, world.head)
    world.decide(other, "deny")
    merge = world.live_through_it()
    meant = found(world, merge)
    assert [each.new for each in meant.records] == [other, merge]
    assert meant.decided is not None
    assert meant.decided.new == merge


@pytest.mark.parametrize("spec", ["#99", "99", "no-such-thing", "abc", "ffffffffff"])
def test_what_means_nothing(world: Sample, spec: str) -> None:
    with pytest.raises(InputError) as refused:
        found(world, spec)
    assert refused.value.problems[0].fix


def test_an_entry_about_no_change(world: Sample) -> None:
    world.ledger.record([entry("note", AT, text="hello")])
    with pytest.raises(InputError, match="about no one change"):
        found(world, "#0")


def test_without_a_ledger_the_words_stay_words(world: Sample) -> None:
    assert find_change(world.reader, None, [], "work") == Meant("work")
