"""Does a record of ours that was edited or taken away on a laptop still count, and is it told by `detect --lines`?"""

from __future__ import annotations

import json

import pytest

from agent_hands import Agent
from attacks.field import Field
from attribution_samples import RECORDS, rewrite
from paraph.cli.main import main
from paraph.wiring.capture import note_commit


def captured(field: Field) -> str:
    """A commit of which this clone made the record itself; its id."""
    Agent(field.repo.path).edit("docs/a.md", "a\n", "a\nb\nc\n")
    head = field.repo.commit("more")
    assert note_commit(str(field.repo.path), head)[0] is not None
    return head


@pytest.mark.parametrize("how", ["remove", "ref", "human", "junk"])
def test_a_stripped_record_still_counts(field: Field, how: str, capfd: pytest.CaptureFixture[str]) -> None:
    head = captured(field)
    assert field.gate().decision["assistance"] == "generated"
    if how == "remove":
        field.repo.git("notes", "--ref", RECORDS, "remove", head)
    elif how == "ref":
        field.repo.git("update-ref", "-d", RECORDS)
    elif how == "human":
        rewrite(field.repo, head, f"docs/a.md\n  h_{'3' * 14} 2-3\n---\n{{}}".encode())
    else:
        rewrite(field.repo, head, b"\xff" * 99)
    after = field.gate()
    assert after.decision["assistance"] == "generated"
    kind = "note_stripped" if how in ("remove", "ref") else "note_changed"
    assert kind in after.findings
    capfd.readouterr()
    assert main(["--repo", str(field.repo.path), "detect", "main..topic", "--lines", "--json"]) == 0
    assert kind in {each["kind"] for each in json.loads(capfd.readouterr().out)["findings"]}
