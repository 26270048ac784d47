from __future__ import annotations

from flows.capture.journal_samples import MemoryJournal
from paraph.flows.capture.uncommitted_lines import uncommitted_lines


def test_an_agents_lines_are_told_where_they_stand_now() -> None:
    journal = MemoryJournal()
    journal.say("before", {"a.txt": b"a\n"}, call="1")
    journal.say("after", {"a.txt": b"a\ncall(1,2)\nnew\n"}, call="1")
    journal.now["a.txt"] = b"mine\na\ncall(1, 2)\nnew\n"
    found = uncommitted_lines(journal, "a.txt", b"a\n")
    assert [(span.first, span.last, span.kind) for span in found] == [(3, 3, "mixed"), (4, 4, "ai")]
    assert {span.claim and (span.claim.tool, span.claim.session, span.claim.source) for span in found} == {
        ("agent", "one", "capture")
    }
    assert uncommitted_lines(journal, "other", b"") == ()
