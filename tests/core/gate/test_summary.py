from __future__ import annotations

from paraph.core.gate.summary import summary
from paraph.core.model.decision import Node, Owed, State, Verdict


def rule(name: str, state: State, found: str = "f") -> Node:
    return Node("rule", name, state, found)


MERGE = Node("merge", "it merges", State.SATISFIED, "cleanly")


def test_allowed() -> None:
    met, skipped = rule("a", State.SATISFIED), rule("s", State.SKIPPED)
    assert summary(Verdict.ALLOW, [MERGE, met, skipped], []) == "Allowed: 1 rule binds and it is met."
    assert summary(Verdict.ALLOW, [MERGE, met, met], []) == "Allowed: 2 rules bind and all are met."
    glass = rule("g", State.OVERRIDDEN)
    assert summary(Verdict.ALLOW, [met, glass], []) == "Allowed by break-glass over g: a review stays owed."


def test_a_deployment_that_is_allowed_says_what_is_on_record() -> None:
    settled = Node("deployment", "every movement", State.SATISFIED, "from 1234 to 5678, for prod")
    words = "Allowed: every movement from 1234 to 5678, for prod, is on record"
    skipped, met = rule("s", State.SKIPPED), rule("a", State.SATISFIED)
    assert summary(Verdict.ALLOW, [settled, skipped], []) == f"{words}."
    assert summary(Verdict.ALLOW, [settled, met], []) == f"{words}; 1 rule binds and it is met."
    assert summary(Verdict.ALLOW, [settled._replace(found="")], []) == "Allowed: every movement is on record."
    assert summary(Verdict.ALLOW, [settled, rule("g", State.OVERRIDDEN)], []).startswith("Allowed by break-glass")


def test_denied_names_every_refusal() -> None:
    conflict = Node("merge", "it merges", State.DENIED, "it conflicts")
    nodes = [conflict, rule("keys", State.DENIED, "no AI here."), rule("a", State.PENDING)]
    assert summary(Verdict.DENY, nodes, []) == "Denied: it conflicts; keys: no AI here."


def test_cannot_tell_says_what_is_dark() -> None:
    nodes = [rule("a", State.CANNOT_TELL, "who is zoe"), rule("b", State.PENDING)]
    assert summary(Verdict.CANNOT_TELL, nodes, []) == "Cannot tell: a: who is zoe."


def test_waiting_names_what_and_whom() -> None:
    missing = [
        Owed("late", "w", ("eve",), "person", "r", is_turn=False),
        Owed("a sign-off", "w", ("cyd", "dot"), "person", "r"),
        Owed("tests", "w", (), "evidence", "r"),
        Owed("answers", "w", ("ada",), "author", "r"),
    ]
    words = "Waiting for a sign-off and tests and 1 more; ask cyd and ada first."
    assert summary(Verdict.WAIT, [], missing).replace(", ", " and ") == words
    assert summary(Verdict.WAIT, [], missing[2:3]) == "Waiting for tests."


def test_what_several_rules_need_to_know_is_said_once() -> None:
    who = Owed("who zoe is", "zoe wrote it and is nobody in the directory", (), "fact", "r")
    dark = [rule(name, State.CANNOT_TELL, "0 of 1; long")._replace(owed=(who,)) for name in "abc"]
    merge = Node("merge", "it merges", State.CANNOT_TELL, "nobody has computed the merge")
    assert summary(Verdict.CANNOT_TELL, [merge, *dark], [who]) == (
        "Cannot tell: nobody has computed the merge; a, b and 1 more: zoe wrote it and is nobody in the directory."
    )


def test_long_words_are_cut_between_words() -> None:
    words = summary(Verdict.DENY, [rule("a", State.DENIED, "word, " * 90)], [])
    assert words.endswith("word, word …")
    assert len(words) <= 241
    assert len(summary(Verdict.DENY, [rule("x" * 500, State.DENIED)], [])) <= 241
