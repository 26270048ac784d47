"""Which records of lines does a file hold: notes of the Git AI Standard, or traces?

Notes come as one of them as it is, which names its commit itself, or as JSON with `commit_sha` and `content` of each,
one object a line or in a list (as `paraph provenance export` writes a range, and as git-ai's notes service takes them
in `entries`). Traces come one a line, or as one JSON document over many lines.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from paraph.adapters.formats.git_ai_lines import halves
from paraph.adapters.formats.git_ai_metadata import read_metadata
from paraph.core.detect.lines.note_oddities import OddityList
from paraph.core.errors import InputError, Problem
from paraph.core.model.regex import regex

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_COMMIT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SEPARATOR = regex(rb"(?m)^---\r?$")


class Held(NamedTuple):
    """What a file holds: notes with their commits, and the lines that are traces, blank where a note stood."""

    notes: list[tuple[str, bytes]]
    traces: list[bytes]


def held_records(content: bytes, file: str) -> Held:
    """The records in a file. What is no JSON stays a line of the traces, whose reader says so.

    Raises InputError for a note of which nobody knows the commit.
    """
    content = content.removeprefix(BYTE_ORDER_MARK)
    if not content.lstrip().startswith((b"{", b"[")) and _SEPARATOR.search(content):
        metadata = read_metadata(halves(content, OddityList(""))[1], OddityList(""))
        commit = (metadata.base_commit_sha if metadata else None) or ""
        return Held([(_commit(commit, file), content)], [])
    notes: list[tuple[str, bytes]] = []
    traces: list[bytes] = []
    for number, line in enumerate(_lines(content), 1):
        found = _object(line) if b'"commit_sha"' in line else None
        if isinstance(found, dict) and isinstance(text := found.get("content"), str):
            notes.append((_commit(found["commit_sha"], f"{file}:{number}"), text.encode("utf-8", "surrogatepass")))
            traces.append(b"")
        else:
            traces.append(line)
    return Held(notes, traces)


def _lines(content: bytes) -> list[bytes]:
    """One object a line; a document that is written over many lines is put so."""
    lines = content.split(b"\n")
    first = next((line for line in lines if line.strip()), b"")
    if isinstance(_object(first), dict) and b'"entries"' not in first[:64]:
        return lines
    whole = _object(content)
    if isinstance(whole, dict):
        entries = whole.get("entries")
        whole = entries if isinstance(entries, list) else [whole]
    if not isinstance(whole, list):
        return lines
    return [json.dumps(each, separators=(",", ":")).encode() for each in whole]


def _object(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _commit(commit: object, place: str) -> str:
    if isinstance(commit, str) and _COMMIT.fullmatch(commit):
        return commit
    what = f"{place}: a note that does not say of which commit it is"
    raise InputError(Problem("P1028", what, "name it whole: as `base_commit_sha` in the note, or as `commit_sha`"))
