"""What do many decisions add up to?"""

from __future__ import annotations

import pytest

from paraph.core.model.decision import AssistanceFound, Decision, Node, Owed, State, Tier, Verdict
from paraph.flows.replay import replay_tally
from paraph.flows.replay.replay_tally import OTHER_REASONS, Tally, team_shares


def decision(*missing: Owed, tier: str = "high", verdict: Verdict = Verdict.WAIT) -> Decision:
    node = Node("policy", "policy", State.PENDING)
    return Decision(verdict, "What was found.", Tier(tier), AssistanceFound("unknown", ""), (), missing, node)


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


def dark(*missing: Owed) -> Decision:
    return decision(*missing, verdict=Verdict.CANNOT_TELL)


def unknown(who: str, mend: str = "") -> Owed:
    return Owed(f"who {who} is", "", (), "fact", "review", unblocks=mend)


def test_why_nobody_can_tell_is_counted_a_change_a_reason() -> None:
    tally = Tally("a")
    tally.add(dark(unknown("email:a", "add a"), unknown("Ada Sample <a>", "add a"), owed("person", "ben")))
    tally.add(dark(unknown("Ada Sample <a>", "add a"), unknown("Ben <b>", "add b")))
    tally.add(decision(unknown("Cleo <c>", "add c")))
    assert tally.reasons == {"who Ada Sample <a> is": 2, "who Ben <b> is": 1}
    assert tally.unblocks == {"who Ada Sample <a> is": "add a", "who Ben <b> is": "add b"}


def test_a_rule_of_which_nobody_knows_whether_it_binds_is_no_reason_beside_the_cause() -> None:
    follows = Owed("whether `review` binds", "not known of a", (), "fact", "review", unblocks="not known of a")
    tally = Tally("a")
    tally.add(dark(follows, unknown("Ada Sample <a>", "add a")))
    tally.add(dark(follows))
    assert tally.reasons == {"who Ada Sample <a> is": 1, "whether `review` binds": 1}


def test_where_nothing_is_owed_the_sentence_is_the_reason() -> None:
    tally = Tally("a")
    tally.add(dark())
    assert tally.reasons == {dark().summary: 1}


def test_reasons_do_not_grow_with_the_history(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay_tally, "REASONS_KEPT", 2)
    tally = Tally("a")
    for number in range(5):
        tally.add(dark(unknown(str(number))))
    tally.add(dark(unknown("1")))
    assert tally.reasons == {"who 0 is": 1, "who 1 is": 2, OTHER_REASONS: 3}
