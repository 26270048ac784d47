"""What is kept of a decision makes it again, and gives nobody away once their part is deleted."""

from __future__ import annotations

import hmac
import json
from dataclasses import replace
from hashlib import sha256

from core.gate.situations import asking, facts, policy, rule, signoff_need
from flows.ledger.test_pseudonymous import SALT, whole
from paraph.adapters.formats.documents import facts_file, read_facts
from paraph.core.model.policy import Policy
from paraph.core.pipeline import decide
from paraph.flows.ledger.keep_facts import Kept, kept, personal
from paraph.ports.documents import SourceText

POLICY = replace(policy(rule(signoff_need())), digest="d" * 64)
SOURCES = (SourceText(".paraph/policy.yaml", b"version: 1\n"),)


def made(asked: Policy = POLICY) -> Kept:
    return kept(whole(), asked, SOURCES, SALT, facts_file)


def test_every_digest_leads_to_its_blob() -> None:
    found = made()
    blobs = {blob.digest: blob for blob in found.blobs}
    assert sha256(blobs[str(found.fields["facts"])].content).hexdigest() == found.fields["facts"]
    assert found.fields["policy"] == "d" * 64
    for source in found.fields["sources"]:  # type: ignore[attr-defined]
        assert blobs[source["digest"]].content == b"version: 1\n"
    for table in found.fields["personal"]:  # type: ignore[attr-defined]
        blob = blobs[table["digest"]]
        assert blob.salt is not None
        assert hmac.digest(blob.salt, blob.content, "sha256").hex() == table["digest"]
    assert len(blobs) == len(found.blobs) == 2 + len(found.fields["personal"])  # type: ignore[arg-type]


def test_the_decision_is_made_again_from_what_is_not_personal() -> None:
    found = made()
    document = next(blob for blob in found.blobs if blob.digest == found.fields["facts"])
    again = decide(POLICY, read_facts(document.content))
    before = decide(POLICY, whole())
    assert (again.verdict, again.tier.value, len(again.missing)) == (
        before.verdict,
        before.tier.value,
        len(before.missing),
    )


def test_only_what_is_salted_names_people() -> None:
    for blob in made().blobs:
        if blob.salt is None:
            assert b"@example.test" not in blob.content
            assert b"@elsewhere.test" not in blob.content
            assert b"Zoe Unknown" not in blob.content


def test_each_table_is_one_persons() -> None:
    tables = {entry["holder"]: entry["values"] for entry in (json.loads(b.content) for b in made().blobs if b.salt)}
    assert set(tables["ada"].values()) == {"Ada", "ada@example.test"}
    assert "email:zoe@elsewhere.test" in tables
    ids = {each["of"] for each in made().fields["personal"]}  # type: ignore[attr-defined]
    assert {"ada", "cyd", ""} <= ids
    assert not any("@" in each for each in ids)


def test_texts_are_kept_only_for_a_policy_that_tests_them() -> None:
    told = replace(facts(), change=replace(facts().change, title="a secret plan"))
    without = kept(told, POLICY, (), SALT, facts_file)
    asked = policy(rule(signoff_need(), when=asking("title", ("*plan*",))))
    with_texts = kept(told, asked, (), SALT, facts_file)
    assert b"a secret plan" not in without.blobs[0].content
    assert b"a secret plan" in with_texts.blobs[0].content


def test_one_salt_says_nothing_of_another() -> None:
    salts = [blob.salt for blob in made().blobs if blob.salt]
    assert len(set(salts)) == len(salts)
    assert SALT not in salts


def test_a_commitment_is_an_hmac() -> None:
    assert (
        personal(b"email:ada@example.test", SALT).digest == hmac.digest(SALT, b"email:ada@example.test", "sha256").hex()
    )
