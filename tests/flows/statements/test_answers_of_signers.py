from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.core.attest.predicates import (
    EvidencePredicate,
    Measured,
    OverridePredicate,
    Scope,
    VetoPredicate,
    WithdrawalPredicate,
)
from paraph.core.model.evidence import Evidence, ManualCheck, Metric
from paraph.core.model.facts import Facts
from signed_field import TOPIC, SignedField
from statement_samples import AT

GLASS = OverridePredicate("The shop is down.", "critical", AT + 3_600, AT + 86_400)
PASSED = EvidencePredicate(("tests",), "passed", metrics=(Measured("coverage", 0.9),))


@pytest.fixture
def field(git_repo: GitRepo) -> SignedField:
    return SignedField(git_repo)


def facts(field: SignedField) -> Facts:
    return field.judged().facts


def withdraw(field: SignedField, who: str, statement: str) -> None:
    field.sign(who, "withdrawal", WithdrawalPredicate(statement))


def test_a_signoff_says_who_what_and_how(field: SignedField) -> None:
    id_ = field.sign(is_present=False)
    (found,) = facts(field).signoffs
    assert (found.id, found.person, found.proof, found.holds) == (id_, "ben", "signed", ("exact", "tree"))
    assert found.questions == ("intent", "rollback")
    assert (found.ai_lines, found.expires_at, found.is_withdrawn) == (0, AT + 86_400, False)
    field.now = AT + 86_400
    assert field.verdict() == "wait"
    assert "expired" in field.why()


@pytest.mark.parametrize(("who", "verdict"), [("ben", "wait"), ("cleo", "allow")])
def test_who_gave_a_signoff_takes_it_back_and_nobody_else(field: SignedField, who: str, verdict: str) -> None:
    withdraw(field, who, field.sign())
    assert field.verdict() == verdict


def test_asking_for_changes_is_no_approval(field: SignedField) -> None:
    field.sign(said=field.answer(decision="request-changes"))
    assert field.verdict() == "wait"
    assert "did not approve" in field.why()


def test_a_veto_stands_until_its_owner_or_a_higher_level_clears_it(field: SignedField) -> None:
    field.sign()
    veto = field.sign("cleo", "veto", VetoPredicate("It locks the table."))
    assert field.verdict() == "deny"
    withdraw(field, "ben", veto)
    assert field.verdict() == "deny"
    withdraw(field, "cleo", veto)
    assert field.verdict() == "allow"


def test_a_higher_level_clears_a_veto(field: SignedField) -> None:
    field.sign("cleo")
    veto = field.sign("ben", "veto", VetoPredicate("No."))
    withdraw(field, "dan", veto)
    assert field.verdict() == "deny"
    withdraw(field, "cleo", veto)
    assert field.verdict() == "allow"


def test_a_veto_stays_through_a_rebase_and_an_edit(field: SignedField) -> None:
    field.sign("cleo", "veto", VetoPredicate("No."))
    field.repo.stage({"src/new.py": "new = 2\n"})
    field.repo.git("commit", "--amend", "--quiet", "--no-edit")
    field.repo.switch("main")
    field.repo.commit("elsewhere", {"notes.txt": "x\n"})
    field.repo.switch("topic")
    field.repo.git("rebase", "--quiet", "main")
    assert field.verdict() == "deny"
    field.repo.git("reset", "--hard", "--quiet", "main")
    field.repo.commit("other work", {"src/c.sh": "echo d\n"})
    assert field.verdict() == "wait", "other work was not vetoed"


def test_a_veto_stays_on_every_part_of_what_it_was_given_for(git_repo: GitRepo) -> None:
    field = SignedField(git_repo, {**TOPIC, "src/c.sh": "echo d\n", "notes.txt": "x\n", "docs/x.md": "x\n"})
    field.sign("cleo", "veto", VetoPredicate("No."))
    field.repo.git("reset", "--hard", "--quiet", "main")
    field.repo.commit("a fifth of it", {"src/new.py": TOPIC["src/new.py"]})
    assert field.verdict() == "deny"


def test_broken_glass_needs_a_second_signature_over_the_same_bytes_at_critical(field: SignedField) -> None:
    field.more = "tiers: {critical: {paths: [src/**]}}\n"
    field.sign("ben", "override", GLASS)
    assert field.verdict() == "wait"
    field.sign("ben", "override", GLASS, beside=("cleo",))
    assert field.verdict() == "allow"
    assert [each.second for each in facts(field).overrides] == [None, "cleo"]


@pytest.mark.parametrize("who", ["ben", "cleo"])
def test_either_of_the_two_takes_an_override_back(field: SignedField, who: str) -> None:
    withdraw(field, who, field.sign("ben", "override", GLASS, beside=("cleo",)))
    assert facts(field).overrides == ()
    assert "it was withdrawn" in field.why()


def test_an_override_is_void_on_new_content(field: SignedField) -> None:
    field.sign("ben", "override", GLASS)
    assert [each.is_for_content for each in facts(field).overrides] == [True]
    assert field.verdict() == "allow"
    field.repo.commit("more", {"src/more.py": "x\n"})
    assert [each.is_for_content for each in facts(field).overrides] == [False]
    assert field.verdict() == "wait"


def report(field: SignedField) -> Scope:
    scope = field.scope()
    return Scope("", "", "", scope.head, scope.tree)


def test_a_robot_reports_under_its_own_name(field: SignedField) -> None:
    field.rules = "[{name: tests, require: [{evidence: {kind: tests, from: ci}}]}]"
    id_ = field.sign("ci", "evidence", PASSED, scope=report(field))
    scope = report(field)
    metrics = (Metric("coverage", 0.9),)
    assert facts(field).evidence == (Evidence("tests", "passed", scope.head, scope.tree, "ci", id_, 0, metrics),)
    assert field.verdict() == "allow"
    field.repo.commit("more", {"src/more.py": "x\n"})
    assert field.verdict() == "wait"


def test_a_person_reports_on_others_work_only(field: SignedField) -> None:
    field.rules = "[{name: tests, require: [{evidence: tests}]}]"
    field.sign("ada", "evidence", PASSED, scope=report(field))
    assert facts(field).evidence == ()
    assert "ada had a hand in the change that it reports on" in field.why()
    field.sign("ben", "evidence", PASSED, scope=report(field))
    assert [each.producer for each in facts(field).evidence] == ["ben"]


def test_a_robot_signs_nothing_else(field: SignedField) -> None:
    field.sign("ci", said=field.answer())
    assert field.verdict() == "wait"
    assert "nobody in the directory" in field.why()


def test_steps_are_done_on_what_was_signed(field: SignedField) -> None:
    field.sign(said=field.answer(steps=("rehearsed",)))
    scope = field.scope()
    assert facts(field).manual_checks == (ManualCheck("rehearsed", "ben", None, scope.tree, AT),)
    field.repo.commit("more", {"src/more.py": "x\n"})
    (step,) = facts(field).manual_checks
    assert step.tree == scope.tree
    assert step.tree != field.scope().tree
