from __future__ import annotations

from pathlib import Path

import pytest

from paraph import wiring
from paraph.flows.signing.asked_of import (
    asked_of_author,
    asked_of_signer,
    rules_that_take_own_work,
    strongest_proof,
    weakest_proof,
)
from paraph.ports.question import Evaluation, Question
from signing_samples import POLICY, signing_repo

HIGH = (
    POLICY.replace("questions: [why-now]", "proof: present")
    + """\
  - name: two proofs
    when: {paths: ["app/**"]}
    require: [{any: [{signoff: {proof: review, answers: optional}}, {signoff: {proof: signed}}]}]
  - name: elsewhere
    when: {paths: ["web/**"]}
    mode: shadow
    require: [{author_answers: [tests-gone]}, {signoff: {questions: [cache-bound]}}]
"""
)


def judged(folder: Path, policy: str) -> Evaluation:
    folder.mkdir(exist_ok=True)
    place = signing_repo(folder)
    (folder / "policy.yaml").write_text(policy)
    return wiring.answer(Question(place.folder, "work", policy=str(folder / "policy.yaml")))


def test_the_author_and_the_signer_answer_their_own_questions(tmp_path: Path) -> None:
    found = judged(tmp_path, POLICY)
    author, signer = asked_of_author(found), asked_of_signer(found)
    assert [each.id for each in author.own][:2] == ["intent", "rollback"]
    assert author.required == {"intent"}
    assert {"why-now", "ai-untested"} <= {each.id for each in signer.own}
    assert {"why-now", "ai-untested"} <= signer.required
    assert "intent" not in {each.id for each in signer.own}
    assert "intent" in {each.id for each in signer.shown}
    assert {each.asks for each in signer.own} <= {"signer", "both"}


def test_only_rules_that_bind_ask(tmp_path: Path) -> None:
    found = judged(tmp_path, HIGH)
    assert asked_of_signer(found).required == frozenset()
    assert "tests-gone" not in asked_of_author(found).required
    assert (weakest_proof(found), strongest_proof(found)) == ("review", "present")


def test_only_a_rule_that_binds_and_says_so_takes_own_work(tmp_path: Path) -> None:
    policy = HIGH.replace("{proof: signed}", "{independent: false}").replace(
        "[cache-bound]", "[cache-bound], independent: false"
    )
    assert rules_that_take_own_work(judged(tmp_path / "b", policy)) == ("two proofs",)
    assert rules_that_take_own_work(judged(tmp_path / "a", HIGH)) == ()


@pytest.mark.parametrize(("proof", "weakest"), [("present", "present"), ("signed", "signed"), ("review", "review")])
def test_the_weakest_proof_that_serves_a_rule(tmp_path: Path, proof: str, weakest: str) -> None:
    found = judged(tmp_path, POLICY.replace("questions: [why-now]", f"proof: {proof}"))
    assert weakest_proof(found) == weakest
