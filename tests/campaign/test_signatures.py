"""Does the comparison with ssh-keygen hold in the small, and would it notice?"""

from __future__ import annotations

import shutil

import pytest

from campaign import signatures
from paraph.adapters.signers.checker import Checker
from paraph.ports.signing import Verified


def test_a_few() -> None:
    outcome = signatures.run(40, 1)
    if shutil.which("ssh-keygen") is None:
        assert "no ssh-keygen" in outcome.failures[0]
    else:
        assert (outcome.runs, outcome.failures) == (40, ())
        assert "good here, good there" in outcome.notes


def test_a_careless_checker_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Checker, "check", lambda *_: Verified("signed", is_ssh=True, fingerprint=""))
    assert signatures.run(20, 1).failures
