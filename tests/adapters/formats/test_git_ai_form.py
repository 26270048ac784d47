from __future__ import annotations

import json

from paraph.adapters.formats.git_ai_form import GitAiForm
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span

COMMIT = "c" * 40
OLD = (
    "a\n  0123456789abcdef 1-9\n---\n"
    + json.dumps(
        {
            "schema_version": "authorship/3.0.0", "base_commit_sha": COMMIT,
            "prompts": {
                "0123456789abcdef": {
                    "agent_id": {"tool": "cursor", "id": "x", "model": "m"}, "messages": ["tell nobody"],
                },
                "fedcba9876543210": {"agent_id": {"tool": "codex", "id": "y", "model": "m"}},
            },
        }
    )
).encode()  # fmt: skip
NEW = Attribution(COMMIT, (FileLines("a", (Span(3, 4, "ai", Claim("ai", "claude", "m", "z")),)),))


def test_a_new_record_joins_the_note_that_stands_there() -> None:
    form = GitAiForm()
    note = form.written(NEW, OLD)
    assert note is not None
    (lines,) = form.read(COMMIT, note).files
    assert [(span.first, span.last, span.claim and span.claim.tool) for span in lines.spans] == [
        (1, 2, "cursor"), (3, 4, "claude"), (5, 9, "cursor"),
    ]  # fmt: skip
    assert b"tell nobody" not in note
    assert b"codex" in note
    assert form.written(NEW, note) == note
    assert form.written(NEW, b"\n") == form.written(NEW, None)


def test_a_note_that_cannot_be_read_whole_is_not_written_over() -> None:
    assert GitAiForm().written(NEW, OLD.replace(b"authorship/3", b"authorship/4")) is None
