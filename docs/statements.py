"""What does a signed statement say, and how is it checked? Writes its page of the reference: `make docs`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from paraph.adapters.formats.ssh_wire import pack
from paraph.adapters.signers.sshsig import SshSignature, signed_bytes, write_signature
from paraph.core.attest import envelope as dsse
from paraph.core.attest import shapes, statement
from paraph.core.attest.namespaces import SVR, TEST_RESULT, namespace, predicate_type
from paraph.core.attest.predicate_fields import COMMON, PREDICATES, SCOPE
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
    ToolUsed,
    VetoPredicate,
    WithdrawalPredicate,
)

PAGE = Path(__file__).with_name("reference") / "statements.md"
BEFORE, AFTER = (
    "def price(sku):\n    return shop.ask(sku)\n",
    "@cache(most=1000)\ndef price(sku):\n    return shop.ask(sku)\n",
)
EXAMPLE = Scope(
    "5d1c0c1a6e0f4b7f9a2a9a6f3f1d8e42",
    "refs/heads/main",
    "058ef6352f91a08e30c101753ecdb74b1bc90865",
    "c3ae4f01150debcb9e2b0cd1bf19b20795ec47b2",
    "54a721c815b9cffa3e9ce85062578efe17d1f4ca",
    "178f3315cbf51c6f72be54d08bc26bae268d1355e1a754e499964f4064e478a1",
)
"""A change that a test builds anew: `AFTER` instead of `BEFORE` in `price.py`."""
_AT = 1_800_000_000
_NONCE = "8f14e45fceea167a5a36dedd4bea2543"
_SAMPLES: dict[Kind, Predicate] = {
    "declaration": DeclarationPredicate(
        "generated", (ToolUsed("claude-code", "2.1"),), 0.8, "grace", "grace", "written",
        (Answered("cache-bound", "At most 1,000 prices, the least used goes first."),),
    ),
    "signoff": SignoffPredicate(
        "approve",
        "I have read all of this change and answer for it on main.",
        "high",
        _AT + 14 * 86_400,
        questions=(ShownQuestion("cache-bound", "What bounds the cache?"),),
        answers=(Answered("cache-bound", "1,000 entries, the least used goes first."),),
        ai_lines=1,
    ),
    "veto": VetoPredicate("Prices change by the minute: nothing here forgets them in time."),
    "override": OverridePredicate(
        "The shop is down.", "high", _AT + 4 * 3600, _AT + 86_400, "INC-7", ("repo/seniors-answer",)
    ),
    "owner-transfer": OwnerTransferPredicate("ada", "grace", ("price.py",), "Grace moves to another team."),
    "withdrawal": WithdrawalPredicate("f5" * 32, "I had not seen the cache."),
    "evidence": EvidencePredicate(("mutation",), "passed", metrics=(Measured("mutation_score", 0.86),)),
}  # fmt: skip
_ABOUT: dict[Kind, str] = {
    "declaration": "What an author states of their own change: the use of AI, who prompted it, who can explain it, how "
    "it is undone. `paraph declare` writes it.",
    "signoff": "A person's answer for the content of the scope, and for no other. `paraph signoff` shows the change, "
    "asks, and writes it. To approve, the scope must name a tree.",
    "veto": "A no that stands until its owner or a higher role withdraws it. `paraph veto` writes it.",
    "override": "Break-glass: overridden, never approved. A second person signs the same bytes, which adds a "
    "signature to the envelope. `paraph override` writes it.",
    "owner-transfer": "Somebody takes over AI-written code, and signs that they do.",
    "withdrawal": "Takes back a sign-off of one's own, or clears a veto.",
}


def page() -> str:
    """The whole reference."""
    kinds = [_kind(kind) for kind in PREDICATES]
    return "\n".join([_head(), _envelope_part(), _common_part(), *kinds, _evidence_part(), _trust_part(), _by_hand()])


def example() -> tuple[str, bytes]:
    """A public key and an envelope with a sign-off for the example, the same at every call."""
    key = Ed25519PrivateKey.from_private_bytes(sha256(b"the key of the example in the reference").digest())
    wire = pack(b"ssh-ed25519") + pack(key.public_key().public_bytes_raw())
    payload = _payload("signoff")
    space = namespace("signoff")
    value = key.sign(signed_bytes(space, "sha512", dsse.pae(dsse.PAYLOAD_TYPE, payload)))
    made = write_signature(SshSignature(wire, space, "sha512", "ssh-ed25519", value))
    fingerprint = "SHA256:" + _base64(sha256(wire).digest()).rstrip("=")
    signed = dsse.Envelope(payload, dsse.PAYLOAD_TYPE, (dsse.EnvelopeSignature(fingerprint, made),))
    return f"ssh-ed25519 {_base64(wire)}", dsse.write_envelope(signed)


def _base64(content: bytes) -> str:
    from base64 import b64encode

    return b64encode(content).decode()


def _payload(kind: Kind) -> bytes:
    return statement.write_statement(kind, EXAMPLE, "ada", _AT, _NONCE, _SAMPLES[kind])


def _head() -> str:
    return f"""\
# Signed statements

Generated from the code by `make docs`. A statement is a JSON document that says one thing of one change. It is an
[in-toto Statement v1](https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md), its bytes are canonical
([RFC 8785](https://www.rfc-editor.org/rfc/rfc8785)), and it is signed in a
[DSSE](https://github.com/secure-systems-lab/dsse) envelope. Its id is the SHA-256 of its bytes in hex: the same bytes
in another envelope are the same statement. `paraph schema statement-signoff` prints the JSON Schema of a sign-off, and
so on.

Fields that Paraph does not know are ignored, as in-toto asks, and one that is left out is empty; null is no value.
Text has no control or direction characters, so that what is shown is what is signed. A statement has at most
{statement.MOST_BYTES:,} bytes, an envelope {dsse.MOST_BYTES:,}.
"""


def _envelope_part() -> str:
    return f"""\
## The envelope

One line of JSON (`paraph schema envelope`).

| key | value | meaning |
|---|---|---|
| `payload` | base64 | the statement |
| `payloadType` | `{dsse.PAYLOAD_TYPE}` | what the payload is; other types are no statements |
| `signatures` | a list of 1 to {dsse.MOST_SIGNATURES} | each over the same bytes |
| `signatures[].sig` | base64 | a binary SSH signature (SSHSIG), or a robot's plain Ed25519 or ECDSA P-256 signature |
| `signatures[].keyid` | text | the key's fingerprint: a hint that decides nothing |

Signed is DSSE's encoding of both: `DSSEv1 28 {dsse.PAYLOAD_TYPE} LENGTH PAYLOAD`. An SSH signature is made in the
namespace of its kind, `paraph-KIND@v1`, so that it counts for nothing else. Both alphabets of base64 are read.
Envelopes with the same payload are one statement with all their signatures.
"""


def _common_part() -> str:
    return "\n".join(
        [
            "## What all statements of people have\n",
            "There is one subject: its `name` is the target, its `digest` holds `gitCommit`, the head, and `gitTree`,",
            "the tree, where there is one. The `predicate` has these fields, and those of its kind.\n",
            *_table(COMMON),
            "The `scope`. Its object ids have 40 or 64 digits, all the same; the subject has to agree with it.\n",
            *_table(SCOPE),
            "The reviewed change is what `git diff-tree -r --raw -z --no-renames --full-index BASE TREE` prints.\n",
        ]
    )


def _kind(kind: Kind) -> str:
    inner = [
        line
        for field in PREDICATES[kind].fields
        if isinstance(field.shape, shapes.Each) and isinstance(field.shape.item, shapes.Record)
        for line in (f"Each of `{field.key}`:\n", *_table(field.shape.item))
    ]
    return "\n".join(
        [f"## {kind}\n", f"{_ABOUT[kind]}\n", *_names(kind), *_table(PREDICATES[kind]), *inner, *_shown(kind)]
    )


def _names(kind: Kind) -> Iterator[str]:
    yield f"Predicate type `{predicate_type(kind)}`, namespace `{namespace(kind)}`.\n"


def _table(record: shapes.Record) -> Iterator[str]:
    yield from ("| key | value | meaning |", "|---|---|---|")
    for field in record.fields:
        required = " (required)" * (field.default is shapes.REQUIRED)
        yield f"| `{field.key}` | {_words(field.shape)} | {field.meaning}{required} |"
    yield ""


def _words(shape: shapes.Shape) -> str:
    match shape:
        case shapes.Text():
            return f"{'lines' if shape.has_lines else 'one line'} of text, up to {shape.most:,} characters"
        case shapes.Word():
            return "one of " + ", ".join(f"`{word}`" for word in shape.choices)
        case shapes.Hex():
            return " or ".join(map(str, shape.lengths)) + " hex digits"
        case shapes.Count():
            return "a whole number"
        case shapes.Each():
            return f"a list of up to {shape.most:,}: {_words(shape.item)}"
        case shapes.Record():
            return "an object"
    known: dict[type, str] = {
        shapes.Id: "an id of the directory",
        shapes.Ref: "a full ref name",
        shapes.Share: "a number from 0 to 1",
    }
    return known.get(type(shape), "a time in UTC, RFC 3339 to the second")


def _shown(kind: Kind) -> Iterator[str]:
    document: Any = json.loads(_payload(kind))
    yield from ("```json statement", json.dumps(document, indent=2, ensure_ascii=False), "```", "")


def _evidence_part() -> str:
    head = f"""\
## evidence

Reports are read in the formats that in-toto defines, as they are; a report that a tool makes already needs only its
signature. Namespace `{namespace("evidence")}`, for those who sign with SSH. The subject has `gitCommit`, `gitTree` or
both; other subjects (the image that was tested) may stand beside it, but no second commit or tree.

| predicate type | kinds of evidence | outcome |
|---|---|---|
| `{TEST_RESULT}` | `tests`, or what `paraphKind` names | as `result` says |
| `{SVR}` | its `properties` | passed: it lists nothing else |

A `result` of `PASSED` or `WARNED` has passed, unless `failedTests` names one. In a test result, the descriptors in
`configuration` may have three annotations. `paraphKind` names the kind of evidence that a policy asks for
(`evidence: mutation`). `paraphMetrics` is an object of figures by name (`min: {{mutation_score: ">= 0.8"}}`).
`paraphAt` says when it was made (`2026-01-31T23:59:59Z`): of several reports by one producer the newest counts, and
where none says when, one that failed does. A long list of `passedTests` can be left out; nothing here reads it. A
policy names a producer by the id of the robot whose key signed; what a report says of its own origin decides nothing.
"""
    return "\n".join([head, *_shown("evidence")])


def _trust_part() -> str:
    return """\
## Whose signature counts

The directory says whose a key is, from when, until when, and from which day on nothing that it signed counts any more;
both the day that the statement names and the day of the decision must lie within. A statement counts when the person
whom it names signed it with SSH. For an override, other persons who signed it count too; for evidence, whoever signed
it. Robots count for evidence alone. A key counts once and a person counts once, however many signatures there are. Bad
signatures beside good ones change nothing. A hardware key with the user-verified flag makes the proof `present`, any
other `signed`.
"""


def _by_hand() -> str:
    public, line = example()
    return f"""\
## Checked by hand

A sign-off as it stands in a note, and the key that the directory has for `ada`:

```json envelope
{line.decode()}
```

```text key
{public}
```

With the line in `envelope.json` and the key in `ada.pub`, git, `ssh-keygen` and a shell are enough. First, that `ada`
signed these bytes for this purpose:

```sh signature
sed 's/.*"payload":"\\([^"]*\\)".*/\\1/' envelope.json | base64 -d > payload.json
sed 's/.*"sig":"\\([^"]*\\)".*/\\1/' envelope.json | fold -w 70 > sig
{{ echo '-----BEGIN SSH SIGNATURE-----'; cat sig; echo '-----END SSH SIGNATURE-----'; }} > payload.sig
{{ printf 'DSSEv1 28 application/vnd.in-toto+json %d ' $(($(wc -c < payload.json))); cat payload.json; }} > message
printf 'ada %s\\n' "$(cat ada.pub)" > allowed
ssh-keygen -Y verify -f allowed -I ada -n paraph-signoff@v1 -s payload.sig < message
```

Then, in a clone, that the commits which `payload.json` names have the merge and the difference that it names:

```sh content
git merge-tree --write-tree {EXAMPLE.base} {EXAMPLE.head}
git diff-tree -r --raw -z --no-renames --full-index {EXAMPLE.base} {EXAMPLE.tree} | sha256sum
```

The first prints `tree`, the second `diff`. The id of the statement is what `sha256sum payload.json` prints.
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
