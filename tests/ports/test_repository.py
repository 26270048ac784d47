from __future__ import annotations

from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.read import read_commit
from paraph.ports.repository import CommitRecord


def test_a_commit_says_what_its_reader_asks() -> None:
    message = "x\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n"
    record = CommitRecord("c1", "t", (), "Ada", "ada@example.test", "Ben", "ben@example.test", 1, 2, message)
    assert record.said == ("Ada", "ada@example.test", "Ben", "ben@example.test", message, 2, "c1")
    assert [(each.tool, each.commit) for each in read_commit(*record.said, own=NO_ROWS).signals] == [
        ("claude-code", "c1")
    ]
