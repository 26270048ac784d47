from __future__ import annotations

import pytest

from core.gate.situations import change, commit, facts, policy, rule, signoff_need
from flows.ledger_samples import MAIN
from paraph.core.attest.predicates import EvidencePredicate, Measured, OverridePredicate, VetoPredicate
from paraph.core.attest.trust import Signed, SignedBy
from paraph.core.model.change import ChangedFile
from paraph.core.model.decision import State
from paraph.core.pipeline import decide
from paraph.flows.ledger.recorded_movements import Recorded
from paraph.flows.ledger.story_lines import decision_lines, record_lines, said_lines, writing_lines
from paraph.ports.ledger import Movement
from statement_samples import statement

A, B = "a" * 40, "b" * 40


def test_who_wrote_how_much() -> None:
    files = (ChangedFile("a.py", added_lines=1_200, deleted_lines=3), ChangedFile("b.bin", added_lines=None))
    world = facts(change(commits=(commit(1), commit(2), commit(3, "ben")), files=files, pushers=("github:ada",)))
    first, second = writing_lines(decide(policy(rule(signoff_need())), world), world, 7)
    assert first[1] == "Ada <ada@example.test> 2 commits, Ben <ben@example.test> 1 commit: +1,200 −3 lines in 2 files"
    assert first[3] == ("pushed by github:ada",)
    assert second[1].startswith("unknown: ")
    assert (first[5], second[5]) == (7, 7)


def test_a_rule_with_one_wish_is_one_line_and_with_two_three() -> None:
    asked = policy(rule(signoff_need(), name="one"), rule(signoff_need(), signoff_need(2), name="two"))
    lines = [each for each in decision_lines(decide(asked, facts()), None) if each[0] == "owed"]
    assert [(len(each[3]), each[1].partition(":")[0]) for each in lines] == [(0, "one"), (2, "two")]
    assert [each[2] for each in lines] == [State.PENDING, State.PENDING]


@pytest.mark.parametrize(
    ("said", "words", "mark"),
    [
        (statement("veto", VetoPredicate("no")), "ada vetoed: no", State.DENIED),
        (statement("override", OverridePredicate("down", "high", 9, 9)), "ada broke the glass over every rule: down",
         State.OVERRIDDEN),
        (statement("evidence", EvidencePredicate(("tests",), "failed", metrics=(Measured("score", 0.5),))),
         "ada reported tests: failed", State.DENIED),
        (statement("withdrawal"), "ada took back 5555555555", None),
        (statement("owner-transfer"), "ada took it over for ada", None),
        (statement("signoff"), "ada signed off at high: I have read it.", State.SATISFIED),
    ],
)  # fmt: skip
def test_each_kind_of_statement(said: object, words: str, mark: State | None) -> None:
    by = Signed(said, (SignedBy("ada", False, "SHA256:x", "signed"),))  # type: ignore[arg-type]
    (line,) = said_lines(said, by, 4)  # type: ignore[arg-type]
    assert (line.text, line.mark, line.entry, line.signature) == (words, mark, 4, "SHA256:x")


def test_a_gesture_that_no_agent_makes_is_told() -> None:
    by = Signed(statement("signoff"), (SignedBy("ada", False, "SHA256:x", "present"),))
    (line,) = said_lines(by.statement, by, None)
    assert line[1].startswith("ada signed off in person")


def test_what_does_not_count_is_in_doubt() -> None:
    (line,) = said_lines(statement("veto"), Signed(statement("veto"), (), ("nobody signed",)), None)
    assert line[2] is State.CANNOT_TELL
    assert line[3] == ("does not count: nobody signed",)


def recorded(done: str, decided: str, verdict: str, **said: object) -> Recorded:
    made = [Movement(MAIN, A, B, state, verdict, at) for at, state in enumerate((decided, done))]  # type: ignore[arg-type]
    return Recorded(MAIN, A, B, made[1], made[0], {"at": 2, **said}, {"at": 1, "form": "squash", **said}, None, {})


@pytest.mark.parametrize(
    ("record", "words", "marks"),
    [
        (recorded("landed", "decided", "allow"), "squashed, with the tree", (State.SATISFIED, State.SATISFIED)),
        (recorded("alarm", "decided", "allow", why="other tree"), "alarm: ", (State.SATISFIED, State.DENIED)),
        (recorded("excepted", "refused", "deny"), "an operator accepted", (State.DENIED, State.OVERRIDDEN)),
        (recorded("landed", "excepted", "wait", excepted="nothing binds"), "squashed",
         (State.OVERRIDDEN, State.SATISFIED)),
    ],
)  # fmt: skip
def test_what_was_decided_and_what_then_happened(record: Recorded, words: str, marks: tuple[State, State]) -> None:
    decided, landed = record_lines(record)
    assert words in landed[1]
    assert (decided[2], landed[2]) == marks


def test_what_was_lost_on_the_way_is_told_where_it_landed() -> None:
    part = {"tier": "low", "change": {}, "lost": ["the trace of cursor", "1 co-author"]}
    for more in (part, {"parts": [part, part | {"lost": ["1 co-author"]}, {"tier": "low", "change": {}}]}):
        _, landed = record_lines(recorded("landed", "decided", "allow", **more))
        assert landed[3] == ("lost on the way: the trace of cursor, 1 co-author; what was decided on has it",)
        assert landed[2] is State.SATISFIED


def test_where_the_record_begins_nothing_was_decided() -> None:
    record = Recorded(
        MAIN, "", B, Movement(MAIN, "", B, "landed", "", 0), None, {"kind": "genesis", "at": 1}, {}, None, {}
    )
    (line,) = record_lines(record)
    assert (line[1], line[2]) == ("main stood at bbbbbbbbbb when the record began", None)
