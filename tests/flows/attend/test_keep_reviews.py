"""A review holds for what stood at its commit, and for nothing else."""

from __future__ import annotations

import pytest

from office import KEY, MAIN, Bureau


def open_change(bureau: Bureau, files: dict[str, str] | None = None) -> str:
    number = bureau.propose("work", files or {"src/a.py": "a = 2\n"})
    look(bureau, number)
    return number


def look(bureau: Bureau, number: str) -> str:
    bureau.deliver(number=number)
    bureau.run()
    return bureau.row(number).verdict


def test_a_push_after_an_approval_needs_a_new_one(bureau: Bureau) -> None:
    number = open_change(bureau)
    bureau.forge.review(KEY, number, "github:ben")
    assert look(bureau, number) == "allow"
    bureau.push(number, {"src/b.py": "b = 1\n"})
    assert look(bureau, number) == "wait"
    assert "signed other content" in str(bureau.forge.shown[-1][2].summary)


def test_an_approval_that_is_seen_after_the_push_is_of_what_it_was_given_for(bureau: Bureau) -> None:
    number = open_change(bureau)
    before = bureau.row(number).head
    bureau.push(number, {"src/b.py": "b = 1\n"})
    look(bureau, number)
    bureau.forge.review(KEY, number, "github:ben", commit=before)
    assert look(bureau, number) == "wait"
    (kept,) = bureau.board.reviews(KEY, number)
    assert (kept.head, kept.base, bool(kept.diff)) == (before, bureau.work.rev("main"), True)


def test_a_rebase_keeps_what_was_approved(bureau: Bureau) -> None:
    number = open_change(bureau)
    bureau.forge.review(KEY, number, "github:ben")
    look(bureau, number)
    bureau.work.switch("work")
    bureau.work.git("commit", "--quiet", "--amend", "--message=other words")
    head = bureau.work.rev("HEAD")
    bureau.work.git("update-ref", f"refs/pull/{number}/head", head)
    bureau.work.switch("main")
    bureau.forge.change(KEY, number, head=head)
    assert look(bureau, number) == "allow"


@pytest.mark.parametrize("how", ["dismissed", "gone", "changes_requested"])
def test_an_approval_is_taken_back(bureau: Bureau, how: str) -> None:
    number = open_change(bureau)
    id_ = bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    assert look(bureau, number) == "allow"
    if how == "gone":
        bureau.forge.change(KEY, number, reviews=())
    elif how == "dismissed":
        bureau.forge.review(KEY, number, "github:ben", state="dismissed", id_=id_, at=bureau.now)
    else:
        bureau.forge.review(KEY, number, "github:ben", state="changes_requested", at=bureau.now + 5)
    assert look(bureau, number) == "wait"
    expected = ["approved", "changes_requested" if how == "changes_requested" else "dismissed"]
    assert [each["state"] for each in bureau.entries("reviewed")] == expected


@pytest.mark.parametrize("account", ["github:ada", "github:stranger"])
def test_neither_the_author_nor_a_stranger_approves(bureau: Bureau, account: str) -> None:
    number = open_change(bureau)
    bureau.forge.review(KEY, number, account)
    assert look(bureau, number) == "wait"


def test_a_review_is_no_signature(bureau: Bureau) -> None:
    number = open_change(bureau, {".paraph/notes.md": "n\n"})
    bureau.forge.review(KEY, number, "github:ben")
    assert look(bureau, number) == "wait"
    assert "gave review as proof" in str(bureau.forge.shown[-1][2].summary)


def test_a_retarget_needs_a_new_one(bureau: Bureau) -> None:
    number = open_change(bureau)
    bureau.forge.review(KEY, number, "github:ben")
    assert look(bureau, number) == "allow"
    bureau.work.git("branch", "release", "main")
    bureau.forge.change(KEY, number, target="refs/heads/release")
    assert look(bureau, number) == "wait"
    bureau.forge.change(KEY, number, target=MAIN)
    assert look(bureau, number) == "allow"


def test_a_review_of_a_commit_that_is_not_here_cannot_be_told(bureau: Bureau) -> None:
    number = open_change(bureau)
    bureau.forge.review(KEY, number, "github:ben", commit="f" * 40)
    assert look(bureau, number) == "cannot_tell"


def test_no_forge_answers_as_one_of_our_own_pages(bureau: Bureau) -> None:
    number = open_change(bureau)
    bureau.forge.review(KEY, number, "page:ben")
    assert look(bureau, number) == "wait"
    assert bureau.board.reviews(KEY, number) == []
