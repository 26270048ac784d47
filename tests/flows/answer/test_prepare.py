"""Which statement does each form become?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from flows.answer.desk import opened
from office import KEY, Bureau
from paraph.core.attest.predicates import (
    DeclarationPredicate,
    OverridePredicate,
    OwnerTransferPredicate,
    SignoffPredicate,
    VetoPredicate,
)
from paraph.core.attest.statement import read_statement
from paraph.core.errors import InputError
from paraph.flows.answer.form import AnswerForm
from paraph.flows.answer.prepare import Prepared, prepare
from paraph.flows.answer.standing import standing


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bureau, str]]:
    bureau, number = opened(tmp_path_factory.mktemp("desk"))
    yield bureau, number
    bureau.close()


def prepared(desk: tuple[Bureau, str], who: str, kind: Any, **fields: Any) -> Prepared:
    bureau, number = desk
    at = standing(bureau.office, KEY, number)
    return prepare(bureau.office, at, who, AnswerForm(kind, at.row.version, **fields))


@pytest.mark.parametrize(
    ("who", "kind", "fields", "predicate", "says"),
    [
        ("ben", "approve", {}, SignoffPredicate, "I have read the whole change of 1 file"),
        ("ada", "request-changes", {}, SignoffPredicate, "ask for changes"),
        ("ada", "declare", {"assistance": "none"}, DeclarationPredicate, "no AI tool took part"),
        ("ada", "declare", {"assistance": "assisted", "tools": ("claude-code:opus",), "rollback": "written"},
         DeclarationPredicate, "an AI tool helped (claude-code:opus)"),
        ("ben", "veto", {"reason": "It rounds twice."}, VetoPredicate, "I veto"),
        ("ben", "override", {"reason": "Down.", "rules": ("review",)}, OverridePredicate, "I override review"),
        ("ben", "takeover", {}, OwnerTransferPredicate, "I take over the code"),
    ],
)  # fmt: skip
def test_each_form(
    desk: tuple[Bureau, str], who: str, kind: str, fields: dict[str, Any], predicate: type, says: str
) -> None:
    made = prepared(desk, who, kind, **fields)
    statement = read_statement(made.payload)
    assert isinstance(statement.predicate, predicate)
    assert (statement.person, statement.scope.head) == (who, desk[0].row(desk[1]).head)
    assert says in made.sentence
    assert made.namespace == f"paraph-{statement.kind}@v1"
    assert made.payload in made.message


@pytest.mark.parametrize(
    ("who", "kind", "fields", "says"),
    [
        ("ada", "approve", {}, "had a hand"),
        ("zoe", "approve", {}, "nobody in the directory"),
        ("ben", "approve", {"answers": (("why-now", "x"),)}, "nobody asks"),
        ("ben", "declare", {"assistance": "none"}, "had no hand"),
        ("ada", "declare", {"assistance": ""}, "not said how AI took part"),
        ("ada", "declare", {"assistance": "none", "tools": ("x",)}, "contradict"),
        ("ada", "declare", {"assistance": "none", "rollback": "maybe"}, "way back"),
        ("ada", "declare", {"assistance": "generated", "owner": "zoe"}, "nobody called 'zoe'"),
        ("ben", "veto", {}, "reason is missing"),
        ("ben", "override", {"reason": "x", "rules": ("other",)}, "no rule is called 'other'"),
        ("ben", "clear", {"statement": "0" * 64, "reason": "x"}, "no veto of that id"),
        ("ben", "withdraw", {"statement": "0" * 64}, "no signoff of that id"),
        ("ben", "second", {"statement": "0" * 64}, "no override of that id"),
    ],
)
def test_what_would_be_in_vain_is_not_prepared(
    desk: tuple[Bureau, str], who: str, kind: str, fields: dict[str, Any], says: str
) -> None:
    with pytest.raises(InputError, match=says):
        prepared(desk, who, kind, **fields)
