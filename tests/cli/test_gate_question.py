from __future__ import annotations

from typing import Any

import pytest

from paraph.cli.gate_question import command_for, question_of
from paraph.cli.options import Options
from paraph.cli.terminal_text import Style
from paraph.core.errors import InputError
from paraph.ports.question import Question

OPTIONS = Options("repo", "text", is_quiet=False, is_verbose=False, style=Style())
NOTHING: dict[str, Any] = dict.fromkeys(
    ("change", "target", "facts", "policy", "org_policy", "directory", "stage", "environment", "start", "end")
) | {"staged": False, "history": False}


def question(**given: Any) -> Question:
    return question_of(OPTIONS, NOTHING | given)


def test_the_question_is_in_the_users_words() -> None:
    assert question() == Question("repo")
    assert question(change="main..x", target="main") == Question("repo", "main..x", "main")
    assert question(stage="deploy", environment="prod", start="a", end="b").stage == "deploy"
    assert question(facts="f", policy="p").facts == "f"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"facts": "f"}, "says nothing of a policy"),
        ({"facts": "f", "policy": "p", "change": "x"}, "`change`"),
        ({"facts": "f", "policy": "p", "staged": True}, "`staged`"),
        ({"facts": "f", "policy": "p", "history": True}, "`history`"),
        ({"facts": "f", "policy": "p", "start": "x"}, "`from`"),
        ({"staged": True, "change": "x"}, "--staged"),
        ({"stage": "deploy"}, "--environment, --from, --to"),
        ({"stage": "deploy", "environment": "p", "start": "a"}, "lacks --to"),
        ({"environment": "p"}, "belong to a deployment"),
        ({"end": "p", "stage": "merge"}, "belong to a deployment"),
    ],
)
def test_contradictions_are_told_with_their_fix(given: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError) as caught:
        question(**given)
    (problem,) = caught.value.problems
    assert says in problem.what
    assert (problem.code, bool(problem.fix)) == ("P0602", True)


@pytest.mark.parametrize(
    ("given", "typed"),
    [
        ({}, "paraph explain"),
        ({"change": "main..a b"}, "paraph explain 'main..a b'"),
        ({"staged": True}, "paraph explain --staged"),
        ({"facts": "f.json", "policy": "p.yaml"}, "paraph explain --facts f.json --policy p.yaml"),
        (
            {"stage": "deploy", "environment": "prod", "start": "a", "end": "b"},
            "paraph explain --at deploy --environment prod --from a --to b",
        ),
    ],
)
def test_what_to_type_next(given: dict[str, Any], typed: str) -> None:
    assert command_for("explain", question(**given)) == typed
