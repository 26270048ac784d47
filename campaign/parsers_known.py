"""Which documents come from outside, how is each of them read, and what do good ones look like?"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple

from campaign._log import KEYS, ORIGIN, SIGNER
from campaign.gate_server import IDENTITY, Key
from campaign.gate_town import CODEOWNERS
from paraph.adapters.directories.files import read_directory
from paraph.adapters.formats.documents import read_facts
from paraph.adapters.formats.server_file import read_settings, write_settings
from paraph.adapters.formats.ssh_keys import read_public
from paraph.adapters.formats.yaml import read_yaml
from paraph.adapters.signers.sshsig import read_armored, read_signature, write_armored, write_signature
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, EnvelopeSignature, pae, read_envelope, write_envelope
from paraph.core.attest.namespaces import namespace
from paraph.core.attest.predicates import (
    Answered,
    DeclarationPredicate,
    EvidencePredicate,
    Kind,
    OverridePredicate,
    OwnerTransferPredicate,
    Predicate,
    Scope,
    ShownQuestion,
    SignoffPredicate,
    VetoPredicate,
    WithdrawalPredicate,
)
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.ledger.checkpoint import Checkpoint, read_checkpoint, text_of
from paraph.core.ledger.entry import entry, read_entry
from paraph.core.ledger.note import read_note, read_vkey, signature_line, write_note, write_vkey
from paraph.core.ledger.proofs import Proof, read_proof, write_proof
from paraph.core.policy.compile import compile_policy
from paraph.core.policy.owners_read import read_owners
from paraph.core.policy.read import read_policy
from paraph.ports.documents import SourceText
from paraph.ports.server import ServerSettings


class Parser(NamedTuple):
    """One kind of document: how it is read, good examples, and, where there is one, how it is written again;
    `is_line` for a line, about whose ends nothing is said."""

    name: str
    read: Callable[[bytes], object]
    good: tuple[bytes, ...]
    rewritten: Callable[[object], bytes] | None = None
    is_line: bool = False


_H = "a1" * 20
_PATHS = ("a.py", "src/app/a.py", "docs/x y.md", "x/" * 30 + "z", "\N{LATIN SMALL LETTER E WITH ACUTE}/b", "infra/a.tf")
_POLICY = """\
version: 1
mode: enforce
identity: 0123456789abcdef0123456789abcdef
default_tier: medium
kinds: {generated: ["gen/**"]}
tiers:
  critical:
    - paths: ["vault/**", "!vault/*.md"]
    - all: [{kinds: [migration]}, {any: [{lines: ">= 25"}, {not: {paths: ["x/**"]}}]}]
rules:
  - name: peers
    when: {tier: [high, critical]}
    require:
      - signoff: {count: 2, level: ">= senior", proof: signed, binding: exact, distinct: a, questions: [why-now]}
      - any: [{evidence: {kind: tests, from: [ci], max_age: 7d, min: {coverage: ">= 0.8"}}}, {check: build}]
      - sample: {share: 0.1, signoff: {count: 1}}
  - name: closed
    mode: shadow
    when: {paths: ["old/**"]}
    deny: it is closed
"""
_AS_JSON = b'{"version": 1, "mode": "shadow", "rules": [{"name": "a", "deny": "b"}]}'
_PEOPLE = """\
schema: paraph/directory/v1
levels: [junior, mid, senior]
people:
  - {id: ada, name: Ada, level: mid, accounts: ["email:ada@example.test", "github:ada"], teams: [a], domains: [auth]}
  - id: ben
    accounts: [email:ben@example.test]
    keys: [{key: KEY, from: 2026-01-01, until: 2027-01-01, revoked: 2026-06-01, comment: x}]
    left: true
bots: ["email:bot@example.test"]
shared: ["unix:deploy"]
robots: [{id: ci, keys: [{key: ROBOT}]}]
"""
_GITHUB = b"* @a\n/docs/ a@b.c @x/y # z\n*.md\n"
_GITLAB = b"[Docs][2] @docs\n*.md\n^[Maybe] @a @b\nsrc/ @a\n!src/x\n"


def parsers() -> tuple[Parser, ...]:
    """All of them."""
    key = Key("fuzzed")
    return (*_of_signing(key), *_of_ledgers(), *_of_settings(key))


def _of_signing(key: Key) -> tuple[Parser, ...]:
    payloads = tuple(_statements())
    envelopes = tuple(_envelope(key, kind, payload) for kind, payload in payloads)
    blob = key.sign("paraph-signoff@v1", b"message")
    public = key.public.encode()
    return (
        Parser("statement", read_statement, tuple(payload for _, payload in payloads)),
        Parser("DSSE", lambda data: _same(read_envelope(data)), envelopes),
        Parser("SSHSIG", read_signature, (blob,), lambda found: write_signature(_any(found))),
        Parser("armored SSHSIG", read_armored, (write_armored(blob),)),
        Parser("public key", lambda data: read_public(_text(data)), (public,)),
    )


def _any(found: object) -> Any:
    return found


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _same(envelope: Envelope) -> Envelope:
    """An envelope that is written and read again is the same."""
    if read_envelope(write_envelope(envelope)) != envelope:
        raise ValueError("it comes back as another one")
    return envelope


def _statements() -> list[tuple[Kind, bytes]]:
    scope, nonce, at = Scope(IDENTITY, "refs/heads/main", _H, _H, _H, "b2" * 32), "c3" * 16, 1_800_000_000
    said: list[tuple[Kind, Predicate]] = [
        ("signoff", SignoffPredicate("approve", "I have read it.", "high", at, "d4" * 32, ("e5" * 32,), "f6" * 32, 3,
                                     (ShownQuestion("intent", "What for?"),), (Answered("intent", "Because."),))),
        ("declaration", DeclarationPredicate("assisted", share=0.5, prompter="ada", owner="ada", rollback="written",
                                             answers=(Answered("intent", "So."),), steps=("rehearsed",), note="n")),
        ("veto", VetoPredicate("not ready")),
        ("override", OverridePredicate("down", "critical", at, at + 1, "T-1", ("read",))),
        ("owner-transfer", OwnerTransferPredicate("ada", "ben", ("src/**",), "moved")),
        ("withdrawal", WithdrawalPredicate("a7" * 32, "on second thoughts")),
        ("evidence", EvidencePredicate(("tests",), "passed")),
        ("evidence", EvidencePredicate(("scan",), "passed", "https://ci.example.test", at)),
    ]  # fmt: skip
    return [(kind, write_statement(kind, scope, "ada", at, nonce, each)) for kind, each in said]


def _envelope(key: Key, kind: Kind, payload: bytes) -> bytes:
    signature = key.sign(namespace(kind), pae(PAYLOAD_TYPE, payload))
    return write_envelope(Envelope(payload, PAYLOAD_TYPE, (EnvelopeSignature("k", signature),)))


def _of_ledgers() -> tuple[Parser, ...]:
    checkpoint = Checkpoint(ORIGIN, 1_000, sha256(b"root").digest())
    note = SIGNER.sign(text_of(checkpoint))
    signed = write_note(text_of(checkpoint), [_text(note)])
    proof = Proof(7, tuple(sha256(bytes([at])).digest() for at in range(10)), signed, b"extra")
    one = entry("note", 1_800_000_000, text="a", number=3)
    return (
        Parser("note", read_note, (signed.encode(),), lambda found: _note(_any(found))),
        Parser("checkpoint", lambda data: read_checkpoint(_text(data)), (text_of(checkpoint).encode(),)),
        Parser("tlog-proof", read_proof, (write_proof(proof).encode(),),
               lambda found: write_proof(_any(found)).encode()),
        Parser("vkey", lambda data: read_vkey(_text(data)), (write_vkey(KEYS[0]).encode(),),
               lambda found: write_vkey(_any(found)).encode(), is_line=True),
        Parser("entry", read_entry, (bytes(one),)),
    )  # fmt: skip


def _note(note: Any) -> bytes:
    lines = [signature_line(each.name, each.key_id, each.signature) for each in note.signatures]
    return write_note(note.text, lines).encode()


def _of_settings(key: Key) -> tuple[Parser, ...]:
    settings = ServerSettings("shop", ("refs/heads/main", "refs/tags/v*"), "refs/heads/main", "sqlite:///x", "/y")
    people = _PEOPLE.replace("KEY", f"'{key.public}'").replace("ROBOT", f"'{Key('robot').public}'").encode()
    return (
        Parser("server.json", lambda data: read_settings(data, "server.json"), (write_settings(settings),)),
        Parser("policy", _policy, (_POLICY.encode(), _AS_JSON)),
        Parser("people file", lambda data: read_directory(SourceText("people.yaml", data)), (people,)),
        Parser("CODEOWNERS", lambda data: _owners(data, "github"), (CODEOWNERS.encode(), _GITHUB)),
        Parser("CODEOWNERS of GitLab", lambda data: _owners(data, "gitlab"), (_GITLAB,)),
        Parser("facts", read_facts, (_facts(),)),
    )  # fmt: skip


def _policy(data: bytes) -> object:
    return compile_policy(read_policy(read_yaml(data, "policy.yaml")))


def _owners(data: bytes, flavour: Any) -> object:
    found = read_owners(data, "CODEOWNERS", flavour)
    return None if found.is_too_much_for(len(_PATHS)) else found.owners_of_all(_PATHS)


def _facts() -> bytes:
    from paraph.adapters.formats.documents import write_facts
    from paraph.core.model.change import Change
    from paraph.core.model.facts import Facts, Repository

    return write_facts(Facts(Repository("shop"), Change(_H, _H), 1_800_000_000))
