"""Which concrete class answers where records of lines are read and written? Imports stand inside functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.adapters.git.attribution_notes import AttributionNotes
    from paraph.adapters.git.reader import GitRepository


def attribution_records(reader: GitRepository, refs: tuple[str, ...] = ()) -> AttributionNotes:
    """The records of lines that travel with a repository (`refs/notes/ai`); the caller closes them."""
    from paraph.adapters.formats.git_ai_form import GitAiForm
    from paraph.adapters.git.attribution_notes import AttributionNotes

    if refs:
        return AttributionNotes(reader.folder, reader.location, form=GitAiForm(), refs=refs)
    return AttributionNotes(reader.folder, reader.location, form=GitAiForm())
