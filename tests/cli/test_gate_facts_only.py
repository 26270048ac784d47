from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from cli.test_gate import FACTS, POLICY
from paraph.cli.gate_facts_only import answer_facts
from paraph.core.errors import InputError
from paraph.ports.question import Question


class Stdin:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(POLICY)
    monkeypatch.setattr(sys, "stdin", Stdin(json.dumps(FACTS).encode()))
    found = answer_facts(Question(facts="-", policy=str(policy)))
    assert found.decision.verdict == "wait"
    assert found.texts == {str(policy): POLICY}
    assert found.facts.repository.name == "sample"


def test_an_organisations_policy_alone(tmp_path: Path) -> None:
    for name, text in (("facts.json", json.dumps(FACTS)), ("org.yaml", POLICY)):
        (tmp_path / name).write_text(text)
    found = answer_facts(Question(facts=str(tmp_path / "facts.json"), org_policy=str(tmp_path / "org.yaml")))
    assert any(node.title == "org/peer review" for node in found.decision.tree.children)


def test_facts_of_a_merge_do_not_answer_for_a_deployment(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(json.dumps(FACTS))
    with pytest.raises(InputError, match="about a merge"):
        answer_facts(Question(facts=str(tmp_path / "facts.json"), policy="x", stage="deploy"))


def test_without_a_policy_nothing_is_decided(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(json.dumps(FACTS))
    with pytest.raises(InputError) as caught:
        answer_facts(Question(facts=str(tmp_path / "facts.json")))
    assert caught.value.problems[0].code == "P0137"


@pytest.mark.parametrize("path", ["/nonexistent/facts.json", "/", "a\0b"])
def test_files_that_cannot_be_read(path: str) -> None:
    with pytest.raises(InputError) as caught:
        answer_facts(Question(facts=path, policy="x"))
    assert (caught.value.problems[0].code, caught.value.problems[0].what.split(":")[0]) == ("P0604", f"--facts {path}")
