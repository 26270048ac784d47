"""What do records cost that somebody makes as large as they can?"""

from __future__ import annotations

import pytest

from attacks.field import DOCS, Field
from attribution_samples import rewrite
from paraph.adapters.formats.git_ai_note import NOTE_BYTES
from paraph.adapters.git.attribution_notes import RECORD_BYTES
from paraph.flows.server.take_records import MOST_BYTES


def test_a_record_that_is_too_large_is_told_of_and_tells_nothing(field: Field) -> None:
    head = field.repo.commit("plain", DOCS)
    rewrite(field.repo, head, b'docs/a.md\n  h_33333333333333 1\n---\n{"x":"' + b"x" * RECORD_BYTES + b'"}')
    answered = field.gate()
    assert answered.decision["assistance"] == "unknown"
    assert "note_unreadable" in answered.findings
    assert answered.code in (0, 3, 4)


@pytest.mark.parametrize("limit", [NOTE_BYTES, RECORD_BYTES, MOST_BYTES // 32])
def test_the_limits_agree(limit: int) -> None:
    assert limit == 8 << 20
