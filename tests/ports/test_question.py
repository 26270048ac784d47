from __future__ import annotations

from core.gate.situations import facts, policy, rule, signoff_need
from paraph.core.pipeline import decide
from paraph.ports.documents import SourceText
from paraph.ports.question import Evaluation


def test_the_texts_of_a_policy_are_found_by_file_whatever_their_bytes() -> None:
    asked, world = policy(rule(signoff_need())), facts()
    sources = (SourceText("a.yaml", b"version: 1\n"), SourceText("b.yaml", b"\xff"))
    found = Evaluation(decide(asked, world), world, asked, sources)
    assert found.texts == {"a.yaml": "version: 1\n", "b.yaml": "\ufffd"}
