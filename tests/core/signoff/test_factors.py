from __future__ import annotations

from typing import Any

import pytest

from core.gate.situations import change, facts, unreadable
from paraph.core.model.change import ABSENT, ChangedFile, Mark
from paraph.core.model.facts import Blast, Facts, Partner, TouchedService
from paraph.core.model.provenance import Assistance, Declaration, Provenance
from paraph.core.signoff.factors import TOPICS, factors, words_of


def one(path: str, kinds: tuple[str, ...] | None = ("code",), **more: Any) -> ChangedFile:
    return ChangedFile(path, kinds=kinds, **({"added_lines": 3} | more))


def of(*files: ChangedFile, **more: Any) -> Facts:
    return facts(change(files=files), **more)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("src/PaymentQueue.java", {"src", "payment", "queue", "java"}),
        ("src/http_retry-policy.go", {"src", "http", "retry", "policy", "go"}),
        ("a/LRUCache2.ts", {"a", "lru", "cache", "2", "ts"}),
        ("", set()),
        ("\\xff/ü.py", {"xff", "py"}),
    ],
)
def test_a_path_is_read_word_by_word(path: str, words: set[str]) -> None:
    assert words_of(path) == words


@pytest.mark.parametrize(
    ("file", "factor"),
    [
        (one("db/001.sql", ("migration",)), "kind:migration"),
        (one("src/lru_cache.py"), "word:cache"),
        (one("src/Backoff.java"), "word:retry"),
        (one("src/deadline.go"), "word:timeout"),
        (one("src/billing/run.py"), "word:money"),
        (one("src/customer.py"), "word:personal-data"),
        (one("src/a.py", new_mode=ABSENT), "deletions"),
        (one("tests/test_a.py", ("tests",), new_mode=ABSENT), "tests-deleted"),
        (one("src/a.py", dependents=25), "dependents"),
        (one("src/a.py", added_lines=800), "size"),
        (one("src/a.py", deleted_lines=300), "deletions"),
        (one("lib", None, marks=(Mark("gitlink"),)), "hidden"),
        (one("odd", None), "code"),
    ],
)
def test_a_file_shows_a_factor(file: ChangedFile, factor: str) -> None:
    assert factor in factors(of(file))
    assert factor not in factors(of(one("src/a.py"))) or factor == "code"


@pytest.mark.parametrize("kinds", [("tests",), ("docs",), ("tests", "auth")])
def test_a_word_in_a_test_or_a_document_raises_nothing(kinds: tuple[str, ...]) -> None:
    assert factors(of(one("payments/cache.py", kinds))) == {}


def test_ai_written_lines_want_a_test() -> None:
    written = Provenance(ai_lines=3, added_lines=3)
    assert {"ai-lines", "ai-without-tests"} <= factors(of(one("src/a.py"), provenance=written)).keys()
    tested = factors(of(one("src/a.py"), one("tests/a.py", ("tests",)), provenance=written))
    assert "ai-lines" in tested
    assert "ai-without-tests" not in tested
    alone = Provenance(declarations=(Declaration(Assistance.AUTONOMOUS, "statement", "said so"),))
    assert "autonomous" in factors(of(one("src/a.py"), provenance=alone))


def test_reach_is_a_factor_and_what_could_not_be_read_of_it_too() -> None:
    blast = Blast(services=(TouchedService("shop", is_direct=False),), partners=(Partner("a", "b", 9, 10),))
    assert {"service", "partner"} <= factors(of(one("src/a.py"), blast=blast)).keys()
    unread = factors(of(one("src/a.py"), unreadable=unreadable("dependents", "services", "cochange")))
    assert {"dependents", "service", "partner"} <= unread.keys()
    assert "could not be read" in unread["dependents"]


def test_many_files_are_named_by_the_first_ones() -> None:
    assert (
        factors(of(*(one(f"src/{name}.py") for name in "abcde")))["code"] == "src/a.py, src/b.py, src/c.py and 2 more"
    )


def test_topics_share_no_word() -> None:
    words = [word for telling in TOPICS.values() for word in telling]
    assert len(words) == len(set(words))
