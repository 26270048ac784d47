from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from adapters.formats.test_documents import FULL, SMALL
from paraph.adapters.formats.decisions import decision_document
from paraph.adapters.formats.documents import write_facts
from paraph.adapters.formats.plain_json import write_json
from paraph.adapters.formats.schemas import NAMES, schema
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.policy.source import to_plain
from surface_samples import ALL, HOSTILE


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)


def plain(text: str) -> Any:
    return to_plain(read_yaml(text.encode(), "x.yaml").root)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema_with_descriptions(name: str) -> None:
    document = json.loads(write_json(schema(name)))
    Draft202012Validator.check_schema(document)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["title"] == f"paraph/{name}/v1"
    assert document["description"]


def test_facts() -> None:
    facts = validator("facts")
    assert facts.is_valid(json.loads(write_facts(FULL)))
    assert facts.is_valid(SMALL)
    for broken in ({"now": "1"}, {"extra": 1}, {"schema": "x"}, {"stage": "never"}, {"now": 2**60}):
        assert not facts.is_valid(SMALL | broken)


@pytest.mark.parametrize("name", [*ALL, "hostile"])
def test_decisions(name: str) -> None:
    document = json.loads(write_json(decision_document({**ALL, "hostile": HOSTILE}[name])))
    assert list(validator("decision").iter_errors(document)) == []
    assert not validator("decision").is_valid(document | {"verdict": "maybe"})


@pytest.mark.parametrize(
    ("text", "is_good"),
    [
        ("people: []", True),
        ("people: [{id: ada, level: senior, accounts: ['email:a@b.test'], left: false}]\nlevels: [a, b]", True),
        ("schema: paraph/directory/v1\npeople: [{id: ada}]\nbots: ['github:x[bot]']", True),
        ("people: [{id: ada, keys: [{key: ssh-ed25519 AAAA, from: '2026-01-01'}]}]\nrobots: [{id: ci}]", True),
        ("people: [{id: ada, keys: []}]", False),
        ("people: [{id: ada, keys: [{from: '2026-01-01'}]}]", False),
        ("people: []\nrobots: [{id: ci, level: senior}]", False),
        ("people: [{name: ada}]", False),
        ("people: [{id: ada, rank: 3}]", False),
        ("levels: [a]", False),
        ("people: []\nlevels: [a, a]", False),
    ],
)
def test_directory(text: str, *, is_good: bool) -> None:
    assert validator("directory").is_valid(plain(text)) is is_good


@pytest.mark.parametrize(
    ("text", "is_good"),
    [
        ("ada: [{from: 2026-01-01, to: 2026-01-02}]", True),
        ("ada: []", False),
        ("ada: [{from: 2026-01-01}]", False),
    ],
)
def test_absence(text: str, *, is_good: bool) -> None:
    assert validator("absence").is_valid(plain(text)) is is_good
