from __future__ import annotations

from dataclasses import replace

import pytest

from core.gate.situations import HERE, facts, judged, policy, unreadable
from paraph.core.model.decision import AssistanceFound, State
from paraph.core.model.policy import AutonomyNeed, ToolsNeed

TOOLS = ToolsNeed(("Copilot",), (), "merge", HERE)
CEILING = AutonomyNeed("assisted", (), "merge", HERE)


def found(value: str, *tools: str) -> AssistanceFound:
    return AssistanceFound(value, "", tools)


@pytest.mark.parametrize(
    ("assistance", "state", "words"),
    [
        (found("assisted", "Copilot"), State.SATISFIED, "Copilot"),
        (found("assisted", "copilot"), State.SATISFIED, "copilot"),
        (found("none"), State.SATISFIED, "none took part"),
        (found("assisted", "Copilot", "Devin"), State.DENIED, "not approved: Devin"),
        (found("unknown", "Devin"), State.DENIED, "not approved: Devin"),
        (found("unknown"), State.CANNOT_TELL, "nobody has said which tools took part, if any"),
        (found("unknown", "Copilot"), State.CANNOT_TELL, "nobody has said which tools took part, if any"),
        (found("generated"), State.CANNOT_TELL, "nobody has said which tools took part, if any"),
    ],
)
def test_tools(assistance: AssistanceFound, state: State, words: str) -> None:
    node = judged(TOOLS, assistance=assistance)
    assert (node.kind, node.state, node.found) == ("tools", state, words)
    minutes = {State.SATISFIED: [], State.CANNOT_TELL: [1], State.DENIED: [60]}[state]
    assert [(owed.kind, owed.minutes) for owed in node.owed] == [("author", each) for each in minutes]


def test_the_policys_tools_stand_in() -> None:
    need = replace(TOOLS, approved=())
    assert judged(need, assistance=found("assisted", "Copilot")).state is State.DENIED
    own = policy(approved_tools=("Copilot",))
    assert judged(need, assistance=found("assisted", "Copilot"), policy_=own).state is State.SATISFIED
    assert judged(TOOLS, assistance=found("assisted", "Devin"), policy_=own).title == "only approved tools: Copilot"


@pytest.mark.parametrize(
    ("ceiling", "allowed"),
    [
        ("none", ["none"]),
        ("assisted", ["none", "assisted"]),
        ("generated", ["none", "assisted", "generated"]),
        ("autonomous", ["none", "assisted", "generated", "autonomous", "unknown"]),
    ],
)
def test_a_ceiling(ceiling: str, allowed: list[str]) -> None:
    for value in ("none", "assisted", "generated", "autonomous", "unknown"):
        node = judged(replace(CEILING, ceiling=ceiling), assistance=value)
        denied = State.CANNOT_TELL if value == "unknown" else State.DENIED
        assert node.state is (State.SATISFIED if value in allowed else denied), value
        minutes = {State.SATISFIED: [], State.CANNOT_TELL: [1], State.DENIED: [60]}[node.state]
        assert (node.kind, [owed.minutes for owed in node.owed]) == ("autonomy", minutes)


@pytest.mark.parametrize("need", [replace(TOOLS, approved=("x",)), replace(CEILING, ceiling="none")])
def test_under_paths_only(need: ToolsNeed | AutonomyNeed) -> None:
    elsewhere, here = replace(need, paths=("docs/**",)), replace(need, paths=("docs/**", "src/**"))
    assert judged(elsewhere, assistance=found("assisted", "Copilot")).state is State.SKIPPED
    assert judged(elsewhere).found == "no changed file is in docs/**"
    assert judged(elsewhere).kind == ("tools" if isinstance(need, ToolsNeed) else "autonomy")
    assert judged(here, assistance=found("assisted", "Copilot")).state is State.DENIED


@pytest.mark.parametrize("need", [TOOLS, CEILING])
def test_unreadable(need: ToolsNeed | AutonomyNeed) -> None:
    blind = facts(unreadable=unreadable("provenance"))
    assert judged(need, blind, assistance="none").state is State.CANNOT_TELL
    assert judged(replace(need, paths=("docs/**", "src/**")), blind, assistance="none").state is State.CANNOT_TELL
    fileless = facts(unreadable=unreadable("files"))
    assert judged(need, fileless, assistance="none").state is State.SATISFIED
    assert judged(replace(need, paths=("docs/**",)), fileless, assistance="none").state is State.CANNOT_TELL
