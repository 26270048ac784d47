"""How is an attribution written as a note of the Git AI Standard, so that any strict reader takes it?

The grammar knows lines of a session and of a person. What it has no place for (lines of AI that were reformatted, a
claim that is weak) stands in the custom attributes of a session or person of its own: other readers see the tool that
had a hand in the line, and we read back what we wrote. Unknown lines are not written: no entry means unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from paraph.adapters.formats.git_ai_keys import HUMAN, NO_TOOL, human_id, session_id
from paraph.core.detect.lines.note_oddities import OddityList
from paraph.core.model.attribution import Attribution, Claim, LineKind, NoteOddity, Span
from paraph.core.model.regex import regex

MARKS = ("paraph.kind", "paraph.strength", "paraph.session")
NOBODY = Claim("ai", strength="weak")
SCHEMA_VERSION = "authorship/3.0.0"
_UNFIT = regex(r'["\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]')
_ESCAPED = regex(r"\\x([0-9a-f]{2})")
_QUOTED = regex("[ \\t]|^---$|^\\{|^\ufeff")  # a byte order mark at the start of a note would be none of its path


Record = dict[str, Any]


class Kept(NamedTuple):
    """What stays of the description of a note that stood there before: records by key, and other members."""

    sessions: Mapping[str, Record] = {}
    humans: Mapping[str, Record] = {}
    more: Mapping[str, Any] = {}


NOTHING = Kept()


def write_git_ai_note(
    attribution: Attribution, *, traces: Mapping[str, str] | None = None, kept: Kept = NOTHING
) -> bytes:
    """The note for the commit of an attribution, sorted, without prompts and counters, the same for the same input.

    `traces` gives the trace (`t_` and 14 digits) by session key; without, it is derived from commit and session. Paths
    that the format cannot carry are left out: `unwritten` names them.
    """
    described = _Description(kept)
    lines: list[bytes] = []
    for path, spans in sorted(_by_path(attribution).items()):
        ranges: dict[str, list[tuple[int, int]]] = {}
        for span in spans:
            key = described.key(span.kind, span.claim or NOBODY)
            ranges.setdefault(key, []).append((span.first, span.last))
        lines.append(path)
        for key, own in sorted(ranges.items()):
            trace = "::" + ((traces or {}).get(key) or _trace(attribution.commit, key)) if key.startswith("s_") else ""
            lines.append(f"  {key}{trace} {_ranges(own)}".encode())
    lines.append(b"---")
    return b"\n".join(lines) + b"\n" + described.written(attribution.commit)


def unwritten(attribution: Attribution) -> tuple[NoteOddity, ...]:
    """The files that the note cannot name: their paths hold quotes, line breaks or control characters."""
    odd = OddityList(attribution.commit)
    for path, _ in attribution.files:
        if _path(path) is None:
            odd.add("path_not_carried", path=path)
    return odd.told()


def _by_path(attribution: Attribution) -> dict[bytes, list[Span]]:
    found: dict[bytes, list[Span]] = {}
    for path, spans in attribution.files:
        written = _path(path)
        told = [span for span in spans if span.kind != "unknown"]
        if written is not None and told:
            found.setdefault(written, []).extend(told)
    return found


def _path(path: str) -> bytes | None:
    raw = _ESCAPED.sub(_unescaped, path) if "\\x" in path else path
    if not raw or _UNFIT.search("".join(each for each in raw if not "\udc80" <= each <= "\udcff")):
        return None
    written = f'"{raw}"' if _QUOTED.search(raw) else raw
    return written.encode("utf-8", "surrogateescape")


def _unescaped(escape: re.Match[str]) -> str:
    number = int(escape[1], 16)
    return chr(number if number < 0x80 else 0xDC00 + number)


class _Description:
    """The lower part of a note as it grows: a record for each claim, and what was kept."""

    def __init__(self, kept: Kept) -> None:
        self._more = kept.more
        self._records: dict[str, dict[str, Record]] = {"s_": dict(kept.sessions), "h_": dict(kept.humans)}
        self._places = {_identity(each): key for records in self._records.values() for key, each in records.items()}
        self._keys: dict[tuple[LineKind, Claim], str] = {}

    def key(self, kind: LineKind, claim: Claim) -> str:
        """The key of a claim, whose record is put in where there is none yet."""
        known = self._keys.get((kind, claim))
        if known is None:
            key, record = _human(claim) if kind == "human_attested" else _session(kind, claim)
            known = self._keys[kind, claim] = self._placed(key, record)
        return known

    def _placed(self, key: str, record: Record) -> str:
        """Where a record stands: where the same one does, else below its key, or beside what has that key."""
        place = self._places.get(_identity(record), key)
        records = self._records[key[:2]]
        number = 0
        while place in records and _identity(records[place]) != _identity(record):
            number += 1
            place = key[:2] + sha256(f"{key}#{number}".encode()).hexdigest()[:14]
        records.setdefault(place, record)
        self._places[_identity(record)] = place
        return place

    def written(self, commit: str) -> bytes:
        """The JSON of it, its members sorted."""
        document: Record = {"schema_version": SCHEMA_VERSION, "base_commit_sha": commit, "prompts": {}}
        for name, prefix in (("sessions", "s_"), ("humans", "h_")):
            if self._records[prefix]:
                document[name] = self._records[prefix]
        document |= {name: value for name, value in self._more.items() if name not in document}
        return (json.dumps(document, indent=2, sort_keys=True) + "\n").encode()


def _identity(record: Record) -> tuple[Any, ...]:
    """What a reader takes from a record: two records of which that is the same are one."""
    agent, marks = record.get("agent_id") or {}, record.get("custom_attributes") or {}
    return (
        *(agent.get(name) for name in ("tool", "id", "model")),
        record.get("human_author") or None, record.get("author"), *(marks.get(name) for name in MARKS),
    )  # fmt: skip


def _session(kind: LineKind, claim: Claim) -> tuple[str, Record]:
    marks: dict[str, str] = {}
    if kind == "mixed":
        marks["paraph.kind"] = "mixed"
    if claim.strength == "weak":
        marks["paraph.strength"] = "weak"
    conversation = "#".join([claim.session, *marks.values()])
    if marks:
        marks["paraph.session"] = claim.session
    tool = claim.tool or NO_TOOL
    record: Record = {"agent_id": {"tool": tool, "id": conversation, "model": claim.model or NO_TOOL}}
    if claim.person:
        record["human_author"] = claim.person
    if marks:
        record["custom_attributes"] = marks
    return session_id(tool, conversation), record


def _human(claim: Claim) -> tuple[str, Record]:
    record: Record = {"author": claim.person}
    is_weak = claim.strength == "weak" or not claim.person
    if is_weak:
        record["custom_attributes"] = {"paraph.strength": "weak"}
    if not claim.person and HUMAN.fullmatch(claim.session):
        return claim.session, record
    return human_id(claim.person + ("#weak" if is_weak else "")), record


def _trace(commit: str, session: str) -> str:
    return "t_" + sha256(f"{commit}:{session}".encode()).hexdigest()[:14]


def _ranges(ranges: list[tuple[int, int]]) -> str:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in merged)
