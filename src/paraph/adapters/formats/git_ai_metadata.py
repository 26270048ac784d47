"""What does the lower part of a git-ai note tell of sessions, people and prompts, without reading a prompt?"""

from __future__ import annotations

import json
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from paraph.adapters.formats.converting import decoded
from paraph.core.attest.strict_json import key_twice
from paraph.core.detect.lines.note_oddities import OddityList

SKELETON_BYTES = 1 << 22
LONGEST_VALUE = 256
_Record = TypeVar("_Record")


class AgentId(Struct):
    """Which tool, in which conversation, with which model."""

    tool: str | UnsetType | None = UNSET
    id: str | UnsetType | None = UNSET
    model: str | UnsetType | None = UNSET


class Marks(Struct, rename={"kind": "paraph.kind", "strength": "paraph.strength", "session": "paraph.session"}):
    """What we ourselves say of a session or person beyond the grammar, as custom attributes."""

    kind: str | None = None
    strength: str | None = None
    session: str | None = None


class Session(Struct):
    """A session, or a prompt as older notes have them. Messages are skipped where they lie."""

    agent_id: AgentId | None = None
    human_author: str | None = None
    custom_attributes: Marks | None = None
    messages: Raw | UnsetType = UNSET
    messages_url: Raw | UnsetType = UNSET


class Human(Struct):
    """A person whose lines are known to be theirs."""

    author: str | UnsetType | None = UNSET
    custom_attributes: Marks | None = None


class Metadata(Struct):
    """All that is read of the description; `doubtful` are keys that stand twice."""

    schema_version: str | None = None
    base_commit_sha: str | None = None
    sessions: dict[str, Session] | None = None
    humans: dict[str, Human] | None = None
    prompts: dict[str, Session] | None = None
    logical_commit_id: Raw | UnsetType = UNSET
    doubtful: frozenset[str] = frozenset()


class _Loose(Struct):
    schema_version: Raw = Raw()
    base_commit_sha: Raw = Raw()
    sessions: Raw = Raw()
    humans: Raw = Raw()
    prompts: Raw = Raw()
    logical_commit_id: Raw | UnsetType = UNSET


_STRICT: msgspec.json.Decoder[Metadata] = msgspec.json.Decoder(Metadata)
_BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
MANY = (b"schema_version", b"base_commit_sha", b"sessions", b"humans", b"prompts")
PARTS = ("sessions", "humans", "prompts")


def read_metadata(content: bytes, odd: OddityList) -> Metadata | None:
    """The description of a note; None where it is missing or no JSON object. Never raises."""
    if not content.strip():
        odd.add("metadata_missing")
        return None
    try:
        found = _STRICT.decode(content)
    except _BROKEN:
        found_loosely = _read_loosely(content, odd)
        if found_loosely is None:
            odd.add("metadata_unreadable")
            return None
        found = found_loosely
    found.doubtful = _doubtful(content, found, odd)
    _tell_leftovers(found, odd)
    return found


def _read_loosely(content: bytes, odd: OddityList) -> Metadata | None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        odd.add("not_utf8")
        content = content.decode("utf-8", "replace").encode("utf-8")
    loose = _decoded(content, _Loose)
    if loose is None:
        return None
    return Metadata(
        schema_version=_decoded(loose.schema_version, str),
        base_commit_sha=_decoded(loose.base_commit_sha, str),
        sessions=_each(loose.sessions, Session, odd),
        humans=_each(loose.humans, Human, odd),
        prompts=_each(loose.prompts, Session, odd),
        logical_commit_id=loose.logical_commit_id,
    )


def _each(content: Raw, kind: type[_Record], odd: OddityList) -> dict[str, _Record]:
    """The members of an object that are of a kind; the others are left out, and said to be unreadable."""
    if not memoryview(content):
        return {}
    members = _decoded(content, dict[str, Raw])
    if members is None:
        odd.add("metadata_unreadable", "a part of the description is no object")
        return {}
    read = {name: _decoded(raw, kind) for name, raw in members.items()}
    if unread := [name for name, record in read.items() if record is None]:
        odd.add("metadata_unreadable", f"the description of {unread[0][:60]} cannot be read", count=len(unread))
    return {name: record for name, record in read.items() if record is not None}


def _decoded(content: bytes | Raw, kind: type[_Record]) -> _Record | None:
    if not memoryview(content):
        return None
    try:
        found: _Record = decoded(content, kind)
    except _BROKEN:
        return None
    return found


def _doubtful(content: bytes, found: Metadata, odd: OddityList) -> frozenset[str]:
    """The keys that are described twice, or by something that says a thing twice.

    JSON readers differ in which of two they believe. Looked for only where the counts of names do not match, in
    what is left without the messages, which may be large.
    """
    records = [*(found.prompts or {}).values(), *(found.sessions or {}).values()]
    skeleton = _without_messages(content, records)
    if _is_plain(skeleton, records, list((found.humans or {}).values())):
        return frozenset()
    if len(skeleton) > SKELETON_BYTES:
        odd.add("duplicate_member", "the description is too large to be searched for names that stand twice")
        return _all_keys(found)
    return _twice(skeleton, found, odd)


def _is_plain(skeleton: bytes, records: list[Session], humans: list[Human]) -> bool:
    """Whether nothing that is read can stand twice, told by how often its name occurs."""
    agents = [each.agent_id for each in records if each.agent_id is not None]
    expected = {
        b'"agent_id"': len(agents),
        b'"tool"': sum(each.tool is not UNSET for each in agents),
        b'"id"': sum(each.id is not UNSET for each in agents),
        b'"model"': sum(each.model is not UNSET for each in agents),
        b'"author"': sum(each.author is not UNSET for each in humans),
        b"paraph.": 0,
        b"\\u": 0,
    }
    return all(skeleton.count(name) == number for name, number in expected.items()) and all(
        skeleton.count(b'"%s"' % name) < 2 for name in MANY
    )


def _without_messages(content: bytes, records: list[Session]) -> bytes:
    """The description with a number in the place of each message list; as it is where they cannot be told apart."""
    parts: list[bytes] = []
    at = 0
    for record in records:
        if record.messages is UNSET:
            continue
        start = content.find(b":", content.find(b'"messages"', at)) + 1
        start += _blanks(content, start)
        raw = bytes(record.messages)
        if not content.startswith(raw, start):
            return content
        parts += content[at:start], b"0"
        at = start + len(raw)
    parts.append(content[at:])
    return b"".join(parts)


def _blanks(content: bytes, start: int) -> int:
    end = start
    while content[end : end + 1] in {b" ", b"\n", b"\t", b"\r"}:
        end += 1
    return end - start


def _twice(skeleton: bytes, found: Metadata, odd: OddityList) -> frozenset[str]:
    twice: list[str] = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            twice.append(key_twice(pairs))
            made[""] = None
        return made

    try:
        read = json.loads(skeleton.decode("utf-8", "replace"), object_pairs_hook=members, parse_int=len)
    except (ValueError, RecursionError):
        return frozenset()
    if not twice:
        return frozenset()
    odd.add("duplicate_member", f"the name {twice[0][:60]!r} stands twice in one object", count=len(twice))
    if not isinstance(read, dict) or any(name.decode() in twice for name in MANY):
        return _all_keys(found)
    parts = [each for name in PARTS if isinstance(each := read.get(name), dict)]
    inside = {key for part in parts for key, value in part.items() if _holds_twice(value)}
    return frozenset(inside.union(twice))


def _holds_twice(value: Any) -> bool:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "" in one:
                return True
            waiting.extend(one.values())
    return False


def _all_keys(found: Metadata) -> frozenset[str]:
    return frozenset().union(found.sessions or (), found.prompts or (), found.humans or ())


def _tell_leftovers(found: Metadata, odd: OddityList) -> None:
    prompts, sessions = (found.prompts or {}).values(), (found.sessions or {}).values()
    for kind, number in (
        ("prompt_messages", sum(each.messages is not UNSET for each in prompts)),
        ("session_messages", sum(each.messages is not UNSET for each in sessions)),
        ("session_messages_url", sum(each.messages_url is not UNSET for each in sessions)),
    ):
        if number:
            odd.add(kind, count=number)
    for each in (*prompts, *sessions):
        each.messages = UNSET
    if found.logical_commit_id is not UNSET:
        odd.add("logical_commit_id")
