from __future__ import annotations

import json

from paraph.core.detect.lines.digest import attribution_digest
from paraph.core.detect.lines.range_document import LINES_SCHEMA, lines_document
from paraph.core.model.attribution import Claim, FileLines, Span
from paraph.core.model.decision import Finding

NOTE = Claim("ai", "claude", "gpt", "s1", strength="weak")


def test_the_document_is_plain_and_whole() -> None:
    files = (FileLines("a", (Span(1, 2, "ai", NOTE, "c1"), Span(3, 3, "unknown"))),)
    findings = (Finding("note_foreign", "text", commit="c1"),)
    made = json.loads(json.dumps(lines_document(("b", "h", "t"), (2, 1), files, findings, "why")))
    assert made == {
        "schema": LINES_SCHEMA,
        "base": "b",
        "head": "h",
        "tree": "t",
        "doubt": "why",
        "commits": {"total": 2, "recorded": 1},
        "lines": {"total": 3, "ai": 2, "human_attested": 0, "mixed": 0, "unknown": 1},
        "digest": attribution_digest(files),
        "tools": [{"tool": "claude-code", "model": "gpt", "ai": 2, "mixed": 0}],
        "files": [
            {
                "path": "a",
                "lines": {"total": 3, "ai": 2, "human_attested": 0, "mixed": 0, "unknown": 1},
                "spans": [
                    {
                        "first": 1, "last": 2, "kind": "ai", "commit": "c1", "source": "note", "strength": "weak",
                        "role": "wrote", "tool": "claude-code", "stated_tool": "claude", "model": "gpt",
                        "session": "s1", "person": "", "rule": "",
                    },
                    {
                        "first": 3, "last": 3, "kind": "unknown", "commit": "", "source": "", "strength": "",
                        "role": "", "tool": "", "stated_tool": "", "model": "", "session": "", "person": "", "rule": "",
                    },
                ],
            }
        ],
        "findings": [{"kind": "note_foreign", "text": "text", "path": None, "commit": "c1"}],
    }  # fmt: skip


def test_nothing_has_the_same_keys() -> None:
    made = lines_document(("", "h", "t"), (0, 0), (), ())
    assert made["files"] == made["tools"] == made["findings"] == []
    assert made["schema"] == "paraph/lines/v1"
