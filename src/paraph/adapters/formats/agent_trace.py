"""What do the traces of agent-trace 0.1.0 say of a commit, and how is an attribution told as one?

A store of traces (`.agent-trace/traces.jsonl`) holds one record a line. A record speaks of the commit it names, and,
as its own tool writes the HEAD before the commit, of a commit whose first parent it names and some of whose files it
tells of. The hash of a range's content is not looked at: no two tools make it alike. A person's range is weak, as
nothing says whose it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote

import msgspec
from msgspec import Struct

from paraph.adapters.formats.git_ai_lines import MOST_LINES, MOST_RANGES, path_of
from paraph.core.detect.lines.note_oddities import OddityList
from paraph.core.detect.lines.overlaps import Ranked, last_wins
from paraph.core.detect.lines.spans import joined
from paraph.core.detect.lines.trace_commit import Trace
from paraph.core.model.attribution import Attribution, Claim, FileLines, LineCounts, LineKind, NoteOddity, Span, Spans
from paraph.core.model.regex import regex

VERSION = "0.1.0"
REFERENCE_VERSION = "1.0"
KNOWN = regex(r"0\.1\.\d{1,4}")
URL = regex(r"https?://")
CONVERSATION = "urn:x-conversation:"
MODEL_CHARACTERS = 250
RECORD_BYTES = 1 << 24
KINDS: Mapping[str, LineKind] = {"ai": "ai", "human": "human_attested", "mixed": "mixed", "unknown": "unknown"}
NAMES: Mapping[LineKind, str] = {kind: name for name, kind in KINDS.items()}


class _Contributor(Struct):
    type: str = "unknown"
    model_id: str | None = None


class _Range(Struct):
    start_line: int
    end_line: int
    contributor: _Contributor | None = None


class _Conversation(Struct):
    url: str | None = None
    contributor: _Contributor | None = None
    ranges: list[_Range] | None = None


class _File(Struct):
    path: str
    conversations: list[_Conversation] = []


class _Vcs(Struct):
    type: str = ""
    revision: str = ""


class _Tool(Struct):
    name: str | None = ""
    version: str | None = ""


class _Own(Struct):
    strength: str = ""


class _Metadata(Struct):
    paraph: _Own | None = None


class _Record(Struct):
    version: str
    id: str
    timestamp: str
    files: list[_File]
    vcs: _Vcs | None = None
    tool: _Tool | None = None
    metadata: _Metadata | None = None


_DECODER = msgspec.json.Decoder(_Record)


def read_traces(lines: Iterable[bytes]) -> Iterator[Trace]:
    """Each record of a store, in order and in constant memory. Never raises: what cannot be read says so."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _trace(line, number)


def read_agent_trace(commit: str, content: bytes) -> Attribution:
    """What the records that stand at a commit (in a note) say of it; the last record that names a line is believed."""
    traces = [_trace(line, number) for number, line in enumerate(content.split(b"\n"), 1) if line.strip()]
    odd = OddityList(commit)
    files: dict[str, list[Span]] = {}
    for trace in traces:
        for each in trace.said.oddities:
            odd.add(each.kind, each.text, each.path, each.line, each.count)
        if trace.revision != commit:
            odd.add("foreign_base", f"it says that it was made for {trace.revision[:64]}", line=trace.line)
        for path, spans in trace.at(commit).files:
            files.setdefault(path, []).extend(spans)
    told = tuple(FileLines(path, _settled(files[path])) for path in sorted(files))
    stated = LineCounts(*map(sum, zip(*(trace.said.stated for trace in traces), strict=True)))
    return Attribution(commit, told, odd.told(), sha256(content).hexdigest(), len(content), stated)


def _settled(spans: list[Span]) -> Spans:
    ranges: list[Ranked] = [(span.first, span.last, place) for place, span in enumerate(spans)]
    return joined(spans[place]._replace(first=first, last=last) for first, last, place in last_wins(ranges))


def _trace(line: bytes, number: int) -> Trace:
    odd = OddityList("")
    digest = sha256(line).hexdigest()
    record = _record(line, number, odd)
    if record is None:
        return Trace(number, "", Attribution("", (), odd.told(), digest, len(line)))
    is_before = record.version == REFERENCE_VERSION
    if not KNOWN.fullmatch(record.version):
        odd.add("trace_version" if is_before else "schema_unknown", f"version {record.version[:40]!r}", line=number)
    is_ours = record.vcs is None or record.vcs.type in {"git", ""}
    if not is_ours:
        odd.add("vcs_unknown", line=number)
    files = _files(record, number, odd) if is_ours and not odd.has("schema_unknown") else ()
    revision = record.vcs.revision[:64] if record.vcs else ""
    said = Attribution("", files, odd.told(), digest, len(line), _stated(files))
    return Trace(number, revision, said, is_before=is_before)


def _stated(files: tuple[FileLines, ...]) -> LineCounts:
    sizes: dict[LineKind, int] = {}
    for _, spans in files:
        for span in spans:
            sizes[span.kind] = sizes.get(span.kind, 0) + span.last - span.first + 1
    return LineCounts(**sizes)


def _record(line: bytes, number: int, odd: OddityList) -> _Record | None:
    if len(line) > RECORD_BYTES:
        odd.add("too_large", line=number)
        return None
    try:
        return _DECODER.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        odd.add("not_json", f"no record of agent-trace: {str(error)[:120]}", line=number)
        return None


def _files(record: _Record, number: int, odd: OddityList) -> tuple[FileLines, ...]:
    left = MOST_RANGES
    found: dict[str, list[Span]] = {}
    for file in record.files:
        path = path_of(file.path)
        for talk in file.conversations:
            ranges = talk.ranges or []
            left -= len(ranges)
            if left < 0:
                odd.add("too_many_ranges", line=number)
                return ()
            if not ranges:
                odd.add("range_missing", path=path, line=number)
            spans = [span for each in ranges if (span := _span(record, talk, each, path, number, odd))]
            found.setdefault(path, []).extend(spans)
    return tuple(FileLines(path, _settled(found[path])) for path in sorted(found) if found[path])


def _span(record: _Record, talk: _Conversation, each: _Range, path: str, number: int, odd: OddityList) -> Span | None:
    if not 1 <= each.start_line <= each.end_line < MOST_LINES:
        odd.add("range_unreadable", f"not a range of lines: {each.start_line}-{each.end_line}", path, number)
        return None
    if record.version == REFERENCE_VERSION and each.start_line == each.end_line == 1:
        odd.add("range_missing", "line 1 alone, which is what its tool writes where it knows no range", path, number)
        return None
    contributor = each.contributor or talk.contributor or _Contributor()
    kind = KINDS.get(contributor.type, "unknown")
    return Span(each.start_line, each.end_line, kind, _claim(kind, record, talk, contributor, number, odd))


def _claim(
    kind: LineKind, record: _Record, talk: _Conversation, contributor: _Contributor, number: int, odd: OddityList
) -> Claim | None:
    if kind == "unknown":
        return None
    if kind == "human_attested":
        return Claim("human", strength="weak", source="trace")
    model = contributor.model_id or ""
    if len(model) > MODEL_CHARACTERS:
        odd.add("model_too_long", line=number)
    own = record.metadata.paraph if record.metadata else None
    return Claim(
        "ai",
        tool=_plain((record.tool.name or "") if record.tool else ""),
        model=_plain(model[:MODEL_CHARACTERS]),
        session=_session(talk.url or ""),
        strength="weak" if own and own.strength == "weak" else "strong",
        source="trace",
    )


def _session(url: str) -> str:
    """A conversation's name; what follows a question mark could be a secret."""
    if url.startswith(CONVERSATION):
        return _plain(unquote(url.removeprefix(CONVERSATION)))
    return _plain(url.partition("?")[0])


def _plain(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text[:256]).strip()


def write_agent_trace(attribution: Attribution, timestamp: str) -> bytes:
    """The records of a commit, one a line for each tool and strength, the same for the same input.

    `timestamp` is RFC 3339. The format names no person and has no word for lines that nobody knows: both are left out.
    """
    records: dict[tuple[str, str], dict[str, dict[Claim, list[Span]]]] = {}
    left_out = {each.path for each in unwritten_trace(attribution)}
    for path, spans in attribution.files:
        for span in spans:
            if span.kind == "unknown" or path in left_out:
                continue
            claim = span.claim or Claim("ai", strength="weak")
            strength = "weak" if claim.strength == "weak" else ""
            files = records.setdefault((claim.tool, strength), {})
            files.setdefault(path, {}).setdefault(claim, []).append(span)
    return b"".join(_written(attribution.commit, timestamp, *head, files) for head, files in sorted(records.items()))


def unwritten_trace(attribution: Attribution) -> tuple[NoteOddity, ...]:
    """The files that a trace cannot name: JSON has no bytes that are not UTF-8."""
    odd = OddityList(attribution.commit)
    for path, _ in attribution.files:
        if "\\x" in path:
            odd.add("path_not_carried", path=path)
    return odd.told()


def _written(
    commit: str, timestamp: str, tool: str, strength: str, files: Mapping[str, Mapping[Claim, list[Span]]]
) -> bytes:
    record: dict[str, Any] = {
        "version": VERSION,
        "timestamp": timestamp,
        "vcs": {"type": "git", "revision": commit},
        "files": [
            {"path": path, "conversations": [each for spans in files[path].values() for each in _talks(spans)]}
            for path in sorted(files)
        ],
    }
    if tool:
        record["tool"] = {"name": tool}
    if strength:
        record["metadata"] = {"paraph": {"strength": strength}}
    digest = sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
    identity = f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"  # RFC 9562, version 8
    whole = {"version": VERSION, "id": identity} | record  # its version first: by that its form is told
    return (json.dumps(whole, separators=(",", ":")) + "\n").encode()


def _talks(spans: list[Span]) -> Iterator[dict[str, Any]]:
    """One conversation for each kind of line of a claim."""
    for kind in dict.fromkeys(span.kind for span in spans):
        claim = spans[0].claim or Claim("ai")
        contributor = {"type": NAMES[kind]}
        if kind != "human_attested" and claim.model and len(claim.model) <= MODEL_CHARACTERS:
            contributor["model_id"] = claim.model
        talk: dict[str, Any] = {"contributor": contributor}
        if claim.session:
            is_url = URL.match(claim.session)
            talk["url"] = claim.session if is_url else CONVERSATION + quote(claim.session, safe="")
        talk["ranges"] = [{"start_line": span.first, "end_line": span.last} for span in spans if span.kind == kind]
        yield talk
