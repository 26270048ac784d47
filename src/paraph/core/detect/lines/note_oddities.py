"""What can be odd about a record of lines, and how is that told without drowning in it?"""

from __future__ import annotations

from paraph.core.model.attribution import NoteOddity

NOTE_ODDITIES: dict[str, str] = {
    "empty_attestation": "the record names no line",
    "range_disorder": "a range that starts before the one before it ends",
    "range_unreadable": "a range that is no line, or no pair of lines in order, below 10^8; it attributes nothing",
    "entries_overlap": "several entries of the record name the same line; the last one is believed",
    "path_twice": "a file stands twice in the record",
    "path_unreadable": "a path that cannot be read; its entries attribute nothing",
    "path_not_carried": "a path that the format cannot carry; its lines were left out",
    "entry_unreadable": "a line of the attestation that is no entry; it attributes nothing",
    "indent": "an entry that is not indented by two blanks",
    "legacy_key": "a key of 16 or 7 digits, as before authorship/3.0.0 knew sessions",
    "odd_key": "a key of no known form; AI where the record says so, as of an AI's or by `ai_agent`, else unknown",
    "bare_session_key": "a session's key without a trace",
    "dangling_session": "the session of an entry is not described: AI, by an unknown tool, weakly",
    "dangling_prompt": "the prompt of an entry is not described",
    "dangling_human": "the person of an entry is not described",
    "ambiguous_key": "what describes an entry stands twice in the record: which tool it was is not believed",
    "foreign_base": "the record says that it was made for another commit; its lines are weakly attested",
    "base_missing": "the record does not say for which commit it was made; its lines are weakly attested",
    "schema_missing": "the record does not say which version of the format it has; its lines are weakly attested",
    "schema_unknown": "a version of the format that is not known; it attributes nothing",
    "metadata_unreadable": "the description of tools and people cannot be read",
    "metadata_missing": "the description of tools and people is missing",
    "separator_missing": "no line of three dashes between attestation and description",
    "duplicate_member": "a name that stands twice in one object of the description",
    "value_too_long": "a name of more than 256 characters; it was cut",
    "prompt_messages": "a prompt still carries its messages; they are not read",
    "session_messages": "a session still carries its messages; they are not read",
    "session_messages_url": "a session still tells where its messages lie",
    "logical_commit_id": "the record names a logical commit, which no version of the format describes",
    "human_as_tool": "a session whose tool is called human; its lines are unknown",
    "byte_order_mark": "the record starts with a byte order mark",
    "carriage_returns": "the lines of the record end in carriage returns",
    "not_utf8": "the record is not UTF-8",
    "too_large": "the record has more than 8 MiB; it attributes nothing",
    "too_many_ranges": "the record has more than 262,144 ranges; it attributes nothing",
    "note_missing": "the note's object is missing, or has more than 8 MiB; it attributes nothing",
    "note_twice": "several notes that differ stand at one commit, of one ref or of several; AI in any of them counts",
    "not_json": "the record is not JSON, or not of its shape; it attributes nothing",
    "range_missing": "a conversation without a range of lines; it attributes nothing",
    "trace_version": "a version of the trace that its own format does not allow",
    "model_too_long": "a model's name of more than 250 characters; it was cut",
    "vcs_unknown": "a trace of another kind of repository; it attributes nothing",
    "unknown_format": "a record of no known format; it attributes nothing",
}
MOST_OF_A_KIND = 16


class OddityList:
    """Collects what is odd about one record: of each kind the first places one by one, the rest as a number."""

    def __init__(self, commit: str) -> None:
        self._commit = commit
        self._found: dict[str, list[tuple[str, str, int, int]]] = {}

    def add(self, kind: str, text: str = "", path: str = "", line: int = 0, count: int = 1) -> None:
        """Note one oddity; a KeyError for a kind that is not on the list."""
        known = self._found.setdefault(kind, [])
        if len(known) < MOST_OF_A_KIND:
            known.append((text or NOTE_ODDITIES[kind], path, line, count))
        else:
            last = known[-1]
            known[-1] = (*last[:3], last[3] + count)

    def has(self, kind: str) -> bool:
        """Whether one of this kind was met."""
        return kind in self._found

    def told(self) -> tuple[NoteOddity, ...]:
        """All that were met, kind by kind."""
        return tuple(
            NoteOddity(kind, text, self._commit, path, line, count)
            for kind, places in self._found.items()
            for text, path, line, count in places
        )
