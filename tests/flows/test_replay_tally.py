"""What do many decisions add up to?"""

from __future__ import annotations

import pytest

from paraph.core.model.decision import AssistanceFound, Decision, Node, Owed, State, Tier, Verdict
from paraph.flows.replay_tally import Tally, team_shares


def decision(*missing: Owed, tier: str = "high", verdict: Verdict = Verdict.WAIT) -> Decision:
    node = Node("policy", "policy", State.PENDING)
    return Decision(verdict, "", Tier(tier), AssistanceFound("unknown", ""), (), missing, node)


def owed(kind: str, *by: str, what: str = "a sign-off", minutes: int = 6, rule: str = "review") -> Owed:
    return Owed(what, "", by, kind, rule, minutes=minutes)  # type: ignore[arg-type]


def test_sign_offs_are_counted_and_spread_over_who_could_give_them() -> None:
    tally = Tally("a")
    tally.add(decision(owed("person", "ada", "ben"), owed("person", "ada"), owed("evidence", what="tests")))
    assert (tally.signoffs, tally.minutes, tally.unanswerable) == (2, 12, 0)
    assert dict(tally.person_share) == {"ada": 1.5, "ben": 0.5}
    assert dict(tally.evidence) == {"tests": 1}
    assert dict(tally.rules) == {"review": 1}


def test_what_nobody_could_give_is_counted_apart() -> None:
    tally = Tally("a")
    tally.add(decision(owed("person")))
    assert (tally.signoffs, tally.unanswerable, dict(tally.person_share)) == (1, 1, {})


def test_only_people_count_as_sign_offs() -> None:
    tally = Tally("a")
    tally.add(decision(owed("author", "ada"), owed("fact")))
    assert (tally.signoffs, tally.minutes) == (0, 0)


def test_tiers_assistance_and_verdicts_are_counted() -> None:
    tally = Tally("a")
    tally.add(decision(tier="low", verdict=Verdict.ALLOW))
    tally.add(decision(tier="low"))
    assert (tally.changes, tally.tiers["low"], tally.assistance["unknown"]) == (2, 2, 2)
    assert (tally.verdicts["allow"], tally.verdicts["wait"]) == (1, 1)


def test_a_person_of_two_teams_counts_half_in_each() -> None:
    shares = team_shares({"ada": 3.0, "ben": 1.0, "cleo": 2.0}, {"ada": ("web", "data"), "ben": ("web",), "cleo": ()})
    assert shares == pytest.approx({"web": 2.5, "data": 1.5, "(no team)": 2.0})
