"""Are mistakes in what a policy tells the guard found, and is what is well said left alone?"""

from __future__ import annotations

from paraph.core.guard.review_settings import review_settings
from paraph.core.model.guard import EnvironmentGuard, GuardSettings


def codes(settings: GuardSettings) -> list[str]:
    return [problem.code for problem in review_settings(settings, None)]


def test_a_row_that_there_is_not() -> None:
    (problem,) = review_settings(GuardSettings(rules=(("terraform.destory", "ask"),)), None)

    assert problem.code == "P1102"
    assert "did you mean `terraform.destroy`?" in problem.fix


def test_an_environment_that_another_hides() -> None:
    first, second = EnvironmentGuard("a", ("*prod*",), "deny"), EnvironmentGuard("b", ("x-prod-y",), "ask")

    assert codes(GuardSettings(environments=(first, second))) == ["P1103"]
    assert codes(GuardSettings(environments=(second, first))) == []


def test_a_guard_that_is_off() -> None:
    assert codes(GuardSettings(environments=(EnvironmentGuard("all", ("*",), "silent"),))) == ["P1104"]


def test_what_is_well_said() -> None:
    settings = GuardSettings((EnvironmentGuard("dev", ("envs/dev",), "silent"),), "ask", (("kubectl.delete", "deny"),))

    assert codes(settings) == []
