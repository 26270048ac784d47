from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.formats.attribution_contract import AttributionContract
from paraph.adapters.formats import git_ai_note
from paraph.adapters.formats.git_ai_keys import human_id, session_id
from paraph.adapters.formats.git_ai_note import read_git_ai_note, unwritten, write_git_ai_note
from paraph.adapters.git.names import decode_path
from paraph.core.detect.lines.note_oddities import NOTE_ODDITIES
from paraph.core.detect.lines.spans import joined
from paraph.core.model.attribution import Attribution, Claim, FileLines, LineKind, Span, Spans
from paraph.core.model.noun import changed

COMMIT = "c" * 40
S1, S2, T = "s_0123456789abcd", "s_aaaaaaaaaaaaaa", "t_0123456789abcd"
H1, OLD, SHORT = "h_0123456789abcd", "0123456789abcdef", "0123456"
UUID = "0b7d6c1e-9a55-4c0e-8f0e-2f6c1d1f9b11"
AGENT = {"agent_id": {"tool": "claude", "id": "talk-1", "model": "opus"}}
OTHER = {"agent_id": {"tool": "cursor", "id": "talk-2", "model": "gpt"}}
SOUND: dict[str, Any] = {"schema_version": "authorship/3.0.0", "base_commit_sha": COMMIT, "prompts": {}}
FULL = SOUND | {"sessions": {S1: AGENT}, "humans": {H1: {"author": "Ada <ada@example.test>"}}, "prompts": {OLD: OTHER}}


def note(attestation: str, description: object = FULL) -> bytes:
    return f"{attestation}---\n{json.dumps(description)}".encode()


def told(content: bytes) -> list[tuple[str, int, int, str, str, str]]:
    found: list[tuple[str, int, int, str, str, str]] = []
    for path, spans in read_git_ai_note(COMMIT, content).files:
        for span in spans:
            claim = span.claim or Claim("none", strength="weak")
            found.append((path, span.first, span.last, span.kind, claim.tool, claim.strength))
    return found


def odd(content: bytes) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in read_git_ai_note(COMMIT, content).oddities:
        counts[each.kind] = counts.get(each.kind, 0) + each.count
    return counts


ENTRY = f"a.py\n  {S1}::{T} 1-3\n"
STRONG = [("a.py", 1, 3, "ai", "claude", "strong")]
WEAK = [("a.py", 1, 3, "ai", "claude", "weak")]
NAMELESS = [("a.py", 1, 3, "ai", "", "weak")]
UNKNOWN = [("a.py", 1, 3, "unknown", "", "weak")]

CASES: dict[str, tuple[bytes, list[tuple[str, int, int, str, str, str]], dict[str, int]]] = {
    "sound": (note(ENTRY), STRONG, {}),
    "a person": (note(f"a.py\n  {H1} 4\n"), [("a.py", 4, 4, "human_attested", "", "strong")], {}),
    "a prompt": (note(f"a.py\n  {OLD} 1-3\n"), [("a.py", 1, 3, "ai", "cursor", "strong")], {"legacy_key": 1}),
    "empty": (note(""), [], {"empty_attestation": 1}),
    "nothing at all": (b"", [], {"separator_missing": 1, "metadata_missing": 1, "empty_attestation": 1}),
    "out of order": (
        note(f"a.py\n  {S1}::{T} 5,1-3,2-4\n"), [("a.py", 1, 5, "ai", "claude", "strong")], {"range_disorder": 2},
    ),
    "the last entry wins": (
        note(f"a.py\n  {S1}::{T} 1-9\n  {H1} 3-4\n  {OLD} 4-5\n"),
        [
            ("a.py", 1, 2, "ai", "claude", "strong"), ("a.py", 3, 3, "human_attested", "", "strong"),
            ("a.py", 4, 5, "ai", "cursor", "strong"), ("a.py", 6, 9, "ai", "claude", "strong"),
        ],
        {"entries_overlap": 1, "legacy_key": 1},
    ),
    "a path twice": (
        note(f"{ENTRY}b\n  {H1} 1\na.py\n  {OLD} 2\n"),
        [
            ("a.py", 1, 1, "ai", "claude", "strong"), ("a.py", 2, 2, "ai", "cursor", "strong"),
            ("a.py", 3, 3, "ai", "claude", "strong"), ("b", 1, 1, "human_attested", "", "strong"),
        ],
        {"path_twice": 1, "entries_overlap": 1, "legacy_key": 1},
    ),
    "no trace": (note(f"a.py\n  {S1} 1-3\n"), WEAK, {"bare_session_key": 1}),
    "an odd trace": (note(f"a.py\n  {S1}::x 1-3\n"), WEAK, {"odd_key": 1}),
    "a session that is missing": (note(f"a.py\n  {S2}::{T} 1-3\n"), NAMELESS, {"dangling_session": 1}),
    "a prompt that is missing": (note(f"a.py\n  {SHORT} 1-3\n"), NAMELESS, {"legacy_key": 1, "dangling_prompt": 1}),
    "a person who is missing": (
        note("a.py\n  h_ffffffffffffff 1-3\n"), [("a.py", 1, 3, "human_attested", "", "weak")], {"dangling_human": 1},
    ),
    "the old word for untold": (note("a.py\n  human 1-3\n"), UNKNOWN, {"odd_key": 1, "dangling_prompt": 1}),
    "the old word, described": (
        note("a.py\n  human 1-3\n", SOUND | {"prompts": {"human": AGENT}}), UNKNOWN, {"odd_key": 1},
    ),
    "a raw id": (note(f"a.py\n  {UUID} 1-3\n"), UNKNOWN, {"odd_key": 1, "dangling_prompt": 1}),
    "a raw id, described": (note(f"a.py\n  {UUID} 1-3\n", SOUND | {"prompts": {UUID: AGENT}}), WEAK, {"odd_key": 1}),
    "the old word for an agent": (note("a.py\n  ai_agent 1-3\n"), NAMELESS, {"odd_key": 1, "dangling_prompt": 1}),
    "eight digits": (note("a.py\n  01234567 1-3\n"), UNKNOWN, {"odd_key": 1, "dangling_prompt": 1}),
    "a tool called human": (
        note(ENTRY, SOUND | {"sessions": {S1: {"agent_id": {"tool": "human", "id": "", "model": ""}}}}), UNKNOWN,
        {"human_as_tool": 1},
    ),
    "another commit": (note(ENTRY, FULL | {"base_commit_sha": "d" * 40}), WEAK, {"foreign_base": 1}),
    "no commit": (note(ENTRY, {"schema_version": "authorship/3.0.0", "sessions": {S1: AGENT}}), WEAK,
                  {"base_missing": 1}),
    "no version": (note(ENTRY, {"base_commit_sha": COMMIT, "sessions": {S1: AGENT}}), WEAK, {"schema_missing": 1}),
    "version 2": (note(ENTRY, FULL | {"schema_version": "authorship/2.1.0"}), [], {"schema_unknown": 1}),
    "version 4": (note(ENTRY, FULL | {"schema_version": "authorship/4.0.0"}), [], {"schema_unknown": 1}),
    "version 30": (note(ENTRY, FULL | {"schema_version": "authorship/30.0.0"}), [], {"schema_unknown": 1}),
    "version 3.7": (note(ENTRY, FULL | {"schema_version": "authorship/3.7.1"}), STRONG, {}),
    "cut off": (note(ENTRY)[:-20], NAMELESS, {"metadata_unreadable": 1, "dangling_session": 1}),
    "no description": (f"{ENTRY}---\n".encode(), NAMELESS, {"metadata_missing": 1, "dangling_session": 1}),
    "no dashes": (note(ENTRY).replace(b"---\n", b""), STRONG, {"separator_missing": 1}),
    "a description that is a list": (
        f"{ENTRY}---\n[]".encode(), NAMELESS, {"metadata_unreadable": 1, "dangling_session": 1},
    ),
    "deep": (
        f"{ENTRY}---\n".encode() + b'{"x":' + b"[" * 200_000, NAMELESS,
        {"metadata_unreadable": 1, "dangling_session": 1},
    ),
    "numbers without end": (note(ENTRY).replace(b'"prompts"', b'"x": ' + b"9" * 9000 + b', "prompts"'), STRONG, {}),
    "one session of another type": (
        note(ENTRY, FULL | {"sessions": {S1: AGENT, S2: 7}}), STRONG, {"metadata_unreadable": 1},
    ),
    "sessions of another type": (
        note(ENTRY, FULL | {"sessions": []}), NAMELESS, {"metadata_unreadable": 1, "dangling_session": 1},
    ),
    "an empty session": (note(ENTRY, FULL | {"sessions": {S1: {}}}), NAMELESS, {"dangling_session": 1}),
    "a session that names itself": (
        note(ENTRY, FULL | {"sessions": {S1: {"agent_id": {"tool": S1, "id": S1, "model": S1}}}}),
        [("a.py", 1, 3, "ai", S1, "strong")], {},
    ),
    "a name twice": (
        note(ENTRY).replace(b'"tool": "claude"', b'"tool": "x", "tool": "claude"'), NAMELESS,
        {"duplicate_member": 1, "ambiguous_key": 1},
    ),
    "a session twice": (
        note(ENTRY).replace(b'"sessions": {', f'"sessions": {{"{S1}": {json.dumps(OTHER)}, '.encode()), NAMELESS,
        {"duplicate_member": 1, "ambiguous_key": 1},
    ),
    "sessions twice": (
        note(ENTRY).replace(b'"sessions"', b'"sessions": {}, "sessions"'), NAMELESS,
        {"duplicate_member": 1, "ambiguous_key": 1},
    ),
    "messages": (
        note(ENTRY, FULL | {"sessions": {S1: AGENT | {"messages": ["{\"agent_id\""], "messages_url": "x"}}}), STRONG,
        {"session_messages": 1, "session_messages_url": 1},
    ),
    "messages of a prompt": (
        note(f"a.py\n  {OLD} 1-3\n", FULL | {"prompts": {OLD: OTHER | {"messages": []}}}),
        [("a.py", 1, 3, "ai", "cursor", "strong")], {"legacy_key": 1, "prompt_messages": 1},
    ),
    "a logical commit": (note(ENTRY, FULL | {"logical_commit_id": "x"}), STRONG, {"logical_commit_id": 1}),
    "a mark in front": (b"\xef\xbb\xbf" + note(ENTRY), STRONG, {"byte_order_mark": 1}),
    "carriage returns": (note(ENTRY).replace(b"\n", b"\r\n"), STRONG, {"carriage_returns": 1}),
    "a path in quotes": (
        note(ENTRY.replace("a.py", '"my a.py"')), [("my a.py", 1, 3, "ai", "claude", "strong")], {},
    ),
    "a path that is no text": (
        note(ENTRY).replace(b"a.py", b"\xff\\.py"), [("\\xff\\x5c.py", 1, 3, "ai", "claude", "strong")],
        {"not_utf8": 1},
    ),
    "a half quoted path": (note(ENTRY.replace("a.py", '"a.py')), [], {"path_unreadable": 1, "empty_attestation": 1}),
    "an entry before a path": (
        note(f"  {H1} 1\n{ENTRY}"), STRONG, {"entry_unreadable": 1},
    ),
    "an entry without ranges": (note(f"{ENTRY}  {H1}\n"), STRONG, {"entry_unreadable": 1}),
    "ranges that are none": (
        note(f"a.py\n  {S1}::{T} 0,1-3,9-7,x,,1-,-4,1-2-3,\u0661,99999999999,1-1000000000\n"), [],
        {"entry_unreadable": 1, "empty_attestation": 1},
    ),
    "ranges in ASCII that are none": (
        note(f"a.py\n  {S1}::{T} 0,1-3,9-7,x,,1-,-4,1-2-3,99999999999,1-1000000000\n"), STRONG, {"range_unreadable": 9},
    ),
    "another indent": (note(ENTRY.replace("  ", "\t")), STRONG, {"indent": 1}),
    "no text in the description": (
        note(ENTRY).replace(b"opus", b"op\xff"), STRONG, {"not_utf8": 1},
    ),
    "a long name": (
        note(ENTRY, FULL | {"sessions": {S1: {"agent_id": {"tool": "t" * 300, "id": "", "model": "a\x1bb"}}}}),
        [("a.py", 1, 3, "ai", "t" * 256, "strong")], {"value_too_long": 1},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_a_note_attests(name: str) -> None:
    content, lines, oddities = CASES[name]
    assert (told(content), odd(content)) == (lines, oddities)


def test_every_oddity_is_on_the_list_and_told_at_its_place() -> None:
    assert {kind for _, _, oddities in CASES.values() for kind in oddities} <= NOTE_ODDITIES.keys()
    found = read_git_ai_note(COMMIT, note(f"a.py\n  {S1} 1\nb.py\n  {S1} 1\n")).oddities
    assert [(each.commit, each.path, each.line) for each in found] == [(COMMIT, "a.py", 2), (COMMIT, "b.py", 4)]


def test_many_of_a_kind_are_counted_not_listed() -> None:
    content = note("a.py\n" + "".join(f"  {S1} {number}\n" for number in range(1, 900)))
    found = read_git_ai_note(COMMIT, content).oddities
    assert len(found) == 16
    assert sum(each.count for each in found) == 899


def test_a_note_that_is_too_large_attributes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_ai_note, "NOTE_BYTES", 100)
    assert (told(note(ENTRY)), odd(note(ENTRY))) == ([], {"too_large": 1})


def test_ranges_without_end_attribute_nothing() -> None:
    content = note(f"a.py\n  {S1}::{T} " + ",".join(["1"] * 300_000) + "\n")
    assert (told(content), odd(content)) == ([], {"too_many_ranges": 1})


def test_lines_without_end_attribute_nothing() -> None:
    content = note("a\n" * 600_000 + ENTRY)
    assert (told(content), odd(content)) == ([], {"too_many_ranges": 1})


def test_many_overlapping_entries_are_settled_in_little_time() -> None:
    content = note("a.py\n" + "".join(f"  {S1}::{T} {n}-{40_000 - n}\n" for n in range(1, 19_000)))
    assert told(content) == [("a.py", 1, 39_999, "ai", "claude", "strong")]


def test_no_prompt_stays() -> None:
    secret = "do not tell this"
    content = note(ENTRY, FULL | {"sessions": {S1: AGENT | {"messages": [secret]}}})
    assert secret not in repr(read_git_ai_note(COMMIT, content))


def test_what_a_claim_holds() -> None:
    record = AGENT | {"human_author": "Ben <ben@example.test>"}
    (lines,) = read_git_ai_note(COMMIT, note(ENTRY, FULL | {"sessions": {S1: record}})).files
    assert lines.spans[0].claim == Claim(
        "ai", "claude", "opus", "talk-1", person="Ben <ben@example.test>", commit=COMMIT
    )


def test_the_digest_is_of_the_bytes() -> None:
    assert read_git_ai_note(COMMIT, note(ENTRY)).digest == sha256(note(ENTRY)).hexdigest()


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Co", "Cn", "Zs")),
                max_size=6)  # fmt: skip
TOOLS = st.sampled_from(("claude", "cursor", "", "my-tool"))
PEOPLE = st.sampled_from(("", "Ada <ada@example.test>", "Ben <ben@example.test>"))
STRENGTHS = st.sampled_from(("proof", "strong", "weak"))
PATHS = st.one_of(
    st.sampled_from(
        (b"a.py", b"---", b"{x}", b"with blank", b"tab\there", b"\xff.py", b"a\\x5cb", b' "no"', b"n\no", b"\xc2\xa0")
    ),
    st.text(min_size=1, max_size=8).map(str.encode),
    st.binary(min_size=1, max_size=8),
).map(decode_path)


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    made, line = [], 0
    for _ in range(draw(st.integers(0, 6))):
        first = line + draw(st.integers(1, 5))
        line = first + draw(st.integers(0, 5))
        kind: LineKind = draw(st.sampled_from(("ai", "human_attested", "mixed", "unknown")))
        claim = Claim(
            "human" if kind == "human_attested" else "ai",
            tool="" if kind == "human_attested" else draw(TOOLS),
            model="" if kind == "human_attested" else draw(WORDS),
            session=draw(WORDS) if kind != "human_attested" else "",
            strength=draw(STRENGTHS),  # type: ignore[arg-type]
            person=draw(PEOPLE),
        )
        made.append(Span(first, line, kind, None if kind == "unknown" else claim))
    return tuple(made)


RECORDS = st.dictionaries(PATHS, spans(), max_size=4).map(
    lambda files: Attribution(COMMIT, tuple(FileLines(path, files[path]) for path in sorted(files)))
)


def normal(record: Attribution) -> Attribution:
    """What a strict note can say of it: nothing of unknown lines, no proof, each claim as of this commit."""
    left_out = {each.path for each in unwritten(record)}
    files = []
    for path, own in record.files:
        told_of = joined(span._replace(claim=_normal(span)) for span in own if span.kind != "unknown")
        if told_of and path not in left_out:
            files.append(FileLines(path, told_of))
    return Attribution(COMMIT, tuple(files))


def _normal(span: Span) -> Claim:
    assert span.claim is not None
    claim = changed(span.claim, commit=COMMIT)
    if claim.strength == "proof":
        claim = changed(claim, strength="strong")
    if span.kind == "human_attested" and not claim.person:
        return changed(claim, strength="weak", session=human_id("#weak"))
    return changed(claim, model="" if claim.model == "unknown" else claim.model)


@given(RECORDS)
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_as_it_was(record: Attribution) -> None:
    content = write_git_ai_note(record)
    found = read_git_ai_note(COMMIT, content)
    assert found.files == tuple(sorted(normal(record).files))
    assert {each.kind for each in found.oddities} <= {"empty_attestation", "not_utf8"}
    assert write_git_ai_note(found) == content


def test_a_strict_note() -> None:
    mixed = Claim("ai", "claude", "opus", "talk-1")
    record = Attribution(
        COMMIT,
        (
            FileLines(
                "my a.py",
                (
                    Span(1, 2, "ai", mixed), Span(3, 3, "ai", mixed), Span(5, 6, "mixed", mixed),
                    Span(7, 7, "human_attested", Claim("human", person="Ada <ada@example.test>")),
                    Span(8, 8, "unknown"),
                ),
            ),
        ),
    )  # fmt: skip
    plain = session_id("claude", "talk-1")
    upper, _, lower = write_git_ai_note(record, traces={plain: T}).decode().partition("---\n")
    document = json.loads(lower)
    other = next(key for key in document["sessions"] if key != plain)
    head, *entries = upper.splitlines()
    assert (head, entries[0]) == ('"my a.py"', f"  {human_id('Ada <ada@example.test>')} 7")
    assert f"  {plain}::{T} 1-3" in entries
    assert any(each.startswith(f"  {other}::t_") and each.endswith(" 5-6") for each in entries)
    assert (document["schema_version"], document["base_commit_sha"], document["prompts"]) == (
        "authorship/3.0.0", COMMIT, {},
    )  # fmt: skip
    assert document["sessions"][plain] == AGENT
    assert document["sessions"][other]["custom_attributes"] == {"paraph.kind": "mixed", "paraph.session": "talk-1"}


class TestGitAi(AttributionContract):
    """The Git AI Standard."""

    name = "git-ai"

    @staticmethod
    def written(said: Attribution) -> bytes:
        return write_git_ai_note(said)
