"""One explanation, for whoever asks at home and whoever pushes."""

from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph import wiring
from paraph.cli.explanation import explanation_lines, way_out_lines
from paraph.cli.terminal_text import Style
from paraph.ports.question import Evaluation, Question
from serverside import RULES


@pytest.fixture
def answer(git_repo: GitRepo) -> Evaluation:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n"})
    git_repo.switch("work", "main")
    git_repo.commit("change", {"src/a.py": "a = 2\n"})
    return wiring.answer(Question(repository=str(git_repo.path), change="main..work"))


def test_a_decision_is_explained_rule_by_rule(answer: Evaluation) -> None:
    lines = explanation_lines(answer, Style(), 88)
    assert lines[0].startswith("◷ wait")
    assert any("review  pending" in line for line in lines)
    assert any("cheapest way to green" in line for line in lines)
    assert not any("docs  skipped" in line for line in lines)
    assert any("docs  skipped" in line for line in explanation_lines(answer, Style(), 88, shows_skipped=True))


def test_one_rule_is_explained_alone(answer: Evaluation) -> None:
    rules = [node for node in answer.decision.tree.children if node.title == "review"]
    lines = explanation_lines(answer, Style(), 88, only=rules)
    assert any("review" in line for line in lines)
    assert not any("cheapest" in line for line in lines)


def test_a_tier_has_one_reason_in_a_refusal(git_repo: GitRepo) -> None:
    tiers = "tiers:\n  high:\n    - paths: [src/**]\n    - paths: ['**/a.py']\n"
    git_repo.commit("rules", {**RULES, ".paraph/policy.yaml": RULES[".paraph/policy.yaml"] + tiers})
    git_repo.switch("work", "main")
    git_repo.commit("change", {"src/a.py": "a = 2\n"})
    found = wiring.answer(Question(repository=str(git_repo.path), change="main..work"))
    assert len([each for each in found.decision.tier.reasons if each.tier == "high"]) == 2
    lines = way_out_lines(found, Style(), 88)
    first = next(number for number, line in enumerate(lines) if line.startswith("tier "))
    assert lines[first + 1].startswith("assistance")
