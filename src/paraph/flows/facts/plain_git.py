"""What of a change does plain git not know, so that a rule which asks for it cannot be answered?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.model.change import Change
from paraph.core.model.facts import Unreadable

NO_LABELS = Unreadable("labels", "plain git knows no labels")


def not_in_git(change: Change) -> Iterator[Unreadable]:
    """What only a forge knows: a rule that asks for it must not look answered."""
    yield NO_LABELS
    if not change.title:
        yield Unreadable("title", "plain git knows no title of a change")
    if not change.body:
        yield Unreadable("body", "plain git knows no description of a change")
