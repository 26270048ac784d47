from __future__ import annotations

from typing import Any

import pytest

from paraph.core.model.change import Change
from paraph.core.model.evidence import Check, Evidence, ManualCheck, Metric
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.person import Directory
from paraph.core.model.signoff import Override, Refusal, Signoff, Veto
from paraph.flows.view.answers import evidence_views, said_views
from paraph.flows.view.tree import Names

NOW = 1_800_000_000
NAMES = Names(Directory(), "ben")


def facts(**fields: Any) -> Facts:
    return Facts(Repository("shop"), Change("b", "h", tree="t"), NOW, **fields)


def signoff(**fields: Any) -> Signoff:
    return Signoff(
        **{
            "id": "a" * 64,
            "person": "ben",
            "target": "t",
            "head": "h",
            "proof": "signed",
            "tier": "high",
            "holds": ("tree",),
            "at": NOW - 60,
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("fields", "state", "first", "act"),
    [
        ({}, "satisfied", "holds for the content: tree", "withdraw"),
        ({"person": "ada"}, "satisfied", "holds for the content: tree", ""),
        ({"id": "review-1"}, "satisfied", "holds for the content: tree", ""),
        ({"is_approval": False}, "denied", "holds for the content: tree", "withdraw"),
        ({"is_withdrawn": True}, "skipped", "withdrawn", ""),
        ({"is_spent": True}, "skipped", "used up: it has landed", ""),
        ({"expires_at": NOW}, "skipped", "expired", ""),
        ({"holds": ()}, "skipped", "the content has changed since", ""),
        ({"holds": None}, "cannot_tell", "whether it still holds could not be recomputed", ""),
    ],
)
def test_a_signoff_says_how_it_stands(fields: dict[str, Any], state: str, first: str, act: str) -> None:
    (said,) = said_views(facts(signoffs=(signoff(**fields),)), NAMES, NOW)
    assert (said.state, said.more[0], said.act) == (state, first, act)


def test_vetoes_overrides_and_refusals_are_told() -> None:
    found = said_views(
        facts(
            vetoes=(Veto("v", "ada", "no\u202e"), Veto("w", "ada", "no", cleared_by="cleo")),
            overrides=(
                Override("o", "ada", "fire", "t", is_for_content=True, expires_at=NOW),
                Override("p", "ben", "fire", "t", is_for_content=True, expires_at=NOW),
                Override("q", "ada", "fire", "t", is_for_content=True, expires_at=NOW, second="cleo", rules=("r",)),
            ),
            refusals=(Refusal("", "", "", "unreadable"),),
        ),
        NAMES,
        NOW,
    )
    assert [(each.state, each.act) for each in found] == [
        ("denied", "clear"),
        ("skipped", ""),
        ("pending", "second"),
        ("pending", ""),
        ("overridden", ""),
        ("cannot_tell", ""),
    ]
    assert found[0].what == "vetoed: no\\u202e"
    assert found[4].what == "overrides r: fire"
    assert (found[5].who, found[5].what) == ("somebody", "statement does not count")


def test_evidence_of_other_content_does_not_count() -> None:
    found = evidence_views(
        facts(
            evidence=(
                Evidence("tests", "passed", commit="h", metrics=(Metric("cover", 0.5),)),
                Evidence("tests", "passed", commit="old"),
                Evidence("load", "failed", tree="t", producer="ci"),
            ),
            checks=(Check("build"), Check("build", "success", "ci"), Check("build", "timed_out")),
            manual_checks=(ManualCheck("rehearsed", "ada", at=NOW),),
        ),
        NOW,
    )
    assert [each.state for each in found] == [
        "satisfied",
        "skipped",
        "denied",
        "pending",
        "satisfied",
        "denied",
        "satisfied",
    ]
    assert (found[0].more, found[1].more) == (("cover 0.5",), ("of other content",))
    assert found[5].what == "build: timed out"
