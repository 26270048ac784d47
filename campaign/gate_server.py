"""How is a push put to the real gate, in this process, without a network and without hooks?"""

from __future__ import annotations

import os
import struct
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256, sha512
from pathlib import Path
from typing import NamedTuple

from campaign.plain_objects import PlainObjects
from paraph import wiring
from paraph.adapters.formats.documents import facts_file
from paraph.adapters.git.notes import GitNotes
from paraph.adapters.git.receiving import GitReceiving
from paraph.adapters.signers.notes import NoteSigner
from paraph.adapters.store.files import FileCache
from paraph.adapters.store.memory import MemoryCache
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, EnvelopeSignature, pae, write_envelope
from paraph.core.attest.namespaces import namespace
from paraph.core.attest.predicates import Kind, Predicate, Scope
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.model.facts import Repository
from paraph.flows.gate.governed_files import Given
from paraph.flows.server.begin_server import begin_server
from paraph.flows.server.judge_push import Outcome, judge_push
from paraph.flows.server.serving import Desk
from paraph.flows.server.settle_movement import RefWatch, settle
from paraph.ports.receiving import RefUpdate
from paraph.ports.server import ServerSettings
from paraph.ports.statements import Carried
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring.signing import signature_checker

NOTES = "refs/notes/paraph/statements"
IDENTITY = "5a" * 16
PROTECTED = ("refs/heads/main", "refs/heads/release", "refs/heads/hot/*", "refs/tags/v*")
GOVERNANCE = "refs/heads/governance"
ORIGIN = "paraph/model"


class Key:
    """An Ed25519 key with SSH's forms of its public half and of a signature (RFC 8709, PROTOCOL.sshsig)."""

    def __init__(self, name: str) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self.name = name
        self._key = Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest())
        self.wire = _string(b"ssh-ed25519") + _string(self._key.public_key().public_bytes_raw())
        self.public = f"ssh-ed25519 {b64encode(self.wire).decode()}"

    def sign(self, space: str, message: bytes) -> bytes:
        """The SSH signature over a message in a namespace."""
        hashed = _string(space.encode()) + _string(b"") + _string(b"sha512") + _string(sha512(message).digest())
        value = self._key.sign(b"SSHSIG" + hashed)
        inner = _string(_string(b"ssh-ed25519") + _string(value))
        head = b"SSHSIG" + struct.pack(">I", 1) + _string(self.wire)
        return head + _string(space.encode()) + _string(b"") + _string(b"sha512") + inner


def _string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


class GateServer:
    """A bare repository with the gate in front of its protected branches."""

    def __init__(self, objects: PlainObjects, now: int) -> None:
        self.objects = objects
        self.now = now
        self.reader = wiring.open_repository(str(objects.folder))
        self.receiving = GitReceiving(self.reader.location)
        self.notes = GitNotes(location=self.reader.location)
        self.ledger = MemoryLedger(ORIGIN, NoteSigner(bytes(range(32)), ORIGIN).sign)
        self.settings = ServerSettings("model", PROTECTED, GOVERNANCE, "", "")
        self.cache = MemoryCache(FileCache(f"{objects.folder}/paraph-cache"))
        self.documents = wiring.CachedDocuments(None)

    def close(self) -> None:
        self.notes.close()
        self.receiving.close()
        self.reader.close()

    def begin(self) -> None:
        """Record where the protected branches stand."""
        begin_server(self.ledger, self.receiving, self.settings, bytes(32), self.now)

    def moment(self) -> int:
        """Where in the order of all that happened here we are."""
        return self.ledger.head().size

    def put_ref(self, ref: str, commit: str) -> None:
        """Move a ref as git does once a push is let in."""
        path = Path(self.objects.folder) / ref
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{commit}\n")

    def desk(self) -> Desk:
        return Desk(
            self.reader, self.receiving, self.documents, self.cache, self.notes, self.ledger,
            signature_checker().check, self.settings, Repository("model"), Given(), self.now, bytes(32),
            os.urandom, facts_file,
        )  # fmt: skip

    def push(self, updates: Sequence[RefUpdate], pusher: str) -> Outcome:
        """Judge a push, and move its refs where nothing stands in its way."""
        outcome = judge_push(self.desk(), updates, f"email:{pusher}")
        if not outcome.refusals:
            for each in updates:
                self.put_ref(each.ref, each.new)
            settle(RefWatch(self.reader, self.receiving, self.ledger, self.settings, self.now), updates)
        return outcome

    def signed(self, draft: Draft) -> tuple[str, RefUpdate]:
        """Sign a statement and write it to the notes, without pushing them: its id, and how they would move."""
        payload = write_statement(draft.kind, draft.scope, draft.person, draft.at, draft.nonce, draft.said)
        space, message = namespace(draft.kind), pae(PAYLOAD_TYPE, payload)
        signatures = tuple(EnvelopeSignature("", key.sign(space, message)) for key in draft.keys)
        before = self.notes.tip()
        self.notes.add([Carried(draft.scope.head, write_envelope(Envelope(payload, PAYLOAD_TYPE, signatures)))])
        after = self.notes.tip()
        self.objects.git("update-ref", *([NOTES, before] if before else ["-d", NOTES]))
        return read_statement(payload).id, RefUpdate(NOTES, before, after)


class Draft(NamedTuple):
    """A statement to be signed; `at` is the moment that it claims."""

    kind: Kind
    scope: Scope
    person: str
    keys: tuple[Key, ...]
    said: Predicate
    at: int
    nonce: str
