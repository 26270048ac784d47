"""A repository whose CI has a key of its own, and reports as its tools leave them."""

from __future__ import annotations

import json
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from adapters.signers.oracle import ed25519
from paraph.core.attest.namespaces import STATEMENT_TYPE, SVR, TEST_RESULT
from signing_samples import SigningRepo, signing_repo

ROBOT, OTHER = ed25519(71), ed25519(72)
ASKED = "rules:\n  - name: tests\n    require: [{evidence: [tests]}]\n"


def robot_repo(folder: Path) -> SigningRepo:
    """A repository to sign in, where CI's robot is enrolled and the one rule asks for its tests. Beside people's keys
    lie `ci.pem`, the robot's, and `other.pem`, nobody's."""
    place = signing_repo(folder)
    for name, key in (("ci", ROBOT), ("other", OTHER)):
        private = key._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (place.keys / f"{name}.pem").write_bytes(private)
    people, policy = (place.repo.path / ".paraph" / name for name in ("people.yaml", "policy.yaml"))
    robots = f"robots:\n  - id: ci\n    keys: [{{key: {ROBOT.public.text}}}]\n"
    files = {
        ".paraph/people.yaml": people.read_text() + robots,
        ".paraph/policy.yaml": policy.read_text().partition("rules:")[0] + ASKED,
    }
    place.repo.commit("A robot reports", files)
    return place


def ran_tests(commit: str = "", tree: str = "", result: str = "PASSED", **more: object) -> bytes:
    """A test-result v0.1 as a tool writes it, not in canonical form."""
    predicate = {"result": result, "configuration": [{"uri": "https://ci.example.test/1"}], **more}
    return _statement(commit, tree, TEST_RESULT, predicate)


def svr(commit: str = "", tree: str = "", at: str = "2026-02-01T10:00:00.5Z") -> bytes:
    """An SVR v0.2."""
    verifier = {"id": "https://example.test/verifier", "policies": []}
    return _statement(commit, tree, SVR, {"verifier": verifier, "timeCreated": at, "properties": ["tests"]})


def _statement(commit: str, tree: str, predicate_type: str, predicate: dict[str, object]) -> bytes:
    digest = {name: value for name, value in (("gitCommit", commit), ("gitTree", tree)) if value}
    document = {"_type": STATEMENT_TYPE, "subject": [{"digest": digest}], "predicateType": predicate_type}
    return json.dumps(document | {"predicate": predicate}, indent=2).encode() + b"\n"
