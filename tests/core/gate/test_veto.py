from __future__ import annotations

from dataclasses import replace

import pytest

from core.gate.situations import MAIN, case, change, facts, unreadable
from paraph.core.gate.veto import vetoes
from paraph.core.model.decision import State
from paraph.core.model.signoff import Veto

NO = Veto("v", "cyd", "it loses money", MAIN)


@pytest.mark.parametrize(
    ("veto", "state", "words"),
    [
        (NO, State.DENIED, "Cyd (senior) says no: it loses money"),
        (replace(NO, target=""), State.DENIED, "says no"),
        (replace(NO, reason=""), State.DENIED, "without a reason"),
        (replace(NO, cleared_by="cyd"), State.SATISFIED, "Cyd (senior) cleared the veto of Cyd (senior)"),
        (replace(NO, cleared_by="github:cyd"), State.SATISFIED, "Cyd (senior) cleared"),
        (replace(NO, cleared_by="dot"), State.SATISFIED, "Dot (staff) cleared the veto of Cyd (senior)"),
        (replace(NO, cleared_by="gus"), State.DENIED, "gus may not clear it"),
        (replace(NO, cleared_by="ada"), State.DENIED, "ada may not clear it"),
        (replace(NO, cleared_by="ida"), State.DENIED, "ida may not clear it"),
        (replace(NO, cleared_by="hal"), State.DENIED, "hal may not clear it"),
        (replace(NO, cleared_by="zoe"), State.DENIED, "zoe may not clear it"),
        (replace(NO, person="hal", cleared_by="hal"), State.DENIED, "hal may not clear it"),
        (replace(NO, person="ida", cleared_by="dot"), State.DENIED, "dot may not clear it"),
        (replace(NO, person="ida", cleared_by="eve"), State.SATISFIED, "Eve (principal) cleared the veto of Ida"),
        (replace(NO, person="zoe"), State.CANNOT_TELL, "zoe is nobody in the directory"),
        (replace(NO, person="zoe", cleared_by="dot"), State.CANNOT_TELL, "dot may not clear it"),
        (replace(NO, person="zoe", cleared_by="eve"), State.SATISFIED, "cleared the veto of zoe"),
        (replace(NO, person="github:relbot[bot]"), State.SKIPPED, "a robot, which cannot veto"),
    ],
)
def test_a_veto(veto: Veto, state: State, words: str) -> None:
    (node,) = vetoes(case(facts(vetoes=(veto,))))
    assert (node.kind, node.state) == ("veto", state)
    assert words in node.found
    assert "; None may not" not in node.found
    kinds = {State.DENIED: ["person"], State.CANNOT_TELL: ["fact"]}
    assert [owed.kind for owed in node.owed] == kinds.get(state, [])
    assert all(owed.rule == "veto" for owed in node.owed)


def test_who_may_clear_is_named() -> None:
    def who(veto: Veto) -> tuple[str, ...]:
        return vetoes(case(facts(vetoes=(veto,))))[0].owed[0].by

    assert who(NO) == ("cyd", "dot", "eve")
    assert who(replace(NO, person="eve")) == ("eve",)
    assert who(replace(NO, person="hal")) == ()
    assert who(replace(NO, person="ida")) == ("ida", "eve")
    stranger = vetoes(case(facts(vetoes=(replace(NO, person="github:zoe"),))))[0].owed[0]
    assert stranger.kind == "fact"
    assert "add `github:zoe` to the accounts" in stranger.unblocks


def test_vetoes_of_other_targets_and_none() -> None:
    assert vetoes(case(facts(vetoes=(replace(NO, target="refs/heads/old"),)))) == ()
    assert vetoes(case(facts())) == ()


@pytest.mark.parametrize("target", ["main", "heads/main", "refs/remotes/origin/main", f" {MAIN}", "refs/heads/Main"])
def test_a_veto_stands_however_its_target_is_written(target: str) -> None:
    (node,) = vetoes(case(facts(vetoes=(replace(NO, target=target),))))
    assert node.state is State.DENIED


def test_every_veto_stands_where_the_target_is_not_known() -> None:
    (node,) = vetoes(case(facts(change(target=""), vetoes=(NO,))))
    assert node.state is State.DENIED


def test_unreadable() -> None:
    (hidden,) = vetoes(case(facts(unreadable=unreadable("vetoes"))))
    assert (hidden.kind, hidden.state, hidden.owed[0].rule) == ("veto", State.CANNOT_TELL, "veto")
    cleared = facts(vetoes=(replace(NO, cleared_by="cyd"),), unreadable=unreadable("people"))
    (node,) = vetoes(case(cleared))
    assert (node.state, node.owed[0].why) == (State.CANNOT_TELL, "people could not be read: the disk is gone")
