"""A server with one change that waits, to which people answer with passkeys in software."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adapters.signers.passkey import SoftPasskey
from office import FIRST, KEY, POLICY, Bureau
from paraph.adapters.signers.passkeys import BrowserPasskeys
from paraph.flows.answer.accept import Accepted, accept_signature
from paraph.flows.answer.enrol import enrol
from paraph.flows.answer.form import AnswerForm
from paraph.flows.answer.prepare import prepare
from paraph.flows.answer.standing import standing
from paraph.flows.attend.people import people_of
from paraph.flows.attend.tasks import handlers
from paraph.ports.accounts import Session
from paraph.ports.jobs import Handler
from paraph.ports.passkeys import Site

SIGNED = POLICY.replace("proof: review", "proof: present")
SITE = Site("paraph.example.test", "https://paraph.example.test")


class Signing(Bureau):
    """A server whose people have passkeys, as the worker runs it."""

    def handlers(self) -> Mapping[str, Handler]:
        return handlers(self.office, people_of)


def session(bureau: Bureau, who: str) -> Session:
    """A login of just now."""
    now = bureau.now
    return Session(f"{who:0<64}", who, f"github:{who}", "csrf", now, now + 3600, now)


def enrolled(bureau: Bureau, who: str, seed: int) -> SoftPasskey:
    """A new passkey of somebody."""
    key = SoftPasskey(seed=seed)
    made = BrowserPasskeys().made(json.dumps(key.attestation(b"\1" * 32)).encode(), b"\1" * 32, SITE)
    enrol(bureau.office, session(bureau, who), made, "laptop")
    return key


def opened(folder: Path, policy: str = SIGNED, **how: Any) -> tuple[Bureau, str]:
    """A server that has decided one change by ada."""
    bureau = Signing(folder, files={**FIRST, ".paraph/policy.yaml": policy}, **how)
    number = bureau.propose("round", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=number)
    bureau.run()
    return bureau, number


def answer(bureau: Bureau, number: str, who: str, key: SoftPasskey, kind: Any = "approve", **fields: Any) -> Accepted:
    """What a page does with a form and a passkey, from the form to the receipt."""
    reader = BrowserPasskeys()
    revision = bureau.row(number).version
    at = standing(bureau.office, KEY, number, revision)
    made = prepare(bureau.office, at, who, AnswerForm(kind, revision, **fields))
    response = json.dumps(key.assertion(reader.challenge(made.namespace, made.message))).encode()
    signature = reader.signature(response, key.public.text, made.namespace)
    return accept_signature(bureau.office, at, made.payload, key.public.text, signature)
