"""Which statements, holders and signatures do tests make up? Signatures are hashes here: anybody can make them."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256

from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, EnvelopeSignature, pae
from paraph.core.attest.namespaces import namespace
from paraph.core.attest.predicates import (
    Answered,
    DeclarationPredicate,
    EvidencePredicate,
    Kind,
    Measured,
    OverridePredicate,
    OwnerTransferPredicate,
    Predicate,
    Scope,
    ShownQuestion,
    SignoffPredicate,
    Statement,
    ToolUsed,
    VetoPredicate,
    WithdrawalPredicate,
)
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.model.person import Directory, Key, Person, Robot
from paraph.ports.signing import Verified

AT = 1_800_000_000  # 2027-01-15T08:00:00Z
DAY = "2027-01-15"
NONCE = "0123456789abcdef" * 2
SCOPE = Scope("ab" * 16, "refs/heads/main", "1" * 40, "2" * 40, "3" * 40, "4" * 64)
SMALL: dict[Kind, Predicate] = {
    "declaration": DeclarationPredicate("none"),
    "signoff": SignoffPredicate("approve", "I have read it.", "high", AT + 86_400),
    "veto": VetoPredicate("It locks the table."),
    "override": OverridePredicate("The shop is down.", "critical", AT + 3_600, AT + 86_400),
    "owner-transfer": OwnerTransferPredicate("ada"),
    "withdrawal": WithdrawalPredicate("5" * 64),
    "evidence": EvidencePredicate(("tests",), "passed"),
}
FULL: dict[Kind, Predicate] = {
    "declaration": DeclarationPredicate(
        "generated", (ToolUsed("claude-code", "2.1", "opus"), ToolUsed("copilot")), 0.75, "ada", "ada", "rehearsed",
        (Answered("rollback", "Set the flag `orders` to off.\nNothing is lost."),), ("rollback rehearsed",), "Übung",
    ),
    "signoff": SignoffPredicate(
        "request-changes", "I have read it.", "high", AT + 86_400, "6" * 64, ("7" * 64, "8" * 64), "9" * 64, 120,
        (ShownQuestion("cache-bound", "What bounds the cache?"),), (Answered("cache-bound", "1,000 entries; LRU."),),
        ("a" * 64,), ("licence read",), 100,
    ),
    "veto": VetoPredicate("It locks the table.\tFor minutes.", ("db/orders.sql",)),
    "override": OverridePredicate(
        "The shop is down.", "critical", AT + 3_600, AT + 86_400, "INC-7", ("repo/seniors", "org/quiet-hours")
    ),
    "owner-transfer": OwnerTransferPredicate("ada", "bob", ("src/orders/**",), "Bob moves on."),
    "withdrawal": WithdrawalPredicate("5" * 64, "I had not seen the migration."),
    "evidence": EvidencePredicate(("mutation",), "failed", metrics=(Measured("mutation_score", 0.86),)),
}  # fmt: skip


def public(name: str) -> str:
    """A made-up public key."""
    return "ssh-ed25519 " + b64encode(name.encode() * 3).decode()


def person(name: str, *keys: Key) -> Person:
    """A person with the key of their name, unless others are given."""
    return Person(name, keys=keys or (Key(public(name)),))


PEOPLE = Directory((person("ada"), person("bob"), person("cy")), robots=(Robot("ci", (Key(public("ci")),)),))


def payload(kind: Kind, predicate: Predicate | None = None, scope: Scope = SCOPE, by: str = "ada") -> bytes:
    """The bytes of a statement."""
    return write_statement(kind, scope, by, AT, NONCE, predicate or SMALL[kind])


def statement(kind: Kind, predicate: Predicate | None = None) -> Statement:
    """A statement as it is read."""
    return read_statement(payload(kind, predicate))


def _string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def ssh_signature(name: str, message: bytes, kind: Kind, *, is_present: bool = False, name_space: str = "") -> bytes:
    """A made-up SSH signature by somebody's key."""
    space = (name_space or namespace(kind)).encode()
    wire = name.encode() * 3
    made = sha256(wire + space + message).digest() + bytes([is_present])
    return b"SSHSIG\0\0\0\1" + _string(wire) + _string(space) + _string(made)


def raw_signature(name: str, message: bytes) -> bytes:
    """A made-up plain signature by somebody's key."""
    return sha256(name.encode() * 3 + message).digest()


def check(key: str, name_space: str, message: bytes, signature: bytes) -> Verified | None:
    """Says of made-up signatures what the real checker says of real ones."""
    wire = b64decode(key.split(" ")[1])
    fingerprint = "SHA256:" + sha256(wire).hexdigest()[:8]
    if signature == sha256(wire + message).digest():
        return Verified("signed", False, fingerprint)
    for is_present in (False, True):
        made = sha256(wire + name_space.encode() + message).digest() + bytes([is_present])
        if signature == b"SSHSIG\0\0\0\1" + _string(wire) + _string(name_space.encode()) + _string(made):
            return Verified("present" if is_present else "signed", True, fingerprint)
    return None


def signed(of: Statement, *names: str, is_present: bool = False) -> Envelope:
    """An envelope with an SSH signature by each, in the namespace of its kind."""
    message = pae(PAYLOAD_TYPE, of.payload)
    made = [EnvelopeSignature("", ssh_signature(name, message, of.kind, is_present=is_present)) for name in names]
    return Envelope(of.payload, PAYLOAD_TYPE, tuple(made))
