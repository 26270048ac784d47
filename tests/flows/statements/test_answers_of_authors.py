from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.core.attest.predicates import (
    Answered,
    DeclarationPredicate,
    OwnerTransferPredicate,
    ToolUsed,
    WithdrawalPredicate,
)
from paraph.core.model.facts import Facts
from signed_field import SignedField

AGENT = "Claude <noreply@anthropic.com>"
SAID = DeclarationPredicate(
    "assisted", (ToolUsed("claude-code"),), 0.5, owner="ada", rollback="written",
    answers=(Answered("intent", "A new line."),), steps=("rehearsed",),
)  # fmt: skip


@pytest.fixture
def field(git_repo: GitRepo) -> SignedField:
    return SignedField(git_repo)


def facts(field: SignedField) -> Facts:
    return field.judged().facts


def declare(field: SignedField, who: str = "ada", said: DeclarationPredicate = SAID) -> str:
    return field.sign(who, "declaration", said)


def test_an_author_says_what_only_an_author_knows(field: SignedField) -> None:
    declare(field)
    found = facts(field)
    (said,) = found.provenance.declarations
    assert (said.source, said.by, said.commit, said.share) == ("statement", "ada", None, 0.5)
    assert said.text == "ada declared assisted (claude-code)"
    assert (found.owner, found.rollback_plan) == ("ada", "written")
    assert [(each.question, each.person) for each in found.answers] == [("intent", "ada")]
    assert [each.name for each in found.manual_checks] == ["rehearsed"]
    assert field.judged().decision.assistance.value == "generated"
    assert found.provenance.ai_lines == 1


def test_answers_are_asked_of_the_author_first(field: SignedField) -> None:
    field.rules = "[{name: read, require: [{author_answers: intent}, {signoff: {count: 1}}]}]"
    field.sign()
    assert field.verdict() == "wait"
    declare(field, said=DeclarationPredicate("none", answers=(Answered("intent", "A new line."),)))
    assert field.verdict() == "allow", field.why()


def test_who_had_no_hand_in_it_declares_nothing(field: SignedField) -> None:
    declare(field, "ben")
    assert facts(field).provenance.declarations == ()
    assert "ben had no hand in the change" in field.why()


def test_what_was_said_of_other_content_counts_against_the_change_only(field: SignedField) -> None:
    declare(field)
    signed = field.repo.rev("topic")
    field.repo.commit("more", {"src/more.py": "x\n"})
    found = facts(field)
    assert [(each.assistance.value, each.commit) for each in found.provenance.declarations] == [("assisted", signed)]
    assert (found.owner, found.rollback_plan, found.answers, found.manual_checks) == (None, "none", (), ())
    assert "it was made of other content" in field.why()


def test_none_is_said_of_the_whole_content_only(field: SignedField) -> None:
    declare(field, said=DeclarationPredicate("none"))
    assert field.judged().decision.assistance.value == "none"
    field.repo.commit("more", {"src/more.py": "x\n"})
    assert field.judged().decision.assistance.value == "unknown"


def test_a_rebase_keeps_what_an_author_said(field: SignedField) -> None:
    declare(field)
    field.repo.switch("main")
    field.repo.commit("elsewhere", {"notes.txt": "x\n"})
    field.repo.switch("topic")
    field.repo.git("rebase", "--quiet", "main")
    assert (facts(field).owner, facts(field).refusals) == ("ada", ())


def test_what_was_taken_back_is_not_said(field: SignedField) -> None:
    field.sign("ada", "withdrawal", WithdrawalPredicate(declare(field)))
    assert facts(field).provenance.declarations == ()
    assert "it was withdrawn" in field.why()


def test_later_words_correct_earlier_ones(field: SignedField) -> None:
    declare(field)
    declare(field, said=DeclarationPredicate("unknown", owner="dan", rollback="rehearsed"))
    found = facts(field)
    assert (found.owner, found.rollback_plan) == ("dan", "rehearsed")
    assert len(found.provenance.declarations) == 1


def test_a_prompter_is_no_independent_reader(field: SignedField) -> None:
    declare(field, said=DeclarationPredicate("generated", prompter="ben"))
    field.sign("ben")
    assert facts(field).change.prompters == ("ben",)
    assert field.verdict() == "wait"
    assert "Ben (senior) had a hand in the change" in field.why()
    field.repo.commit("more", {"src/more.py": "x\n"})
    assert facts(field).change.prompters == ("ben",), "an edit does not make the prompter independent"


def test_who_set_an_agent_to_work_speaks_for_it(git_repo: GitRepo) -> None:
    field = SignedField(git_repo)
    field.repo.git("reset", "--hard", "--quiet", "main")
    field.repo.commit("agent's work", {"src/new.py": "x\n"}, author=AGENT)
    declare(field, "dan", DeclarationPredicate("autonomous", prompter="dan", owner="dan"))
    found = facts(field)
    assert (found.owner, found.change.prompters) == ("dan", ("dan",))
    declare(field, "ben", DeclarationPredicate("autonomous", prompter="dan", owner="ben"))
    assert facts(field).owner == "dan"


def test_who_takes_code_over_signs_for_that(field: SignedField) -> None:
    declare(field)
    field.sign("dan", "owner-transfer", OwnerTransferPredicate("dan", "ada"))
    assert facts(field).owner == "dan"
    field.sign("ben", "owner-transfer", OwnerTransferPredicate("ben", "ada"))
    assert facts(field).owner == "dan"
    assert "it is from ada, and the owner is dan" in field.why()
    taken = field.sign("ben", "owner-transfer", OwnerTransferPredicate("ben", "dan"))
    assert facts(field).owner == "ben"
    field.sign("ben", "withdrawal", WithdrawalPredicate(taken))
    assert facts(field).owner == "dan"
    field.repo.commit("more", {"src/more.py": "x\n"})
    assert facts(field).owner is None
