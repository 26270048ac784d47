from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.gate.situations import change, facts
from paraph.core.model.change import ChangedFile
from paraph.core.model.facts import Blast, Facts, Invariant
from paraph.core.model.kinds import KINDS
from paraph.core.signoff.factors import factors
from paraph.core.signoff.question_bank import BANK
from paraph.core.signoff.questions import MOST_ASKED, all_raised, question_of, raised

WORDS = ("cache", "retry", "timeout", "queue", "lock", "payments", "customer", "limit", "cron", "sql", "upload", "a")
FILES = st.lists(
    st.builds(
        lambda word, kinds: ChangedFile(f"src/{word}.py", kinds=tuple(kinds), added_lines=1),
        st.sampled_from(WORDS),
        st.lists(st.sampled_from(KINDS), max_size=3, unique=True),
    ),
    max_size=6,
    unique_by=lambda each: each.path,
)


def of(*files: ChangedFile, blast: Blast | None = None) -> Facts:
    return facts(change(files=files), blast=blast or Blast())


def test_the_author_is_asked_first_for_intent_and_rollback() -> None:
    found = raised(of(ChangedFile("src/cache.py", kinds=("code",), added_lines=1)))
    assert [each.id for each in found] == ["intent", "rollback", "cache-bound", "cache-stale"]
    assert [each.asks for each in found] == ["author", "author", "signer", "signer"]
    assert found[2].because == "src/cache.py"


def test_documents_and_tests_ask_nothing() -> None:
    assert raised(of(ChangedFile("docs/cache.md", kinds=("docs",)), ChangedFile("tests/t.py", kinds=("tests",)))) == ()


def test_an_invariant_is_always_asked_about_under_its_own_id() -> None:
    blast = Blast(invariants=tuple(Invariant(f"rule-{number}", "Never twice.", "shop") for number in range(9)))
    found = all_raised(of(ChangedFile("db/1.sql", kinds=("migration", "auth", "secrets")), blast=blast))
    assert len(found.asked) == 9 + MOST_ASKED
    assert [each.asks for each in found.asked[:9]] == ["both"] * 9
    assert found.left_out


@settings(max_examples=60)
@given(FILES)
def test_the_gravest_stay_and_the_same_facts_ask_the_same(files: list[ChangedFile]) -> None:
    given_facts = of(*files)
    found = all_raised(given_facts)
    assert found == all_raised(given_facts)
    assert found.asked == raised(given_facts)
    assert len(found.asked) <= MOST_ASKED
    weights = {row.id: row.weight for row in BANK}
    ranked = [weights[each.id] for each in (*found.asked, *found.left_out)]
    assert ranked == sorted(ranked, reverse=True)
    assert {each.factor for each in (*found.asked, *found.left_out)} <= factors(given_facts).keys()
    assert not found.left_out or len(found.asked) == MOST_ASKED


def test_the_text_of_a_question_is_found_by_its_id() -> None:
    assert question_of("cache-bound").startswith("What bounds the cache")
    assert question_of("what-we-ask") == "what-we-ask"
