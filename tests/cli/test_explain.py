from __future__ import annotations

import json
from typing import Any

import pytest

from cli.test_gate import SIGNED, ask

__all__ = ["ask"]


def test_the_whole_tree_with_lines_and_the_way_to_green(ask: Any) -> None:
    code, out, err = ask("explain")
    assert (code, err) == (3, "")
    assert "policy.yaml:4 - name: peer review" in " ".join(out.split())
    assert "1 rule does not apply (--all shows them)" in out
    assert "no keys" not in out
    assert "cheapest way to green" in out
    assert "1. " in out


def test_all_shows_what_does_not_apply(ask: Any) -> None:
    assert "no keys  skipped" in ask("explain", "--all")[1]


def test_one_rule(ask: Any) -> None:
    code, out, _ = ask("explain", "--rule", "no keys")
    assert code == 3
    assert "no keys  skipped" in out
    assert "cheapest" not in out
    assert "peer review  " not in out


@pytest.mark.parametrize(("name", "fix"), [("peer reviw", "did you mean 'peer review'?"), ("zzzz", "--all")])
def test_a_rule_that_is_not_there(ask: Any, name: str, fix: str) -> None:
    code, out, err = ask("explain", "--rule", name)
    assert (code, out) == (2, "")
    assert fix in err


def test_rules_that_do_not_bind_yet(ask: Any) -> None:
    policy = (
        "version: 1\nmode: enforce\nrules:\n"
        "  - {name: sign, require: [{signoff: {count: 1, proof: review}}]}\n"
        "  - {name: advised, mode: advise, deny: no}\n"
        "  - {name: dark, mode: shadow, deny: no}\n"
    )
    code, out, _ = ask("explain", policy=policy, signoffs=[SIGNED])
    assert code == 0
    assert "advice: these rules do not bind yet" in out
    assert "dark" not in out
    assert "dark" in ask("explain", "-v", policy=policy, signoffs=[SIGNED])[1]
    elsewhere = policy.replace("mode: advise", "mode: advise, when: {tier: critical}")
    assert "advice" not in ask("explain", policy=elsewhere, signoffs=[SIGNED])[1]
    assert "advice" in ask("explain", "--all", policy=elsewhere, signoffs=[SIGNED])[1]


def test_other_formats_hold_the_tree(ask: Any) -> None:
    assert "All rules" in ask("explain", "--format", "markdown")[1]
    assert json.loads(ask("explain", "--json")[1])["tree"]["children"]
