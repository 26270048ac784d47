"""Which tiers and rules does a history give?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.formats.yaml import read_yaml
from paraph.core.model.person import Directory, Key, Person, Robot
from paraph.core.policy.read import read_policy
from paraph.core.policy.review import review_policy
from paraph.core.policy.review_keys import review_keys
from paraph.flows.draft.draft_policy import (
    CRITICAL_BUDGET,
    CRITICAL_KINDS,
    FEWEST_DEPENDENTS,
    HIGH_BUDGET,
    HIGH_KINDS,
    USUAL_DEPENDENTS,
    built_in,
    policy_text,
    propose_tiers,
)
from paraph.flows.facts.survey_history import Reach, Survey


def reach(*kinds: str, dependents: int = 0) -> Reach:
    return Reach(frozenset(kinds), is_light=False, dependents=dependents)


def surveyed(*groups: tuple[int, Reach]) -> Survey:
    return Survey(reaches=[one for number, one in groups for _ in range(number)])


def test_without_history_nothing_is_moved_down() -> None:
    proposal = propose_tiers(surveyed((49, reach("auth"))))
    assert (proposal.critical, proposal.high, proposal.medium) == (CRITICAL_KINDS, HIGH_KINDS, ())
    assert (proposal.dependents, proposal.is_measured) == (USUAL_DEPENDENTS, False)


def test_a_kind_that_would_fill_a_tier_goes_one_down() -> None:
    proposal = propose_tiers(
        surveyed((10, reach("infrastructure")), (4, reach("auth")), (25, reach("pipeline")), (61, reach()))
    )
    assert "infrastructure" not in proposal.critical
    assert "auth" in proposal.critical
    assert "infrastructure" in proposal.high
    assert proposal.medium == ("pipeline",)


def test_a_budget_that_is_just_met_is_met() -> None:
    proposal = propose_tiers(surveyed((8, reach("secrets")), (20, reach("rollout")), (72, reach())))
    assert "secrets" in proposal.critical
    assert "rollout" in proposal.high


def test_what_is_critical_already_takes_no_room_in_high() -> None:
    proposal = propose_tiers(surveyed((8, reach("secrets", "rollout")), (20, reach("rollout")), (72, reach())))
    assert "rollout" in proposal.high


def test_dependents_are_bounded_so_that_high_keeps_its_budget() -> None:
    survey = surveyed((10, reach(dependents=90)), (10, reach(dependents=40)), (10, reach(dependents=30)), (70, reach()))
    assert propose_tiers(survey).dependents == 40
    assert propose_tiers(surveyed((30, reach(dependents=90)), (70, reach()))).dependents == 91
    assert propose_tiers(surveyed((3, reach(dependents=5)), (97, reach()))).dependents == FEWEST_DEPENDENTS


KINDS = st.frozensets(st.sampled_from([*CRITICAL_KINDS, *HIGH_KINDS, "docs"]), max_size=3)
REACHES = st.lists(st.builds(Reach, KINDS, st.booleans(), st.integers(0, 60)), min_size=50, max_size=120)


@given(REACHES)
def test_no_history_fills_a_tier_beyond_its_budget(reaches: list[Reach]) -> None:
    proposal = propose_tiers(Survey(reaches=reaches))
    critical = [one for one in reaches if one.kinds & set(proposal.critical)]
    high = [
        one
        for one in reaches
        if one not in critical and (one.kinds & set(proposal.high) or one.dependents >= proposal.dependents)
    ]
    assert len(critical) <= CRITICAL_BUDGET * len(reaches)
    assert len(high) <= HIGH_BUDGET * len(reaches)


@given(REACHES, st.booleans())
def test_every_draft_is_a_policy_that_can_be_read(reaches: list[Reach], has_owners: bool) -> None:
    proposal = propose_tiers(Survey(reaches=reaches))
    text = policy_text(proposal, proposal.critical[:2], has_owners=has_owners)
    policy = read_policy(read_yaml(text.encode(), "policy.yaml"))
    assert policy.mode == "shadow"
    assert ("owners of critical paths" in {rule.name for rule in policy.rules}) is has_owners
    assert {f"domain expert for {kind}" for kind in proposal.critical[:2]} <= {rule.name for rule in policy.rules}


def test_the_built_in_default_can_be_read_and_is_in_shadow() -> None:
    assert read_policy(read_yaml(built_in().encode(), "built-in")).mode == "shadow"


def test_measured_shares_stand_beside_the_kinds() -> None:
    text = policy_text(propose_tiers(surveyed((5, reach("auth")), (95, reach()))), (), has_owners=False)
    assert "- auth  # 5.0 %" in text
    assert "last 100 changes" in text


def test_a_spot_check_binds_nobody_where_nobody_knows_the_draw() -> None:
    text = built_in().replace("mode: shadow", "mode: enforce")
    policy = read_policy(read_yaml(text.encode(), "built-in"))
    assert {rule.name for rule in policy.rules if rule.mode != "enforce"} == {"spot check"}
    assert "peer review" in {rule.name for rule in policy.rules}


@pytest.mark.parametrize("mode", ["shadow", "enforce"])
def test_nobody_needs_a_security_key_or_a_robot_for_what_is_drafted(mode: str) -> None:
    text = policy_text(propose_tiers(Survey()), CRITICAL_KINDS, has_owners=True, mode=mode)
    policy = read_policy(read_yaml(text.encode(), "policy.yaml"))
    people = Directory((Person("ada", level="senior", keys=(Key("ssh-ed25519 AAAA"),)),))
    assert review_keys(policy, people) == []
    codes = {remark.problem.code for remark in review_policy(policy)}
    assert not codes & {"P0150", "P0151", "P0152", "P0153", "P0157", "P0159"}


def test_what_a_robot_would_be_asked_for_is_one_line_to_uncomment() -> None:
    commented = "# - evidence: [tests, security]"
    assert built_in().count(commented) == 1
    text = built_in().replace(commented, commented.removeprefix("# "))
    policy = read_policy(read_yaml(text.encode(), "policy.yaml"))
    assert [problem.code for problem in review_keys(policy, Directory())] == ["P0166"]
    assert review_keys(policy, Directory(robots=(Robot("ci", (Key("ssh-ed25519 AAAA"),)),))) == []
