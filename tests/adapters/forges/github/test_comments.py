"""Is one comment kept up to date, and only our own?"""

from __future__ import annotations

import pytest

from forges.github_stage import GitHubStage
from paraph.adapters.forges.github.comments import MARK, own_comment

pytestmark = pytest.mark.enable_socket


def test_a_comment_among_hundreds_is_found(stage: GitHubStage) -> None:
    number = stage.propose()
    for _ in range(150):
        stage.write(number, "grace", "chatter")
    first = stage.forge.say(stage.repository, number, "It waits.", "")
    for _ in range(30):
        stage.write(number, "grace", f"more\n{MARK}")
    access = stage.forge._access(stage.repository)
    assert own_comment(stage.forge.api, access, "/repos/acme/app", number, "424242") == first


def test_the_first_comment_costs_one_call_where_there_is_none(stage: GitHubStage) -> None:
    number = stage.propose()
    stage.forge.proposal(stage.repository, number)
    before = stage.calls()
    stage.forge.say(stage.repository, number, "It waits.", "")
    assert stage.calls() - before == 1


def test_an_old_reading_is_not_trusted_for_that(stage: GitHubStage) -> None:
    number = stage.propose()
    stage.forge.proposal(stage.repository, number)
    stage.fake.state.new_comment(stage.repo, 1, "paraph[bot]", f"old\n{MARK}", stage.clock(), is_ours=True)
    stage.clock.now += 60
    stage.forge.say(stage.repository, number, "It waits.", "")
    assert [said.text for said in stage.comments(number)] == [f"It waits.\n\n{MARK}"]


def test_any_edit_counts(stage: GitHubStage) -> None:
    number = stage.propose()
    id_ = stage.write(number, "grace", "/paraph explain")
    stage.rewrite(id_, "grace", "/paraph override")
    assert stage.forge.comment(stage.repository, id_).is_edited
