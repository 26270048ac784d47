"""How does a repository's keeper of notes speak the format that is ours, without knowing it?"""

from __future__ import annotations

from paraph.adapters.formats.attribution_formats import read_attribution
from paraph.adapters.formats.git_ai_kept import kept_of
from paraph.adapters.formats.git_ai_note import write_git_ai_note
from paraph.core.detect.lines.joined_records import joined_records
from paraph.core.model.attribution import Attribution

UNJOINABLE = frozenset({"schema_unknown", "too_large", "too_many_ranges", "unknown_format"})


class GitAiForm:
    """Reads what any known tool wrote, writes the Git AI Standard; implements `paraph.ports.attribution.NoteForm`."""

    def read(self, commit: str, content: bytes) -> Attribution:
        """What a record says; its format is told by its shape."""
        return read_attribution(commit, content)

    def written(self, new: Attribution, old: bytes | None) -> bytes | None:
        """The note that says what `new` and the note that stands there say; None where that one must not be lost."""
        if not old or not old.strip():
            return write_git_ai_note(new)
        before = read_attribution(new.commit, old)
        if any(each.kind in UNJOINABLE for each in before.oddities):
            return None
        return write_git_ai_note(joined_records(before, new), kept=kept_of(old))
