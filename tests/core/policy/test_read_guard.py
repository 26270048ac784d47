"""Is what a policy tells the guard read, or refused with its place?"""

from __future__ import annotations

import pytest

from paraph.core.model.guard import EnvironmentGuard, GuardSettings
from paraph.core.policy.read_guard import joined_guards
from policy_text import problems, read

RULES = "rules: [{name: a, deny: no}]\n"


def text(guard: str) -> str:
    return f"mode: enforce\nguard: {guard}\n{RULES}"


def test_everything_that_can_be_said() -> None:
    given = "{environments: [{name: p, match: ['*p*', q], answer: deny}, {name: d, match: d}], unknown: ask, "
    policy = read(text(given + "rules: [{rule: kubectl.delete, answer: silent}], protected: [trunk]}"))

    assert policy.guard == GuardSettings(
        (EnvironmentGuard("p", ("*p*", "q"), "deny"), EnvironmentGuard("d", ("d",))),
        "ask",
        (("kubectl.delete", "silent"),),
        ("trunk",),
    )


def test_a_policy_need_not_speak_of_it() -> None:
    assert read(f"mode: enforce\n{RULES}").guard is None
    assert read(text("{unknown: ask}")).guard == GuardSettings(unknown="ask")


@pytest.mark.parametrize(
    ("guard", "code"),
    [
        ("1", "P0121"),
        ("{}", "P0122"),
        ("{unknown: allow}", "P0124"),
        ("{environments: []}", "P0122"),
        ("{environments: [{name: a}]}", "P0122"),
        ("{environments: [{name: a, match: x}, {name: a, match: y}]}", "P1100"),
        ("{rules: [{rule: a, answer: ask}, {rule: a, answer: deny}]}", "P1101"),
        ("{rules: [{rule: a}]}", "P0122"),
        ("{protected: [a, a]}", "P0127"),
    ],
)
def test_what_is_refused(guard: str, code: str) -> None:
    assert [problem.code for problem in problems(text(guard))] == [code]


def test_of_two_layers_the_stricter_answer_holds() -> None:
    org = GuardSettings((EnvironmentGuard("p", ("p",), "deny"),), "ask", (("a", "ask"),), ("main",))
    repo = GuardSettings(
        (EnvironmentGuard("p", ("x",), "silent"), EnvironmentGuard("d", ("d",), "silent")), "deny",
        (("a", "silent"), ("b", "silent")), ("trunk",),
    )  # fmt: skip
    joined = joined_guards(org, repo)

    assert joined is not None
    assert joined.environments == (org.environments[0], repo.environments[1])
    assert (joined.unknown, joined.rules) == ("deny", (("a", "ask"), ("b", "silent")))
    assert joined.protected == ("main", "trunk")
    assert joined_guards(org, None) == joined_guards(None, org) == org
