"""What must every forge's adapter do, whichever forge it speaks to?

The suite of tests by which a new one shows that it is one. It needs pytest. Bare repositories pass `ForgeContract`,
what is spoken to over HTTP `HostedForgeContract` as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from paraph.core.model.decision import Verdict
from paraph.ports.forge import Annotation, ForgeError, Report
from paraph.testing.forge_stage import HostedStage, Stage, Trouble

MAIN = "refs/heads/main"
ABSENT = "999999999"
NOW = 1_800_000_000
"""When webhooks arrive: what is signed with its time is signed then."""


def report(stage: Stage, number: str, verdict: Verdict = Verdict.WAIT, **more: object) -> Report:
    """What a decision at the present head is shown as."""
    key = f"{stage.repository.key}#{number}"
    told = Report(key, stage.head(number), verdict, f"Paraph says {verdict}", "Because of **that**.")
    return told._replace(**more)  # type: ignore[arg-type]


class ForgeContract:
    """Inherit from it, and give a fixture `stage`: a forge with one repository that has a branch `main`."""

    def test_a_repository_is_named_after_the_forge(self, stage: Stage) -> None:
        found = {repository.key: repository for repository in stage.forge.repositories()}
        assert stage.repository.key in found
        connected = found[stage.repository.key]
        assert connected.key == f"{stage.forge.name}:{connected.name}"
        assert (connected.kind, connected.target) == (stage.forge.name, MAIN)

    def test_branches_and_changes_are_fetched(self, stage: Stage) -> None:
        specs = stage.forge.refspecs(stage.repository)
        assert all(re.fullmatch(r"\+refs/[^ ]+:refs/[^ ]+", spec) for spec in specs)
        assert stage.repository.place or any(spec.startswith("+refs/heads/*:") for spec in specs)

    def test_a_change_is_read(self, stage: Stage) -> None:
        number = stage.propose(title="Counts the tax")
        found = stage.forge.proposal(stage.repository, number)
        assert (found.repository, found.number) == (stage.repository.key, number)
        assert (found.head, found.target, found.state) == (stage.head(number), MAIN, "open")
        assert (found.landed, found.reviews) == ("", ())

    def test_a_push_is_seen(self, stage: Stage) -> None:
        number = stage.propose()
        before = stage.forge.proposal(stage.repository, number).head
        after = stage.push(number)
        assert stage.forge.proposal(stage.repository, number).head == after != before

    def test_open_changes_are_listed_and_those_that_landed(self, stage: Stage) -> None:
        first, second = stage.propose(), stage.propose()
        listed = {known.number: known for known in stage.forge.open_changes(stage.repository)}
        for number in (first, second):
            known = listed[number]
            assert (known.head, known.target, known.state) == (stage.head(number), MAIN, "open")
        stage.land(first)
        stage.close(second)
        after = {known.number: known.state for known in stage.forge.open_changes(stage.repository)}
        assert after.get(first, "landed") == "landed"
        assert after.get(second, "closed") == "closed"

    def test_a_change_that_is_none(self, stage: Stage) -> None:
        with pytest.raises(ForgeError) as caught:
            stage.forge.proposal(stage.repository, ABSENT)
        assert caught.value.is_gone

    @pytest.mark.parametrize("number", ["", "..", "1/../2", "x y", "-1", "1?a=b", "1#", "%2e%2e", "main\n", "ä"])
    def test_a_number_that_leads_elsewhere(self, stage: Stage, number: str) -> None:
        with pytest.raises(ForgeError):
            stage.forge.proposal(stage.repository, number)

    def test_what_is_said_twice_is_taken_twice(self, stage: Stage) -> None:
        number = stage.propose()
        told = report(stage, number)
        external = stage.forge.show(stage.repository, number, told)
        assert stage.forge.show(stage.repository, number, told._replace(external=external)) == external
        comment = stage.forge.say(stage.repository, number, "It waits.", "")
        assert stage.forge.say(stage.repository, number, "It waits.", comment) == comment
        stage.forge.ask(stage.repository, number, [])

    def test_what_protects_the_branch_is_told(self, stage: Stage) -> None:
        assert stage.forge.protection(stage.repository).branch == MAIN


class HostedForgeContract(ForgeContract):
    """Give the fixture `stage` as a `HostedStage`. `most_calls` are those of a proposal without its checks."""

    most_calls = 2

    def test_a_credential_is_no_part_of_a_url(self, stage: HostedStage) -> None:
        source = stage.forge.source(stage.repository)
        assert re.fullmatch(r"https?://[^@/]+/.+", source.url)
        assert source.headers
        assert all(value not in source.url for value in source.headers.values())

    def test_who_opened_it_and_what_it_says(self, stage: HostedStage) -> None:
        number = stage.propose("ada", title="Counts the tax")
        found = stage.forge.proposal(stage.repository, number)
        assert (found.author, found.title) == (f"{stage.forge.name}:ada", "Counts the tax")
        assert found.url.startswith("http")
        assert found.updated_at > 0

    def test_a_change_that_landed_or_was_given_up(self, stage: HostedStage) -> None:
        landed, closed = stage.propose(), stage.propose()
        commit = stage.land(landed)
        stage.close(closed)
        found = stage.forge.proposal(stage.repository, landed)
        assert (found.state, found.landed) == ("landed", commit)
        found = stage.forge.proposal(stage.repository, closed)
        assert (found.state, found.landed) == ("closed", "")

    def test_a_retarget_is_seen(self, stage: HostedStage) -> None:
        number = stage.propose()
        stage.forge.proposal(stage.repository, number)
        stage.retarget(number, "release")
        assert stage.forge.proposal(stage.repository, number).target == "refs/heads/release"

    def test_a_review_is_bound_to_the_head_that_was_there(self, stage: HostedStage) -> None:
        number = stage.propose()
        reviewed = stage.head(number)
        stage.review(number, "grace", "approved")
        stage.push(number)
        found = stage.forge.proposal(stage.repository, number)
        (review,) = found.reviews
        assert (review.account, review.state, review.commit) == (f"{stage.forge.name}:grace", "approved", reviewed)
        assert review.id
        assert review.at > 0
        assert found.head != reviewed

    def test_an_approval_that_was_taken_back_is_none(self, stage: HostedStage) -> None:
        number = stage.propose()
        stage.review(number, "grace", "approved")
        stage.forge.proposal(stage.repository, number)
        stage.review(number, "grace", "dismissed")
        found = stage.forge.proposal(stage.repository, number)
        assert [review for review in found.reviews if review.state == "approved"] == []

    def test_checks_are_read_where_they_are_asked_for(self, stage: HostedStage) -> None:
        number = stage.propose()
        stage.conclude(number, "tests", "success")
        stage.conclude(number, "lint", None)
        found = stage.forge.proposal(stage.repository, number)
        assert {check.name: check.conclusion for check in found.checks} == {"tests": "success", "lint": None}
        assert {check.commit for check in found.checks} == {stage.head(number)}
        assert found.unread == ()
        without = stage.forge.proposal(stage.repository, number, checks=False)
        assert (without.checks, [fact for fact, _ in without.unread]) == ((), ["checks"])

    def test_a_proposal_costs_few_calls(self, stage: HostedStage) -> None:
        number = stage.propose()
        stage.forge.proposal(stage.repository, number, checks=False)
        stage.push(number)
        before = stage.calls()
        stage.forge.proposal(stage.repository, number, checks=False)
        assert stage.calls() - before <= self.most_calls

    def test_a_warm_event_costs_five_calls(self, stage: HostedStage) -> None:
        number = stage.propose()
        forge, repository = stage.forge, stage.repository
        forge.proposal(repository, number, checks=False)
        forge.show(repository, number, report(stage, number))
        comment = forge.say(repository, number, "It waits.", "")
        forge.ask(repository, stage.propose(), [f"{forge.name}:grace"])  # warm: she was asked before, elsewhere
        stage.push(number)
        before = stage.calls()
        forge.proposal(repository, number, checks=False)
        forge.show(repository, number, report(stage, number))
        forge.say(repository, number, "It still waits.", comment)
        forge.ask(repository, number, [f"{forge.name}:grace"])
        assert stage.calls() - before <= 5

    @pytest.mark.parametrize("verdict", list(Verdict))
    def test_only_an_allow_lets_in(self, stage: HostedStage, verdict: Verdict) -> None:
        number = stage.propose()
        stage.forge.show(stage.repository, number, report(stage, number, verdict))
        (seen,) = stage.seen(number)
        assert (seen.head, seen.is_passing) == (stage.head(number), verdict is Verdict.ALLOW)

    def test_a_check_is_edited(self, stage: HostedStage) -> None:
        number = stage.propose()
        first = stage.forge.show(stage.repository, number, report(stage, number, Verdict.ALLOW))
        for verdict in (Verdict.DENY, Verdict.ALLOW, Verdict.CANNOT_TELL):
            told = report(stage, number, verdict, external=first)
            assert stage.forge.show(stage.repository, number, told) == first
            (seen,) = stage.seen(number)
            assert seen.is_passing is (verdict is Verdict.ALLOW)

    def test_a_new_head_has_a_check_of_its_own(self, stage: HostedStage) -> None:
        number = stage.propose()
        first = stage.forge.show(stage.repository, number, report(stage, number, Verdict.ALLOW))
        stage.push(number)
        assert [seen for seen in stage.seen(number) if seen.is_passing] == []
        stage.forge.show(stage.repository, number, report(stage, number, Verdict.WAIT, external=first))
        (seen,) = stage.seen(number)
        assert (seen.head, seen.is_passing) == (stage.head(number), False)

    def test_a_check_whose_answer_was_lost_is_found(self, stage: HostedStage) -> None:
        number = stage.propose()
        stage.forge.proposal(stage.repository, number)
        stage.lose_answer()
        with pytest.raises(ForgeError):
            stage.forge.show(stage.repository, number, report(stage, number))
        stage.mend()
        assert stage.forge.show(stage.repository, number, report(stage, number, is_again=True))
        assert len(stage.seen(number)) == 1

    def test_remarks_without_number_are_rolled_up(self, stage: HostedStage) -> None:
        number = stage.propose()
        remarks = tuple(Annotation(f"src/f{n % 70}.py", n + 1, n + 3, f"line {n}") for n in range(700))
        told = report(stage, number, annotations=remarks, summary="x" * 200_000, text="ä" * 200_000)
        stage.forge.show(stage.repository, number, told)
        assert len(stage.seen(number)) == 1

    def test_one_comment_is_edited(self, stage: HostedStage) -> None:
        number = stage.propose()
        first = stage.forge.say(stage.repository, number, "It waits for Grace.", "")
        for known in (first, ""):
            assert stage.forge.say(stage.repository, number, f"It is allowed{known}.", known) == first
            (said,) = stage.comments(number)
            assert said.text.startswith(f"It is allowed{known}.")

    def test_a_comment_whose_answer_was_lost_is_found(self, stage: HostedStage) -> None:
        number = stage.propose()
        stage.forge.proposal(stage.repository, number)
        stage.lose_answer()
        with pytest.raises(ForgeError):
            stage.forge.say(stage.repository, number, "It waits.", "")
        stage.mend()
        stage.forge.say(stage.repository, number, "It still waits.", "")
        (said,) = stage.comments(number)
        assert said.text.startswith("It still waits.")

    def test_nobody_elses_comment_is_taken_for_ours(self, stage: HostedStage) -> None:
        number = stage.propose()
        ours = stage.forge.say(stage.repository, number, "It waits.", "")
        copied = stage.comments(number)[0].text
        other = stage.propose()
        stage.write(other, "mallory", copied)
        assert stage.forge.say(stage.repository, other, "It waits, too.", "") != ours
        assert [said.text.startswith("It waits, too.") for said in stage.comments(other)] == [False, True]

    def test_a_comment_that_was_deleted_is_made_anew(self, stage: HostedStage) -> None:
        number = stage.propose()
        stage.forge.say(stage.repository, number, "It waits.", ABSENT)
        assert len(stage.comments(number)) == 1

    def test_a_long_comment_is_cut(self, stage: HostedStage) -> None:
        number = stage.propose()
        first = stage.forge.say(stage.repository, number, "ä🙂\n" * 300_000, "")
        assert stage.forge.say(stage.repository, number, "short", "") == first

    def test_a_comment_is_read(self, stage: HostedStage) -> None:
        number = stage.propose()
        id_ = stage.write(number, "grace", "/paraph explain")
        found = stage.forge.comment(stage.repository, id_)
        assert (found.id, found.author, found.body) == (id_, f"{stage.forge.name}:grace", "/paraph explain")
        assert not found.is_edited
        stage.rewrite(id_, "mallory", "/paraph override")
        assert stage.forge.comment(stage.repository, id_).is_edited

    def test_nobody_is_asked_twice_nor_the_author(self, stage: HostedStage) -> None:
        number = stage.propose("ada")
        name = stage.forge.name
        for accounts in (["grace"], ["grace"], ["ada", "grace", "joan"], ["ada"]):
            stage.forge.ask(stage.repository, number, [f"{name}:{login}" for login in accounts])
        assert sorted(stage.asked(number)) == ["grace", "joan"]
        assert sorted(stage.forge.proposal(stage.repository, number).asked) == [f"{name}:grace", f"{name}:joan"]

    def test_accounts_of_elsewhere_are_not_asked(self, stage: HostedStage) -> None:
        number = stage.propose("ada")
        stage.forge.ask(stage.repository, number, ["email:grace@example.test", "unix:grace"])
        assert stage.asked(number) == []

    @pytest.mark.parametrize("kind", ["down", "denied", "garbage", "empty", "moved", "limited"])
    def test_what_cannot_be_read_is_never_taken_for_nothing(self, stage: HostedStage, kind: Trouble) -> None:
        number = stage.propose()
        stage.trouble(kind)
        for call in every_call(stage, number):
            with pytest.raises(ForgeError):
                call()
        stage.mend()
        assert stage.forge.proposal(stage.repository, number).head == stage.head(number)

    @pytest.mark.parametrize(("kind", "least"), [("limited", 1), ("limited_unsaid", 60)])
    def test_a_forge_that_says_later_is_left_alone(self, stage: HostedStage, kind: Trouble, least: float) -> None:
        number = stage.propose()
        stage.forge.proposal(stage.repository, number)
        stage.trouble(kind)
        for call in every_call(stage, number):
            before = stage.calls()
            with pytest.raises(ForgeError) as caught:
                call()
            assert (caught.value.retry_after or 0) >= least
        assert stage.calls() == before
        stage.mend()
        assert stage.forge.proposal(stage.repository, number).number == number

    def test_errors_hold_no_secret(self, stage: HostedStage) -> None:
        number = stage.propose()
        secrets = [value.split()[-1] for value in stage.forge.source(stage.repository).headers.values()]
        stage.trouble("denied")
        for call in every_call(stage, number):
            with pytest.raises(ForgeError) as caught:
                call()
            assert not [secret for secret in secrets if secret in repr(caught.value.problems)]

    def test_a_webhook_says_what_to_look_at(self, stage: HostedStage) -> None:
        number = stage.propose()
        hint = stage.forge.read_delivery(*stage.deliver("change", number), NOW)
        assert (hint.kind, hint.repository, hint.number) == ("change", stage.repository.key, number)
        assert (hint.head, bool(hint.id)) == (stage.head(number), True)
        assert stage.forge.read_delivery(*stage.deliver("nothing", number), NOW).kind == "nothing"

    def test_each_delivery_has_a_name_of_its_own(self, stage: HostedStage) -> None:
        number = stage.propose()
        ids = {stage.forge.read_delivery(*stage.deliver("change", number), NOW).id for _ in range(3)}
        assert len(ids) == 3


def every_call(stage: HostedStage, number: str) -> list[Callable[[], object]]:
    """Whatever asks the forge for something."""
    forge, repository = stage.forge, stage.repository
    told = report(stage, number)
    return [
        lambda: forge.proposal(repository, number),
        lambda: list(forge.open_changes(repository)),
        lambda: forge.show(repository, number, told),
        lambda: forge.say(repository, number, "It waits.", ""),
        lambda: forge.comment(repository, "1"),
        lambda: forge.ask(repository, number, [f"{forge.name}:joan"]),
        lambda: list(forge.members(["acme/seniors"])),
        lambda: list(forge.repositories()),
    ]
