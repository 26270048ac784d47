from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from golden_file import assert_golden
from paraph.adapters.formats.plain_json import write_json
from paraph.adapters.formats.sarif import sarif
from paraph.core.model.decision import Finding
from surface_samples import ALL, ALLOW, CANNOT_TELL, DENY, HOSTILE, WAIT


def log(decision: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(write_json(sarif(decision, "0.1.0")))
    return read


@pytest.mark.parametrize("name", ALL)
def test_golden(name: str) -> None:
    assert_golden(f"surface/{name}.sarif", write_json(sarif(ALL[name], "0.1.0"), is_pretty=True) + "\n")


@pytest.mark.parametrize("name", [*ALL, "hostile"])
def test_every_result_has_what_readers_need(name: str) -> None:
    run = log({**ALL, "hostile": HOSTILE}[name])["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].isascii()
        assert " " not in place["artifactLocation"]["uri"]
        assert place["region"]["startLine"] >= 1
    prints = [result["partialFingerprints"]["paraph/v1"] for result in run["results"]]
    assert len(prints) == len(set(prints))


def test_levels_follow_the_states() -> None:
    def levels(decision: Any) -> dict[str, str]:
        return {result["ruleId"]: result["level"] for result in log(decision)["runs"][0]["results"]}

    assert levels(DENY)["keys are written by people"] == "error"
    assert levels(CANNOT_TELL)["peer review"] == "error"
    assert levels(WAIT) == {
        "senior sign-off": "warning",
        "evidence": "warning",
        "keys are written by people": "note",
        "finding/contradiction": "warning",
        "finding/bidi": "warning",
    }
    assert levels(ALLOW) == {}


def test_a_finding_stands_at_its_file() -> None:
    odd = replace(ALLOW, findings=(Finding("odd_name", "x", "dir/ä b%.py"), Finding("y", "z", "/etc/x")))
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in log(odd)["runs"][0]["results"]]
    assert places == [{"uri": "dir/%C3%A4%20b%25.py", "uriBaseId": "%SRCROOT%"}, {"uri": "file:///etc/x"}]


def test_without_a_position_or_source_the_usual_policy_file_is_named() -> None:
    bare = replace(
        DENY, policy_sources=(), tree=DENY.tree._replace(children=(DENY.tree.children[1]._replace(position=None),))
    )
    place = log(bare)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == ".paraph/policy.yaml"
