"""Of which commit does a trace speak that a tool kept beside a repository?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from paraph.core.model.attribution import Attribution, Claim, FileLines
from paraph.core.model.noun import changed
from paraph.core.model.provenance import Strength


class Trace(NamedTuple):
    """One record of a store: its line, the revision that it names (empty for none), and what it says, as yet of no
    commit. `is_before` says that its tool is known to name the HEAD before the commit."""

    line: int
    revision: str
    said: Attribution
    is_before: bool = False

    def paths(self) -> frozenset[str]:
        """The files that it tells of."""
        return frozenset(path for path, _ in self.said.files)

    def at(self, commit: str) -> Attribution:
        """The same, said of a commit; weakly where the record does not name that commit itself."""
        placed: dict[Claim, Claim] = {}

        def claim_of(claim: Claim | None) -> Claim | None:
            if claim is not None and claim not in placed:
                strength: Strength = claim.strength if self.revision == commit else "weak"
                placed[claim] = changed(claim, commit=commit, strength=strength)
            return placed[claim] if claim is not None else None

        files = tuple(
            FileLines(path, tuple(span._replace(claim=claim_of(span.claim)) for span in spans))
            for path, spans in self.said.files
        )
        return changed(
            self.said, commit=commit, files=files,
            oddities=tuple(changed(each, commit=commit) for each in self.said.oddities),
        )  # fmt: skip


def commits_of(
    trace: Trace, children: Mapping[str, Collection[str]], touched: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """The commits that a trace can speak of: the one that it names, else those whose first parent it names, and in
    each case only where the commit changed a file that it tells of. `children` are commits by their first parent."""
    paths = trace.paths()
    if not trace.is_before and not paths.isdisjoint(touched.get(trace.revision, ())):
        return (trace.revision,)
    return tuple(child for child in children.get(trace.revision, ()) if not paths.isdisjoint(touched.get(child, ())))
