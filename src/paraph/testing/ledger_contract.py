"""What must every ledger do, whatever it is kept in?

The suite of tests by which a new store shows that it is one. It needs pytest.
"""

from __future__ import annotations

import hashlib
import hmac

import pytest

from paraph.adapters.signers.notes import NoteSigner, check_note_signature
from paraph.core.attest.envelope import Envelope, EnvelopeSignature, read_envelope, write_envelope
from paraph.core.errors import ParaphError
from paraph.core.ledger.checkpoint import Checkpoint, read_checkpoint
from paraph.core.ledger.entry import entry
from paraph.core.ledger.merkle import EMPTY_ROOT, leaf_hash, root_of, verify_inclusion
from paraph.core.ledger.note import NoteKey, read_note, read_vkey
from paraph.core.ledger.proofs import read_proof, verify_proof
from paraph.ports.ledger import (
    Attributed,
    Head,
    Introduced,
    Job,
    KeptBlob,
    KeptStatement,
    Ledger,
    Movement,
    Row,
    Spent,
)

ORIGIN = "paraph/" + "5e" * 16
SIGNER = NoteSigner(bytes(range(32)), ORIGIN)
KEYS = (read_vkey(SIGNER.vkey),)
MAIN = "refs/heads/main"
REPOSITORY = "git:sample"
"""Whose entries those of the contract are, so that one repository's view of a log can be held to it, too."""


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    vkey = SIGNER.vkey if public == KEYS[0].public else ""
    return bool(vkey) and check_note_signature(vkey, message.decode(), signature)


def notes(count: int, first: int = 0) -> list[bytes]:
    return [
        entry("note", 1_800_000_000 + number, text=f"number {number}", repository=REPOSITORY)
        for number in range(first, first + count)
    ]


def statement(name: str, target: str = MAIN, head: str = "1" * 40, signature: bytes = b"one") -> KeptStatement:
    envelope = write_envelope(Envelope(name.encode(), "text/plain", (EnvelopeSignature("", signature),)))
    return KeptStatement(name, "signoff", target, head, "d" * 64, 1_900_000_000, envelope, 0)


def personal(content: bytes, salt: bytes = b"s" * 32) -> KeptBlob:
    return KeptBlob(hmac.new(salt, content, "sha256").hexdigest(), content, salt)


class LedgerContract:
    """Inherit from it, and give a fixture `log` that opens an empty log of `ORIGIN` signed by `SIGNER`."""

    def test_an_empty_log_has_a_signed_head(self, log: Ledger) -> None:
        assert log.head() == Head(0, EMPTY_ROOT)
        assert checkpoint_of(log) == Checkpoint(ORIGIN, 0, EMPTY_ROOT)
        assert list(log.entries()) == []

    def test_entries_are_kept_as_they_are_and_in_order(self, log: Ledger) -> None:
        first, second = notes(3), notes(700, 3)
        assert [receipt.index for receipt in log.record(first)] == [0, 1, 2]
        assert [receipt.index for receipt in log.record(second)] == list(range(3, 703))
        assert list(log.entries()) == first + second
        assert list(log.entries(2, 5)) == (first + second)[2:5]
        assert list(log.entries(700)) == second[-3:]
        assert list(log.entries(700, 9_000)) == second[-3:]

    def test_the_head_is_the_root_of_all_entries(self, log: Ledger) -> None:
        for count in (1, 1, 2, 3, 250, 255, 1):
            log.record(notes(count))
            leaves = [leaf_hash(body) for body in log.entries()]
            assert log.head() == Head(len(leaves), root_of(leaves))

    def test_a_receipt_is_verified_offline(self, log: Ledger) -> None:
        bodies = notes(600)
        receipts = [receipt for start in range(0, 600, 40) for receipt in log.record(bodies[start : start + 40])]
        for index in (0, 1, 39, 40, 255, 256, 511, 512, 599):
            proof = read_proof(receipts[index].text().encode())
            assert proof.index == index
            assert verify_proof(proof, bodies[index], KEYS, is_signed) is not None
            assert verify_proof(proof, bodies[index - 1], KEYS, is_signed) is None

    def test_a_receipt_holds_whenever_it_is_asked_for(self, log: Ledger) -> None:
        (receipt,) = log.record(notes(1))
        for first in (1, 300):
            assert verify_proof(read_proof(receipt.text().encode()), notes(1)[0], KEYS, is_signed)
            log.record(notes(299, first))

    def test_a_receipt_can_be_had_later(self, log: Ledger) -> None:
        (receipt, *_) = log.record(notes(5))
        log.record(notes(300, 5))
        assert verify_proof(read_proof(receipt.text().encode()), notes(1)[0], KEYS, is_signed)

    def test_the_checkpoint_is_that_of_the_head(self, log: Ledger) -> None:
        for _ in range(3):
            log.record(notes(2))
            assert checkpoint_of(log) == Checkpoint(ORIGIN, *log.head())
            assert log.checkpoint() == log.checkpoint()

    def test_tiles_hold_the_hashes_of_complete_subtrees(self, log: Ledger) -> None:
        log.record(notes(300))
        log.record(notes(300, 300))
        leaves = [leaf_hash(body) for body in log.entries()]
        assert log.tile(0, 1, 256) == b"".join(leaves[256:512])
        assert log.tile(0, 2, 88) == b"".join(leaves[512:])
        assert log.tile(0, 2, 7) == b"".join(leaves[512:519])
        assert log.tile(1, 0, 2) == root_of(leaves[:256]) + root_of(leaves[256:512])

    def test_what_cannot_be_kept_leaves_nothing(self, log: Ledger) -> None:
        log.record(notes(1))
        before = log.head()
        wrong: tuple[tuple[list[bytes], list[Row]], ...] = (
            ([*notes(1), b"x" * 65_536], []),
            (notes(1), [Row(Introduced("1" * 40, "a")), Row(Movement(MAIN, "", "", "landed", "", 0), 1)]),
            ([], [Row(Movement(MAIN, "", "", "landed", "", 0), 0)]),
        )
        for entries, rows in wrong:
            with pytest.raises(ParaphError):
                log.record(entries, (), rows)
        assert log.head() == before
        assert log.introducers(["1" * 40]) == {}
        assert [receipt.index for receipt in log.record(notes(1))] == [1]

    def test_nothing_to_record_is_nothing(self, log: Ledger) -> None:
        assert log.record([]) == ()
        assert log.head().size == 0

    def test_rows_may_come_without_entries(self, log: Ledger) -> None:
        assert log.record([], (), [Row(Introduced("1" * 40, "unix:ada"))]) == ()
        assert log.introducers(["1" * 40]) == {"1" * 40: "unix:ada"}

    def test_statements_are_found_by_target_head_and_id(self, log: Ledger) -> None:
        log.record(notes(3))
        a, b, c = statement("a"), statement("b", "refs/heads/dev"), statement("c", head="2" * 40)
        log.record(notes(3, 3), (), [Row(c, 2), Row(a, 0), Row(b, 1)])
        kept = [a._replace(entry=3), b._replace(entry=4), c._replace(entry=5)]
        assert log.statements() == kept
        assert log.statements(target=MAIN) == [kept[0], kept[2]]
        assert log.statements(head="1" * 40) == kept[:2]
        assert log.statements(target=MAIN, head="2" * 40) == kept[2:]
        assert log.statements(ids=["c", "a", "nobody's"]) == [kept[0], kept[2]]
        assert log.statements(target=MAIN, ids=["b"]) == []

    def test_statements_are_found_by_what_they_speak_of(self, log: Ledger) -> None:
        a = statement("a")._replace(diff="5" * 64, tree="6" * 40)
        b = statement("b", "refs/heads/dev")._replace(diff="5" * 64)
        c = statement("c", "", "2" * 40)._replace(kind="evidence", diff="", tree="6" * 40)
        d = statement("d", head="")._replace(kind="withdrawal", diff="", takes_back="a")
        log.record(notes(4), (), [Row(each, at) for at, each in enumerate((a, b, c, d))])
        a, b, c, d = log.statements()
        assert (a.tree, d.takes_back) == ("6" * 40, "a")
        assert log.statements_about([MAIN], diffs=["5" * 64]) == [a]
        assert log.statements_about([MAIN, "refs/heads/dev"], diffs=["9" * 64, "5" * 64, "5" * 64]) == [a, b]
        assert log.statements_about([MAIN], heads=["1" * 40, "2" * 40]) == [a]
        assert log.statements_about([MAIN, ""], heads=["2" * 40], diffs=["5" * 64]) == [a, c]
        assert log.statements_about(["", MAIN], trees=["6" * 40]) == [a, c]
        assert log.statements_about([MAIN], takes_back=["a", "b"]) == [d]
        assert log.statements_about([MAIN, ""], diffs=[""], heads=[""], trees=[""], takes_back=[""]) == []
        assert log.statements_about([], diffs=["5" * 64]) == log.statements_about([MAIN]) == []
        assert log.is_spoken_of(["refs/heads/none", ""])
        assert not log.is_spoken_of(["refs/heads/none"])

    def test_what_stands_is_not_lost_among_what_landed(self, log: Ledger) -> None:
        veto = statement("a")._replace(kind="veto", expires_at=0)
        others = [
            statement("b")._replace(expires_at=9),
            statement("c")._replace(expires_at=0),
            statement("d")._replace(kind="declaration", expires_at=0),
            statement("e", "refs/heads/dev"),
        ]
        log.record(notes(5), (), [Row(each, at) for at, each in enumerate((*others, veto))])
        b, c, _, e, veto = log.statements()
        assert log.standing([MAIN], 9) == [b, c, veto]
        assert log.standing([MAIN], 10) == [c, veto]
        assert log.standing([MAIN, "refs/heads/dev"], 10) == [c, e, veto]
        log.record(notes(1), (), [Row(Spent("c"), 0)])
        assert log.standing([MAIN], 0) == [b, veto]

    def test_a_statement_recorded_again_has_the_signatures_of_both(self, log: Ledger) -> None:
        log.record(notes(1), (), [Row(statement("a"), 0)])
        log.record(notes(1), (), [Row(statement("a", signature=b"two"), 0), Row(statement("a"), 0)])
        (kept,) = log.statements(ids=["a"])
        assert kept.entry == 0
        assert {each.sig for each in read_envelope(kept.envelope).signatures} == {b"one", b"two"}

    def test_an_envelope_that_says_something_else_replaces_nothing(self, log: Ledger) -> None:
        log.record(notes(1), (), [Row(statement("a"), 0)])
        other = statement("a")._replace(envelope=statement("b").envelope)
        log.record(notes(1), (), [Row(other, 0)])
        assert log.statements() == [statement("a")]

    def test_a_statement_is_spent_once(self, log: Ledger) -> None:
        log.record(notes(2), (), [Row(statement("a"), 0), Row(statement("b"), 1)])
        log.record(notes(2), (), [Row(Spent("a"), 1)])
        log.record(notes(1), (), [Row(Spent("a"), 0)])
        assert [kept.spent_by for kept in log.statements()] == [3, None]

    def test_movements_are_kept_in_order(self, log: Ledger) -> None:
        decided = Movement(MAIN, "1" * 40, "2" * 40, "decided", "allow", 0)
        landed = decided._replace(state="landed")
        other = decided._replace(ref="refs/heads/dev")
        log.record(notes(2), (), [Row(decided, 0), Row(other, 1)])
        log.record(notes(1), (), [Row(landed, 0)])
        assert list(log.movements(MAIN)) == [decided, landed._replace(entry=2)]
        assert log.movement(MAIN, "1" * 40, "2" * 40) == landed._replace(entry=2)
        assert log.movement("refs/heads/dev", "1" * 40, "2" * 40) == other._replace(entry=1)
        assert log.movement(MAIN, "2" * 40, "1" * 40) is None
        assert list(log.movements("refs/heads/none")) == []

    def test_movements_from_a_tip_and_the_last_that_took_place(self, log: Ledger) -> None:
        a, b, c = ("1" * 40, "2" * 40, "3" * 40)
        first = Movement(MAIN, "", a, "landed", "", 0)
        told = [
            first,
            Movement(MAIN, a, b, "refused", "wait", 1),
            Movement(MAIN, a, c, "decided", "allow", 2),
            Movement(MAIN, a, b, "decided", "allow", 3),
            Movement("refs/heads/dev", a, b, "alarm", "", 4),
        ]
        log.record(notes(5), (), [Row(each, at) for at, each in enumerate(told)])
        assert log.movements_from(MAIN, a) == told[1:4]
        assert log.movements_from(MAIN, "") == [first]
        assert log.movements_from(MAIN, c) == []
        assert log.last_done(MAIN) == first
        assert log.last_done("refs/heads/dev") == told[4]
        assert log.last_done("refs/heads/none") is None
        for state in ("landed", "excepted", "alarm"):
            (receipt,) = log.record(notes(1), (), [Row(Movement(MAIN, a, b, state, "", 0), 0)])
            assert log.last_done(MAIN) == Movement(MAIN, a, b, state, "", receipt.index)

    def test_many_movements_are_all_told_in_order(self, log: Ledger) -> None:
        one = Movement(MAIN, "1" * 40, "2" * 40, "refused", "wait", 0)
        log.record(notes(3), (), [Row(one, number % 3) for number in range(700)])
        log.record(notes(700), (), [Row(one, number) for number in range(700)])
        told = [each.entry for each in log.movements(MAIN)]
        assert told == [*(number for number in range(3) for _ in range(number, 700, 3)), *range(3, 703)]

    def test_who_introduced_a_commit_first_stays(self, log: Ledger) -> None:
        log.record(notes(1), (), [Row(Introduced("1" * 40, "unix:ada")), Row(Introduced("1" * 40, "unix:bob"))])
        log.record([], (), [Row(Introduced("1" * 40, "unix:eve")), Row(Introduced("2" * 40, ""))])
        found = log.introducers(["1" * 40, "2" * 40, "3" * 40])
        assert found == {"1" * 40: "unix:ada", "2" * 40: ""}
        assert log.introducers([]) == {}

    def test_the_first_record_of_lines_of_a_commit_stays(self, log: Ledger) -> None:
        one, other = Attributed("1" * 40, "a" * 64, 0, 7), Attributed("2" * 40, "b" * 64, 0)
        log.record(notes(2), (), [Row(one, 1), Row(other, 0)])
        log.record(notes(1), (), [Row(one._replace(digest="c" * 64), 0)])
        found = log.attributed(["1" * 40, "2" * 40, "3" * 40])
        assert found == {"1" * 40: one._replace(entry=1), "2" * 40: other._replace(entry=0)}
        assert log.attributed([]) == {}

    def test_many_commits_are_asked_for_at_once(self, log: Ledger) -> None:
        commits = [f"{number:040x}" for number in range(3_000)]
        log.record([], (), [Row(Introduced(commit, f"unix:{commit[-1]}")) for commit in commits])
        assert log.introducers(commits) == {commit: f"unix:{commit[-1]}" for commit in commits}

    def test_blobs_are_kept_by_their_digest(self, log: Ledger) -> None:
        plain = KeptBlob(hashlib.sha256(b"\0facts\xff").hexdigest(), b"\0facts\xff")
        log.record(notes(1), (), [Row(plain), Row(plain), Row(personal(b"ada"))])
        log.record([], (), [Row(plain)])
        assert log.blob(plain.digest) == plain
        assert log.blob(personal(b"ada").digest) == personal(b"ada")
        assert log.blob("0" * 64) is None

    def test_what_is_expunged_is_gone_and_the_log_says_so(self, log: Ledger) -> None:
        log.record(notes(1), (), [Row(personal(b"ada")), Row(personal(b"bob"))])
        said = entry("expunged", 1_800_000_009, digests=[personal(b"ada").digest], repository=REPOSITORY)
        receipt = log.expunge([personal(b"ada").digest, "0" * 64], said)
        assert log.blob(personal(b"ada").digest) is None
        assert log.blob(personal(b"bob").digest) == personal(b"bob")
        assert list(log.entries(receipt.index)) == [said]
        assert verify_proof(read_proof(receipt.text().encode()), said, KEYS, is_signed)

    def test_jobs_are_taken_with_the_record(self, log: Ledger) -> None:
        (receipt,) = log.record(notes(1), [Job("notify", b"{}", "k"), Job("notify", b"{}", "k"), Job("sync", b"", "l")])
        assert receipt.index == 0
        assert log.record([], [Job("notify", b"{}", "k")]) == ()


def checkpoint_of(log: Ledger) -> Checkpoint:
    """The log's checkpoint, its signature checked."""
    note = read_note(log.checkpoint().encode())
    (signature,) = note.signatures
    assert signature.name == ORIGIN
    assert signature.key_id == key().id
    assert is_signed(key().public, note.text.encode(), signature.signature)
    return read_checkpoint(note.text)


def key() -> NoteKey:
    """The key that logs of the contract are signed with."""
    return KEYS[0]


def is_in(log: Ledger, body: bytes, text: str) -> bool:
    """Whether a receipt's proof leads from these bytes to a root of the log as it is."""
    proof = read_proof(text.encode())
    checkpoint = read_checkpoint(read_note(proof.checkpoint.encode()).text)
    leaves = [leaf_hash(each) for each in log.entries(0, checkpoint.size)]
    return checkpoint.root == root_of(leaves) and verify_inclusion(
        leaf_hash(body), proof.index, checkpoint.size, proof.hashes, checkpoint.root
    )
