"""Is a login that somebody else has now taken for nobody's, and the directory believed?"""

from __future__ import annotations

import pytest

from office import KEY, Bureau
from paraph.core.model.person import Person
from paraph.core.model.proposal import ForgeReview
from paraph.flows.attend.given_away import is_given_away

BEN = Person("ben", ("github:ben",))


def test_the_number_that_came_first_stays(bureau: Bureau) -> None:
    office = bureau.office
    assert not is_given_away(office, "github:Ben", "17", BEN)
    assert not is_given_away(office, "github:ben", "17", BEN)
    assert is_given_away(office, "github:ben", "18", BEN)
    assert not is_given_away(office, "gitlab:ben", "18", BEN)
    assert bureau.told[-1].event == "given_away"


def test_what_says_nothing_and_who_is_nobody_is_not_kept(bureau: Bureau) -> None:
    assert not is_given_away(bureau.office, "github:ben", "", BEN)
    assert not is_given_away(bureau.office, "github:eve", "9", None)
    assert bureau.office.board.setting("number:github:eve") == b""


def test_the_directory_has_the_last_word(bureau: Bureau) -> None:
    assert not is_given_away(bureau.office, "github:ben", "17", BEN)
    renewed = Person("ben", ("github:ben", "github-id:18"))
    assert not is_given_away(bureau.office, "github:ben", "18", renewed)
    assert is_given_away(bureau.office, "github:ben", "17", renewed)


@pytest.mark.parametrize(("number", "verdict"), [("17", "allow"), ("18", "wait")])
def test_who_took_over_a_login_approves_nothing(bureau: Bureau, number: str, verdict: str) -> None:
    assert not is_given_away(bureau.office, "github:ben", "17", BEN)
    change = bureau.propose("work", {"src/a.py": "a = 2\n"})
    head = bureau.forge.proposals[KEY, change].head
    review = ForgeReview("1", "github:ben", "approved", head, bureau.now, number=number)
    bureau.forge.change(KEY, change, reviews=(review,))
    bureau.deliver(number=change)
    bureau.run()
    assert bureau.row(change).verdict == verdict
