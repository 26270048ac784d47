"""Which names keep a signature for one purpose from counting for another?"""

from __future__ import annotations

from paraph.core.attest.predicates import KINDS, Kind

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1"
SVR = "https://in-toto.io/attestation/svr/v0.2"
_OURS = "https://paraph.dev/"


def namespace(kind: Kind) -> str:
    """The SSHSIG namespace of a kind of statement (`ssh-keygen -Y sign -n`)."""
    return f"paraph-{kind}@v1"


def predicate_type(kind: Kind) -> str:
    """The in-toto predicate type of a kind; evidence is written as a test result."""
    return TEST_RESULT if kind == "evidence" else f"{_OURS}{kind}/v1"


def kind_of(predicate_type: str) -> Kind | None:
    """The kind that a predicate type stands for, None where Paraph does not know it."""
    return _KINDS.get(predicate_type)


_KINDS: dict[str, Kind] = {**{predicate_type(kind): kind for kind in KINDS}, SVR: "evidence"}
