"""Whoever reviews at a forge, in whatever order it is told of: what counts is the commit that they saw."""

from __future__ import annotations

import itertools

import pytest

from gitbuild import BEN
from office import KEY, Bureau


def look(bureau: Bureau, number: str) -> str:
    bureau.deliver(number=number)
    bureau.run()
    return bureau.row(number).verdict


@pytest.mark.parametrize("order", list(itertools.permutations(("push", "review"))))
@pytest.mark.parametrize("of", ["old", "new"])
def test_a_push_and_a_review_are_told_in_any_order(bureau: Bureau, order: tuple[str, ...], of: str) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    look(bureau, number)
    heads = {"old": bureau.row(number).head, "new": bureau.push(number, {"src/b.py": "b = 1\n"})}
    bureau.forge.change(KEY, number, head=heads["old"])
    for event in order:  # the forge tells of one after the other
        if event == "push":
            bureau.forge.change(KEY, number, head=heads["new"])
        else:
            bureau.forge.review(KEY, number, "github:ben", commit=heads[of], at=bureau.now)
        look(bureau, number)
    assert bureau.row(number).verdict == ("allow" if of == "new" else "wait")


@pytest.mark.parametrize("account", ["github:renovate[bot]", "github:stranger", "github:ada", ""])
def test_who_does_not_count_is_no_answer_and_in_nobodys_way(bureau: Bureau, account: str) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.forge.review(KEY, number, account, at=bureau.now)
    assert look(bureau, number) == "wait"
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    assert look(bureau, number) == "allow"


def test_who_pushed_a_commit_to_it_does_not_answer_for_it(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    assert look(bureau, number) == "allow"
    head = bureau.push(number, {"src/b.py": "b = 1\n"}, by=BEN)
    bureau.forge.review(KEY, number, "github:ben", commit=head, at=bureau.now)
    assert look(bureau, number) == "wait"
    bureau.forge.review(KEY, number, "github:cleo", commit=head, at=bureau.now)
    assert look(bureau, number) == "allow"


def test_words_that_were_edited_change_nothing_and_a_later_objection_does(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    id_ = bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    assert look(bureau, number) == "allow"
    size = bureau.log.head().size
    (review,) = bureau.forge.proposals[KEY, number].reviews
    bureau.forge.change(KEY, number, reviews=(type(review)(id_, review.account, "approved", review.commit, review.at,
                                                           is_edited=True),))  # fmt: skip
    assert look(bureau, number) == "allow"
    bureau.forge.review(KEY, number, "github:ben", state="commented", at=bureau.now + 1)
    assert (look(bureau, number), bureau.log.head().size) == ("allow", size)
    bureau.forge.review(KEY, number, "github:ben", state="changes_requested", at=bureau.now + 2)
    assert look(bureau, number) == "wait"
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now + 3)
    assert look(bureau, number) == "allow"
