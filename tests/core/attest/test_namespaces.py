from __future__ import annotations

import pytest

from paraph.core.attest.namespaces import SVR, kind_of, namespace, predicate_type
from paraph.core.attest.predicates import KINDS, Kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_one_namespace_and_one_type(kind: Kind) -> None:
    assert namespace(kind) == f"paraph-{kind}@v1"
    assert kind_of(predicate_type(kind)) == kind


def test_no_two_kinds_share_a_name() -> None:
    assert len({namespace(kind) for kind in KINDS}) == len({predicate_type(kind) for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("https://paraph.dev/signoff/v1", "signoff"),
        ("https://in-toto.io/attestation/test-result/v0.1", "evidence"),
        ("https://in-toto.io/attestation/svr/v0.2", "evidence"),
        ("https://in-toto.io/attestation/svr/v0.1", None),
        ("https://paraph.dev/signoff/v2", None),
        ("https://paraph.dev/evidence/v1", None),
        ("signoff", None),
        ("", None),
    ],
)
def test_types_that_are_known(name: str, kind: Kind | None) -> None:
    assert kind_of(name) == kind
    assert kind_of(SVR) == "evidence"
