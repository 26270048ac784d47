from __future__ import annotations

from dataclasses import replace

import pytest

from core.gate.situations import ADA, HERE, PEOPLE, change, context, facts, policy, unreadable
from paraph.core.model.change import ChangedFile, Mark
from paraph.core.model.decision import AssistanceFound, Tier
from paraph.core.model.policy import KindRule
from paraph.core.model.question import Question
from paraph.core.policy.compile import compile_policy
from paraph.core.policy.context import Context, fails, holds, unknown

FILES = (
    ChangedFile("a.py", kinds=("code", "auth"), added_lines=3, deleted_lines=1, marks=(Mark("bidi"), Mark("bidi"))),
    ChangedFile("b.md", kinds=("docs",), added_lines=4, marks=(Mark("symlink"),)),
    ChangedFile("c.bin", kinds=None, added_lines=None, deleted_lines=None, marks=(Mark("bidi"),)),
)
GIVEN = facts(change(files=FILES))


def test_outcomes() -> None:
    assert [make("f", ("p",)) for make in (holds, fails, unknown)] == [(True, "f", ("p",)), (False, "f", ("p",)),
                                                                      (None, "f", ("p",))]  # fmt: skip


def test_lines_leave_binary_files_out() -> None:
    assert context(GIVEN).lines == (7, 1)


def test_kinds_of_files_and_of_the_policy() -> None:
    found = context(GIVEN).kinds
    assert found.masks == {"code": 0b001, "auth": 0b001, "docs": 0b010}
    assert found.unrecognised == 0b100
    own = policy(
        kinds=(
            KindRule("money", ("*.bin", "b.md"), HERE),
            KindRule("code", ("b*",), HERE),
        )
    )
    found = context(GIVEN, policy_=own).kinds
    assert (found.masks["money"], found.masks["code"]) == (0b110, 0b011)


def test_marks() -> None:
    assert context(GIVEN).marks == {"bidi": 0b101, "symlink": 0b010}


@pytest.mark.parametrize(
    ("tier", "possible"),
    [
        (Tier("medium"), ("medium",)),
        (Tier("medium", may_be_higher=True), ("medium", "high", "critical")),
        (Tier("critical", may_be_higher=True), ("critical",)),
        (Tier("odd", may_be_higher=True), ("odd",)),
        (None, ("low", "medium", "high", "critical")),
    ],
)
def test_possible_tiers(tier: Tier | None, possible: tuple[str, ...]) -> None:
    made = context()
    made.tier = tier
    assert made.possible_tiers == possible


def test_what_could_not_be_read() -> None:
    made = context(replace(GIVEN, unreadable=unreadable("files", "people")))
    assert made.why_unreadable("merge") is None
    assert made.why_unreadable("people", "files", "merge") == (
        "people could not be read: the disk is gone; files could not be read: the disk is gone"
    )
    assert context(GIVEN).why_unreadable("files") is None
    silent = replace(unreadable("files")[0], why="")
    assert context(replace(GIVEN, unreadable=(silent,))).why_unreadable("files") == (
        "files could not be read: nobody said why"
    )


def test_levels_are_the_policys_or_the_directorys() -> None:
    assert context().levels == PEOPLE.levels
    assert context(policy_=policy(levels=("a", "b"))).levels == ("a", "b")


def test_people_and_contributors() -> None:
    made = context()
    assert made.people.by_id["ada"] is ADA
    assert made.contributors.ids == {"ada"}
    assert made.paths.paths == ["src/a.py"]


def test_questions_are_raised_when_somebody_asks_and_once() -> None:
    asked: list[int] = []

    def ask() -> tuple[Question, ...]:
        asked.append(1)
        return (Question("cache-bound", "What bounds the cache?", "word:cache", "signer"),)

    made = Context(compile_policy(policy()), facts(), AssistanceFound("none", ""), raise_questions=ask)
    assert asked == []
    assert made.questions == made.questions
    assert asked == [1]
    assert context().questions == ()
