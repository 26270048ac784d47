"""What does a sign-off say, and when would it be in vain?"""

from __future__ import annotations

import pytest

from paraph import wiring
from paraph.core.attest.predicates import Answered
from paraph.core.errors import InputError
from paraph.core.model.noun import changed
from paraph.core.model.person import Person
from paraph.flows.signing.asked_of import asked_of_signer
from paraph.flows.signing.record_statement import scope_of
from paraph.flows.signing.sign_off import Saying, refuse_in_vain, signoff_of
from paraph.ports.question import Evaluation, Question
from signing_samples import signing_repo


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    return wiring.answer(Question(signing_repo(tmp_path_factory.mktemp("signing")).folder, "work"))


def person(found: Evaluation, id_: str) -> Person:
    return next(each for each in found.facts.people.people if each.id == id_)


def test_it_says_what_was_shown(found: Evaluation) -> None:
    scope, asked = scope_of(found.facts, found.policy), asked_of_signer(found)
    saying = Saying("approve", (Answered("why-now", "The quarter ends."),), 1_900_000_000)
    said = signoff_of(found, scope, asked, saying)
    assert (said.decision, said.tier, said.expires_at) == ("approve", found.decision.tier.value, 1_900_000_000)
    assert "answered 1" in said.assertion
    assert scope.head[:12] in said.assertion
    assert {each.id for each in said.questions} >= {"why-now", "intent"}
    assert said.policy == found.policy.digest
    assert len(said.attribution) == 64
    no = signoff_of(found, scope, asked, changed(saying, decision="request-changes"))
    assert "ask for changes" in no.assertion


def test_own_work_and_what_cannot_land_is_refused(found: Evaluation) -> None:
    assert refuse_in_vain(found, person(found, "ben"), "approve") == ("", ())
    with pytest.raises(InputError, match="had a hand"):
        refuse_in_vain(found, person(found, "cleo"), "approve")
    assert refuse_in_vain(found, person(found, "cleo"), "request-changes") == ("", ())
    change = found.facts.change
    conflict, empty = changed(change, merge="conflict", tree=None), changed(change, files=())
    for other, why in ((conflict, "merge cleanly"), (empty, "changes nothing")):
        facts = changed(found.facts, change=other)
        with pytest.raises(InputError, match=why):
            refuse_in_vain(found._replace(facts=facts), person(found, "ben"), "approve")
