"""Does a login carry what ties its answer to this browser, and only that?"""

from __future__ import annotations

import hashlib
import os
from base64 import urlsafe_b64encode

from adapters.identities.provider import APPLICATION, BACK, asked_of
from paraph.adapters.identities.code_flow import begin, read_kept


def test_what_goes_out_and_what_stays() -> None:
    begun = begin("https://login.example.test/a?tenant=1", APPLICATION, BACK, "openid", os.urandom)
    asked, kept = asked_of(begun.url), read_kept(begun.kept)
    challenge = urlsafe_b64encode(hashlib.sha256(kept.verifier.encode()).digest()).decode().rstrip("=")
    assert (asked["tenant"], asked["state"], asked["nonce"], asked["code_challenge"]) == (
        "1", kept.state, kept.nonce, challenge,
    )  # fmt: skip
    assert kept.verifier not in begun.url
    assert APPLICATION.client_secret not in begun.url
