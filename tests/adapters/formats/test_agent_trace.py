from __future__ import annotations

import json
from typing import Any

import pytest

from adapters.formats.attribution_contract import AttributionContract
from paraph.adapters.formats.agent_trace import read_agent_trace, read_traces, unwritten_trace, write_agent_trace
from paraph.core.model.attribution import Attribution, Claim, FileLines, LineKind, Span
from paraph.core.model.noun import changed
from paraph.core.model.provenance import Strength

COMMIT = "c" * 40
AT = "2026-01-01T00:00:00Z"
RANGE = {"start_line": 2, "end_line": 3}


def trace(*talks: dict[str, Any], **more: Any) -> bytes:
    record = {
        "version": "0.1.0", "id": "x", "timestamp": AT, "vcs": {"type": "git", "revision": COMMIT},
        "tool": {"name": "cursor"}, "files": [{"path": "a", "conversations": list(talks)}],
    }  # fmt: skip
    return json.dumps(record | more).encode()


def told(content: bytes) -> list[tuple[int, int, str, str, str]]:
    return [
        (span.first, span.last, span.kind, span.claim.model if span.claim else "",
         span.claim.strength if span.claim else "")
        for _, spans in read_agent_trace(COMMIT, content).files
        for span in spans
    ]  # fmt: skip


AI = {"contributor": {"type": "ai", "model_id": "m"}, "ranges": [RANGE]}
LONG = {"contributor": {"type": "ai", "model_id": "m" * 260}, "ranges": [RANGE]}
STRONG = [(2, 3, "ai", "m", "strong")]
CASES: dict[str, tuple[bytes, list[tuple[int, int, str, str, str]], list[str]]] = {
    "sound": (trace(AI), STRONG, []),
    "a person": (trace({"contributor": {"type": "human"}, "ranges": [RANGE]}), [(2, 3, "human_attested", "", "weak")],
                 []),
    "mixed": (trace(AI | {"contributor": {"type": "mixed"}}), [(2, 3, "mixed", "", "strong")], []),
    "unknown": (trace(AI | {"contributor": {"type": "unknown"}}), [(2, 3, "unknown", "", "")], []),
    "a type of contributor that is not known": (trace(AI | {"contributor": {"type": "robot"}}),
                                                [(2, 3, "unknown", "", "")], []),
    "nobody": (trace({"ranges": [RANGE]}), [(2, 3, "unknown", "", "")], []),
    "a range of its own contributor": (
        trace(AI | {"ranges": [RANGE | {"contributor": {"type": "human"}, "content_hash": "murmur3:1"}]}),
        [(2, 3, "human_attested", "", "weak")], [],
    ),
    "no range": (trace({"contributor": {"type": "ai"}}), [], ["range_missing"]),
    "the range that its tool invents": (
        trace(AI | {"ranges": [{"start_line": 1, "end_line": 1}]}, version="1.0"), [],
        ["trace_version", "range_missing"],
    ),
    "the first line": (trace(AI | {"ranges": [{"start_line": 1, "end_line": 1}]}), [(1, 1, "ai", "m", "strong")], []),
    "its tool's version": (trace(AI, version="1.0"), STRONG, ["trace_version"]),
    "another version": (trace(AI, version="2.0.0"), [], ["schema_unknown"]),
    "lines in no order": (trace(AI | {"ranges": [{"start_line": 3, "end_line": 2}]}), [], ["range_unreadable"]),
    "a long model": (trace(LONG), [(2, 3, "ai", "m" * 250, "strong")], ["model_too_long"]),
    "another repository": (trace(AI, vcs={"type": "svn", "revision": "7"}), [], ["vcs_unknown", "foreign_base"]),
    "another commit": (trace(AI, vcs={"type": "git", "revision": "d" * 40}), [(2, 3, "ai", "m", "weak")],
                       ["foreign_base"]),
    "no JSON": (b"{", [], ["not_json", "foreign_base"]),
    "the last record wins": (
        trace(AI) + b"\n" + trace({"contributor": {"type": "ai", "model_id": "n"}, "ranges": [RANGE]}),
        [(2, 3, "ai", "n", "strong")], [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_a_trace_says(name: str) -> None:
    content, lines, oddities = CASES[name]
    assert (told(content), [each.kind for each in read_agent_trace(COMMIT, content).oddities]) == (lines, oddities)


def test_a_store_is_read_line_by_line() -> None:
    found = list(read_traces([trace(AI), b"", trace(AI, version="1.0"), b"no"]))
    assert [(each.line, each.revision, each.is_before, sorted(each.paths())) for each in found] == [
        (1, COMMIT, False, ["a"]), (3, COMMIT, True, ["a"]), (4, "", False, []),
    ]  # fmt: skip


def record(kind: LineKind, strength: Strength = "strong", session: str = "talk 1") -> Attribution:
    claim = Claim("ai", "claude", "m", session, strength=strength, source="trace", commit=COMMIT)
    if kind == "human_attested":
        claim = Claim("human", strength="weak", source="trace", commit=COMMIT)
    return Attribution(COMMIT, (FileLines("a", (Span(1, 2, kind, claim), Span(4, 4, kind, claim))),))


@pytest.mark.parametrize(
    "each",
    [
        record("ai"), record("mixed"), record("ai", "weak"), record("human_attested"),
        record("ai", session="https://example.test/t/1"),
    ],
)  # fmt: skip
def test_what_is_written_reads_as_it_was(each: Attribution) -> None:
    content = write_agent_trace(each, AT)
    assert read_agent_trace(COMMIT, content).files == each.files
    assert read_agent_trace(COMMIT, content).oddities == ()
    assert write_agent_trace(each, AT) == content


def test_a_written_trace() -> None:
    (found,) = map(json.loads, write_agent_trace(record("ai"), AT).splitlines())
    assert found.pop("id").count("-") == 4
    assert found == {
        "version": "0.1.0", "timestamp": AT, "tool": {"name": "claude"}, "vcs": {"type": "git", "revision": COMMIT},
        "files": [
            {
                "path": "a",
                "conversations": [
                    {
                        "contributor": {"type": "ai", "model_id": "m"}, "url": "urn:x-conversation:talk%201",
                        "ranges": [{"start_line": 1, "end_line": 2}, {"start_line": 4, "end_line": 4}],
                    }
                ],
            }
        ],
    }  # fmt: skip


def test_what_a_trace_cannot_carry() -> None:
    unknown = Attribution(COMMIT, (FileLines("a", (Span(1, 1, "unknown"),)),))
    no_text = changed(record("ai"), files=(FileLines("\\xff", record("ai").files[0].spans),))
    assert (write_agent_trace(unknown, AT), write_agent_trace(no_text, AT)) == (b"", b"")
    assert [each.path for each in unwritten_trace(no_text)] == ["\\xff"]


class TestAgentTrace(AttributionContract):
    """The records of agent-trace."""

    name = "agent-trace"

    @staticmethod
    def written(said: Attribution) -> bytes:
        return write_agent_trace(said, AT)
