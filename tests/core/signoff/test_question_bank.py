from __future__ import annotations

import re
from typing import get_args

from paraph.core.model.kinds import KINDS
from paraph.core.model.question import Asks
from paraph.core.signoff.factors import TOPICS
from paraph.core.signoff.question_bank import BANK

OTHERS = {
    "code", "ai-lines", "ai-without-tests", "autonomous", "tests-deleted", "deletions", "hidden", "size", "partner",
    "dependents", "service",
}  # fmt: skip


def test_every_row_is_a_short_question_that_something_raises() -> None:
    assert len(BANK) >= 25
    for row in BANK:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row.id), row.id
        assert row.text.endswith("?"), row.id
        assert len(row.text) <= 110, row.id
        assert row.why, row.id
        assert row.asks in get_args(Asks)
        space, _, name = row.factor.partition(":")
        assert name in (KINDS if space == "kind" else TOPICS) if name else row.factor in OTHERS, row.factor


def test_ids_are_unique_and_every_topic_is_asked_about() -> None:
    assert len({row.id for row in BANK}) == len(BANK)
    assert {row.factor for row in BANK} >= {f"word:{topic}" for topic in TOPICS}


def test_the_risks_of_the_guide_are_asked_about() -> None:
    told = " ".join(row.text.lower() for row in BANK)
    for words in ("ten times the load", "undone", "lock", "recreate", "retries", "upstream", "turn it off", "at night"):
        assert words in told, words
