"""On what do the figures of a replay rest?"""

from __future__ import annotations

from contextlib import closing

import pytest

from flows.history_samples import Watched
from gitbuild import ADA, BEN, CLEO, GitRepo
from paraph import wiring
from paraph.adapters.store.files import FileCache
from paraph.core.gate.case import READING
from paraph.core.model.facts import Repository
from paraph.flows.draft.draft_people import YEAR_SECONDS
from paraph.flows.replay.replay_history import (
    DRAFTED_PEOPLE_NOTE,
    DRAFTED_POLICY_NOTE,
    FORMER_NOTE,
    PastQuestion,
    replay_history,
)

POLICY = "version: 1\nmode: enforce\nrules:\n  - {name: review, require: [{signoff: {count: 1, proof: review}}]}\n"
PEOPLE = "people: [{id: ada, accounts: ['email:ada@example.test']}, {id: ben, accounts: ['email:ben@example.test']}]\n"
RULES = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE}


def test_a_replay_says_on_what_its_figures_rest(git_repo: GitRepo) -> None:
    head = git_repo.commit("rules", RULES)
    watch = Watched()
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        outcome = wiring.replay(reader, wiring.ReplayRequest(), watch)
    assert (watch.titles, watch.steps.done, outcome.result.changes) == ([("replaying", 1)], 1, 1)
    assert [tally.label for tally in outcome.result.tallies] == [".paraph/policy.yaml"]
    base, asked = outcome.notes
    assert head[:12] in base
    assert READING in asked


@pytest.mark.parametrize(("lines", "hours"), [(0, 5), (24, 5), (25, 6), (250, 15), (10_000, 120)])
def test_the_stated_formula_is_the_one_that_counts(git_repo: GitRepo, lines: int, hours: int) -> None:
    git_repo.commit("rules", RULES)
    git_repo.commit("code", {"a": "x\n" * lines})
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        first = wiring.replay(reader, wiring.ReplayRequest(), Watched())
    git_repo.commit("rules anew", {".paraph/policy.yaml": POLICY + "\n"})
    tally = first.result.tallies[0]
    own = 5 + len((POLICY + PEOPLE).splitlines()) // 25
    assert (tally.signoffs, tally.minutes) == (2, own + hours)
    assert READING == "5 minutes and 1 for each 25 added or deleted lines, 120 at most"


def test_drafted_people_and_policy_are_named_as_such(git_repo: GitRepo) -> None:
    for author in (ADA, BEN):
        git_repo.commit("work", {"a": author}, author=author)
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        outcome = wiring.replay(reader, wiring.ReplayRequest(), Watched())
    assert outcome.notes[:2] == (DRAFTED_POLICY_NOTE, DRAFTED_PEOPLE_NOTE)
    assert len(outcome.directory.people) == 2


def test_who_left_long_ago_keeps_their_work_though_no_file_names_them(git_repo: GitRepo) -> None:
    git_repo.commit("old work", {"a": "x"}, author=CLEO)
    git_repo.now += 2 * YEAR_SECONDS
    git_repo.commit("rules", RULES)
    git_repo.commit("of somebody new", {"a": "y"}, author="Dora Sample <dora@example.test>")
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        outcome = wiring.replay(reader, wiring.ReplayRequest(), Watched())
    tally = outcome.result.tallies[0]
    assert tally.verdicts == {"wait": 2, "cannot_tell": 1}
    assert {*tally.person_share} == {"ada", "ben"}
    assert FORMER_NOTE.format(people="1 person") in outcome.notes


TARGETS = [(None, True), ("main", True), ("refs/heads/main", True), ("other", False)]


@pytest.mark.parametrize(("branch", "binds"), TARGETS)
def test_a_rule_about_the_target_binds_in_a_replay_of_it(git_repo: GitRepo, branch: str | None, binds: bool) -> None:
    git_repo.commit("rules", RULES)
    git_repo.switch("other")
    rule = git_repo.path / "rule.yaml"
    rule.write_text("version: 1\nmode: enforce\nrules:\n  - {name: frozen, when: {target: main}, deny: no}\n")
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        request = wiring.ReplayRequest(branch=branch, policies=(str(rule),))
        verdicts = wiring.replay(reader, request, Watched()).result.tallies[0].verdicts
    assert (verdicts["deny"] == 1) is binds


def test_a_bounded_replay_looks_back_by_number_and_never_by_date(git_repo: GitRepo) -> None:
    git_repo.commit("rules", RULES)
    for number in range(3):
        git_repo.commit(f"change {number}", {"a.py": f"a = {number}\n"})
    watch = Watched()
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        question = PastQuestion(Repository("x"), "main", most=2)
        found = replay_history(
            reader, wiring.CachedDocuments(None), FileCache(str(git_repo.path / "cache")), question, watch
        )
    assert (found.result.changes, watch.titles) == (2, [("replaying", 2)])
