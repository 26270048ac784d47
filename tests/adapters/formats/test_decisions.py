from __future__ import annotations

import json

import pytest

from paraph.adapters.formats.decision_shape import NodeDocument, decision_shape, read_decision
from paraph.adapters.formats.decisions import decision_document
from paraph.adapters.formats.plain_json import write_json
from paraph.core.errors import InputError
from paraph.core.model.decision import Decision, Node, State
from surface_samples import ALL, HOSTILE, WAIT, WAITING_RULE


@pytest.mark.parametrize("name", ALL)
def test_a_decision_survives_a_round_trip(name: str) -> None:
    assert read_decision(write_json(decision_document(ALL[name])).encode()) == ALL[name]


def test_tier_and_assistance_are_words_with_their_reasons_beside_them() -> None:
    document = json.loads(write_json(decision_document(WAIT), is_pretty=True))
    assert (document["schema"], document["verdict"], document["tier"], document["assistance"]) == (
        "paraph/decision/v1",
        "wait",
        "high",
        "generated",
    )
    assert document["tier_reasons"][0]["text"] == "changes files of kind infrastructure"
    assert document["assistance_found"]["ai_share"] == 0.75
    assert document["missing"][0]["by"] == ["grace", "linus"]
    assert document["tree"]["children"][1]["children"][1]["owed"][0]["rule"] == "senior sign-off"
    assert document["would"][0]["state"] == "denied"


def test_text_that_is_not_unicode_is_shown_and_stays_readable() -> None:
    text = write_json(decision_document(HOSTILE))
    assert text.isascii()
    assert "\x1b" not in text
    assert "\\udcff" in read_decision(text.encode()).summary


def test_the_shape_has_the_members_that_are_written() -> None:
    assert set(decision_shape().__struct_fields__) == set(decision_document(WAIT))
    assert NodeDocument.__struct_fields__ == Node._fields
    assert set(Decision.__dataclass_fields__) - set(decision_document(WAIT)) == set()


def test_unknown_keys_are_refused() -> None:
    document = decision_document(WAIT) | {"color": "red"}
    with pytest.raises(InputError, match="unknown field `color`"):
        read_decision(write_json(document).encode())


def test_thousands_of_nodes() -> None:
    rules = (WAITING_RULE,) * 2000
    tree = Node("policy", "policy", State.PENDING, "", rules)
    document = json.loads(write_json({"tree": decision_document(WAIT)["tree"], "big": _tree(tree)}))
    assert len(document["big"]["children"]) == 2000


def _tree(tree: Node) -> object:
    from dataclasses import replace

    return decision_document(replace(WAIT, tree=tree))["tree"]
