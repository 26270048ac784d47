from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from paraph.adapters.formats.statement_schemas import NAMES, statement_schema
from paraph.core.attest.envelope import Envelope, EnvelopeSignature, write_envelope
from paraph.core.attest.predicate_fields import COMMON, PREDICATES
from paraph.core.attest.predicates import KINDS, EvidencePredicate, Kind
from paraph.core.attest.statement import read_statement
from paraph.core.errors import InputError
from statement_samples import AT, FULL, SMALL, payload

SVR = EvidencePredicate(("A", "B"), "passed", "https://example.test/v1", AT)
FIELDS = [(kind, field.key) for kind in PREDICATES for field in (*COMMON.fields, *PREDICATES[kind].fields)]


VALUES: list[Any] = [
    None, "", " ", "x", "a\nb", "a\tb", "\x1b[2J", "x\u202ey", "x" * 5000, -1, 0, 0.5, 1, 1.5, 2**53, True, [], {},
    [""], ["x"], ["0" * 64], [{}], [{"name": "x"}], [{"question": "q", "text": "a\nb"}], [{"id": "a", "text": "b"}],
    "0" * 32, "0" * 40, "0" * 64, "A" * 64, "none", "approve", "high", "2027-01-15T08:00:00Z",
    "2027-01-15T08:00:00.5Z", "2027-01-15", "ada",
]  # fmt: skip


def is_valid(kind: str, document: object) -> bool:
    return bool(Draft202012Validator(statement_schema(f"statement-{kind}")).is_valid(document))


def is_read(document: object) -> bool:
    try:
        read_statement(json.dumps(document).encode())
    except InputError:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_valid(kind: Kind) -> None:
    for predicate in (SMALL[kind], FULL[kind], *((SVR,) if kind == "evidence" else ())):
        document = json.loads(payload(kind, predicate))
        assert is_valid(kind, document)
        assert is_valid(kind, document | {"later": 1}), "unknown fields are allowed"
        assert [other for other in KINDS if is_valid(other, document)] == [kind]


@pytest.mark.parametrize(("kind", "key"), FIELDS)
def test_the_schema_and_the_reader_agree_on_every_field(kind: Kind, key: str) -> None:
    document = json.loads(payload(kind, FULL[kind]))
    apart = []
    for value in VALUES:
        document["predicate"][key] = value
        if kind == "owner-transfer" and key in ("person", "to"):  # a schema cannot say that they are the same
            document["predicate"] |= {"person": value, "to": value}
        if is_valid(kind, document) != is_read(document):
            apart.append(value)
    assert apart == []


@pytest.mark.parametrize(("kind", "key"), FIELDS)
def test_they_agree_on_what_is_required(kind: Kind, key: str) -> None:
    document = json.loads(payload(kind, FULL[kind]))
    del document["predicate"][key]
    assert is_valid(kind, document) == is_read(document)


@pytest.mark.parametrize("key", ["_type", "subject", "predicateType", "predicate"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_part_of_a_statement_is_required(kind: Kind, key: str) -> None:
    document = json.loads(payload(kind))
    wrong: list[Any] = [None, [], "x"]
    for value in wrong:
        assert not is_valid(kind, document | {key: value})
    del document[key]
    assert not is_valid(kind, document)


@pytest.mark.parametrize(
    ("change", "is_good"),
    [
        ({}, True),
        ({"later": 1}, True),
        ({"payload": "-_-_Pj8="}, True),
        ({"payload": "a b"}, False),
        ({"payloadType": ""}, False),
        ({"signatures": []}, False),
        ({"signatures": [{}]}, False),
        ({"signatures": [{"sig": "eA=="}] * 17}, False),
        ({"signatures": [{"sig": "eA==", "keyid": 1}]}, False),
    ],
)
def test_an_envelope(change: dict[str, Any], is_good: bool) -> None:
    envelope = json.loads(write_envelope(Envelope(payload("veto"), signatures=(EnvelopeSignature("k", b"sig"),))))
    assert Draft202012Validator(statement_schema("envelope")).is_valid(envelope | change) is is_good


def test_every_kind_is_published() -> None:
    assert (*(f"statement-{kind}" for kind in KINDS), "envelope") == NAMES
