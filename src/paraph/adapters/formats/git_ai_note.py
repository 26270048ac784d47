"""What does a note of the Git AI Standard (`authorship/3.0.0`) attest?

Read as tolerantly as real notes need, written strictly (`git_ai_written`). What is odd is told, attributes no more
than it surely says, and never stops a reader.
"""

from __future__ import annotations

from hashlib import sha256

from paraph.adapters.formats.git_ai_keys import Keys
from paraph.adapters.formats.git_ai_lines import Entries, Entry, halves, read_entries
from paraph.adapters.formats.git_ai_metadata import Metadata, read_metadata
from paraph.adapters.formats.git_ai_written import unwritten, write_git_ai_note
from paraph.core.detect.lines.note_oddities import OddityList
from paraph.core.detect.lines.overlaps import Ranked, last_wins
from paraph.core.detect.lines.spans import joined
from paraph.core.model.attribution import Attribution, FileLines, LineCounts, LineKind, Span, Spans

__all__ = ["NOTE_BYTES", "read_git_ai_note", "unwritten", "write_git_ai_note"]

NOTE_BYTES = 1 << 23
SCHEMA = "authorship/3."
Stated = dict[LineKind, int]


def read_git_ai_note(commit: str, content: bytes) -> Attribution:
    """What the note at a commit says of the lines that it added. Never raises; prompts are not kept.

    Of several entries that name a line the last is believed. A claim is weak where its key is not described, is of
    an odd form, or where the note does not say that it was made for this commit. A version that is not known, more
    than 8 MiB or 262,144 ranges attribute nothing.
    """
    odd = OddityList(commit)
    digest = sha256(content).hexdigest()
    files, stated = _files(commit, content, odd)
    return Attribution(commit, files, odd.told(), digest, len(content), LineCounts(**stated))


def _files(commit: str, content: bytes, odd: OddityList) -> tuple[tuple[FileLines, ...], Stated]:
    if len(content) > NOTE_BYTES:
        odd.add("too_large")
        return (), {}
    attestation, description = halves(content, odd)
    entries = read_entries(attestation, odd)
    metadata = read_metadata(description, odd)
    is_sound = _is_sound(commit, metadata, odd)
    if not entries:
        if entries is not None:
            odd.add("empty_attestation")
        return (), {}
    if odd.has("schema_unknown"):
        return (), {}
    return _attributed(entries, Keys(metadata, commit, odd, is_doubted=not is_sound), odd)


def _is_sound(commit: str, metadata: Metadata | None, odd: OddityList) -> bool:
    """Whether the description says what it is, and that it is of this commit."""
    if metadata is None:
        return False
    if not metadata.schema_version:
        odd.add("schema_missing")
    elif not metadata.schema_version.startswith(SCHEMA):
        odd.add("schema_unknown", f"the version {metadata.schema_version[:60]!r} is not known; it attributes nothing")
    if not metadata.base_commit_sha:
        odd.add("base_missing")
    elif metadata.base_commit_sha != commit:
        odd.add("foreign_base", f"it says that it was made for {metadata.base_commit_sha[:64]}")
    return bool(metadata.schema_version) and metadata.base_commit_sha == commit


def _attributed(entries: Entries, keys: Keys, odd: OddityList) -> tuple[tuple[FileLines, ...], Stated]:
    found = []
    stated: Stated = {}
    for path in sorted(entries):
        spans = _spans(path, entries[path], keys, odd, stated)
        if spans:
            found.append(FileLines(path, spans))
    return tuple(found), stated


def _spans(path: str, entries: list[Entry], keys: Keys, odd: OddityList, stated: Stated) -> Spans:
    meanings = []
    ranges: list[Ranked] = []
    for place, (key, own, line, _) in enumerate(entries):
        meaning = keys.meaning(key)
        meanings.append(meaning)
        for kind in meaning.oddities:
            odd.add(kind, path=path, line=line)
        ranges += [(first, last, place) for first, last in own]
        lines = sum([last - first + 1 for first, last in own])
        stated[meaning.kind] = stated.get(meaning.kind, 0) + lines
    settled = last_wins(ranges)
    if len(entries) > 1 and _do_overlap(entries, settled):
        odd.add("entries_overlap", path=path)
    return joined(Span(first, last, meanings[place].kind, meanings[place].claim) for first, last, place in settled)


def _do_overlap(entries: list[Entry], settled: list[Ranked]) -> bool:
    """Whether two entries name one line; that one does so twice is told as disorder."""
    own = 0
    for each in entries:
        ranges = each.ranges if each.is_ordered else [one[:2] for one in last_wins((*pair, 0) for pair in each.ranges)]
        own += sum([last - first + 1 for first, last in ranges])
    return own != sum([last - first + 1 for first, last, _ in settled])
