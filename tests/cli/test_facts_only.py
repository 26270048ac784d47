from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from cli.test_gate import FACTS, POLICY
from paraph.cli.facts_only import answer_facts, read_argument
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
    assert found.sources == {str(policy): POLICY}
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


@pytest.mark.parametrize("path", ["/nonexistent/facts.json", "/", "a\0b"])
def test_files_that_cannot_be_read(path: str) -> None:
    with pytest.raises(InputError) as caught:
        read_argument(path, "--facts", max_bytes=10)
    assert caught.value.problems[0].code == "P0604"


def test_files_that_are_too_large(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"12345678901")
    with pytest.raises(InputError, match="larger than 10 bytes"):
        read_argument(str(tmp_path / "x"), "--facts", max_bytes=10)
    assert read_argument(str(tmp_path / "x"), "--facts", max_bytes=11) == b"12345678901"
