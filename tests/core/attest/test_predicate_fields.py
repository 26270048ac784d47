from __future__ import annotations

import pytest

from paraph.core.attest.predicate_fields import COMMON, PREDICATES, SCOPE
from paraph.core.attest.predicates import KINDS, Kind
from paraph.core.attest.shapes import REQUIRED, Record
from statement_samples import FULL, SMALL


def test_every_kind_of_ours_has_its_fields() -> None:
    assert {*PREDICATES, "evidence"} == set(KINDS)


@pytest.mark.parametrize("record", [SCOPE, *PREDICATES.values()], ids=lambda record: record.noun.__name__)
def test_the_fields_are_those_of_the_noun_with_its_defaults(record: Record) -> None:
    known = record.noun.__dataclass_fields__
    assert [field.name for field in record.fields] == list(known)
    for field in record.fields:
        default = known[field.name].default
        assert field.default == default or (field.default is REQUIRED and type(default).__name__ == "_MISSING_TYPE")


@pytest.mark.parametrize("kind", PREDICATES)
def test_the_samples_of_the_tests_hold_every_field(kind: Kind) -> None:
    written = PREDICATES[kind].write(FULL[kind])
    assert set(written) == {field.key for field in PREDICATES[kind].fields}
    assert set(PREDICATES[kind].write(SMALL[kind])) == {
        field.key for field in PREDICATES[kind].fields if field.default is REQUIRED
    }


def test_no_field_of_a_kind_hides_one_that_all_have() -> None:
    common = {field.key for field in COMMON.fields}
    assert all(common.isdisjoint(field.key for field in record.fields) for record in PREDICATES.values())


def test_every_field_says_what_it_means() -> None:
    assert all(field.meaning for record in (COMMON, SCOPE, *PREDICATES.values()) for field in record.fields)
