from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from paraph.adapters.formats.key_schemas import keys_schema, policy_schema
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.errors import InputError
from paraph.core.policy.grammar import TABLES, Key, Table
from paraph.core.policy.read import read_policy
from paraph.core.policy.source import to_plain

RULE = "version: 1\nmode: shadow\nrules:\n  - name: r\n"


@pytest.mark.parametrize("name", TABLES)
def test_every_key_that_the_reader_knows_is_published(name: str) -> None:
    whole = policy_schema()
    published = whole if name == "document" else whole["$defs"][name]
    assert set(published["properties"]) == set(TABLES[name])
    assert all(property_["description"] for property_ in published["properties"].values())
    assert published["additionalProperties"] is False


@pytest.mark.parametrize(
    "text",
    [
        RULE + "    deny: no\n    when: {tier: high}\n",
        RULE + "    require: [{declaration: true}, {signoff: {level: '>= senior', count: 2}, at: merge}]\n",
        RULE + "    require: [{evidence: [tests, {kind: load, max_age: 7d, min: {p99: '<= 0.8'}}]}]\n",
        RULE + "    require: [{sample: {share: 5%, signoff: {count: 1}}}, {check: ci}]\n",
        RULE + "    require: [{order: [{check: {name: a}}, {any: [{check: b}, {check: c}]}]}]\n",
        (
            "mode: enforce\ntiers: {high: [{paths: a/**}, {dependents: '>= 5'}]}\nkinds: {mine: [x/**]}\n"
            "generated_share: 0.5\nrules: [{name: r, deny: x, when: {not: {ai_share: '>= 50%'}}}]\n"
        ),
    ],
)
def test_what_the_reader_takes_is_valid(text: str) -> None:
    assert read(text)
    assert list(Draft202012Validator(policy_schema()).iter_errors(plain(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "mode: shadow\n",
        "mode: shdow\nrules: [{name: r, deny: x}]\n",
        RULE,
        RULE + "    deny: no\n    require: [{declaration: true}]\n",
        RULE + "    deny: no\n    when: {teir: high}\n",
        RULE + "    deny: no\n    when: {}\n",
        RULE + "    deny: no\n    when: {files: 3}\n",
        RULE + "    require: [{declaration: false}]\n",
        RULE + "    require: []\n",
        RULE + "    require: [{signoff: {count: 0}}]\n",
        RULE + "    require: [{sample: {signoff: {count: 1}}}]\n",
        RULE + "    require: [{check: a, guard: b}]\n",
    ],
)
def test_what_the_reader_refuses_for_its_shape_is_not_valid(text: str) -> None:
    with pytest.raises(InputError):
        read(text)
    assert not Draft202012Validator(policy_schema()).is_valid(plain(text))


def test_a_shape_nobody_knows_is_our_bug() -> None:
    with pytest.raises(KeyError):
        keys_schema("x", Table({"a": Key("riddle", "?")}), {})  # type: ignore[arg-type]


def read(text: str) -> Any:
    return read_policy(read_yaml(text.encode(), "policy.yaml"))


def plain(text: str) -> Any:
    return to_plain(read_yaml(text.encode(), "policy.yaml").root)
