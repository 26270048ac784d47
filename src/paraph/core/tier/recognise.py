"""Of which kinds is each changed file, where whoever gathered the facts did not say?"""

from __future__ import annotations

from paraph.core.model.change import ChangedFile
from paraph.core.model.facts import Facts
from paraph.core.model.noun import changed
from paraph.core.tier.kinds import kinds_between


def recognised(facts: Facts) -> Facts:
    """The facts with the kinds of every file, from its path and modes where `kinds` is None."""
    files = facts.change.files
    if all(each.kinds is not None for each in files):
        return facts
    return changed(facts, change=changed(facts.change, files=tuple(_recognised(each) for each in files)))


def _recognised(file: ChangedFile) -> ChangedFile:
    if file.kinds is not None:
        return file
    return changed(file, kinds=kinds_between(file.path, file.old_mode, file.new_mode))
