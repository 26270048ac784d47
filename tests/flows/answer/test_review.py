"""What is an answer on a page worth that nobody signed?"""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.answer.desk import SIGNED, opened
from office import KEY, POLICY
from paraph.core.errors import InputError
from paraph.flows.answer.review import review_on_page
from paraph.flows.answer.standing import standing


def test_it_is_a_review_of_what_was_shown(tmp_path: Path) -> None:
    bureau, number = opened(tmp_path, POLICY)
    at = standing(bureau.office, KEY, number, bureau.row(number).version)
    review_on_page(bureau.office, at, "ben", "approve")
    bureau.run()
    assert bureau.row(number).verdict == "allow"
    (said,) = bureau.entries("reviewed")
    assert (said["by"], said["state"], said["diff"]) == ("page:ben", "approved", at.found.facts.change.diff)
    bureau.push(number, {"src/a.py": "a = 3\n"})
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.row(number).verdict == "wait"
    bureau.close()


def test_it_proves_no_presence(tmp_path: Path) -> None:
    bureau, number = opened(tmp_path, SIGNED)
    at = standing(bureau.office, KEY, number)
    review_on_page(bureau.office, at, "ben", "approve")
    bureau.run()
    assert bureau.row(number).verdict == "wait"
    with pytest.raises(InputError, match="had a hand"):
        review_on_page(bureau.office, at, "ada", "approve")
    with pytest.raises(InputError, match="nobody in the directory"):
        review_on_page(bureau.office, at, "nobody", "approve")
    bureau.close()


def test_a_question_of_the_policy_has_to_be_signed(tmp_path: Path) -> None:
    asks = POLICY.replace("count: 1, proof: review", "count: 1, proof: review, questions: [why-now]")
    bureau, number = opened(tmp_path, asks)
    at = standing(bureau.office, KEY, number)
    with pytest.raises(InputError, match="asks questions"):
        review_on_page(bureau.office, at, "ben", "approve")
    review_on_page(bureau.office, at, "ben", "request-changes")
    bureau.run()
    assert bureau.row(number).verdict in ("wait", "deny")
    bureau.close()
