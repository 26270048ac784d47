"""Which concrete class answers when commits are written anew? Imports stand inside functions, as in `paraph.wiring`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from paraph import wiring
from paraph.core.errors import InputError, Problem, ReadError

if TYPE_CHECKING:
    from paraph.adapters.git.attribution_notes import AttributionNotes
    from paraph.adapters.git.reader import GitRepository
    from paraph.adapters.git.work_tree import GitWorkTree
    from paraph.core.model.attribution import Attribution
    from paraph.flows.provenance.carry_steps import History

STASH_REF = "refs/notes/ai-stash"


class Rewriting(NamedTuple):
    """What is at hand when commits are written anew; `stashed` are the records of what was set aside."""

    reader: GitRepository
    records: AttributionNotes
    stashed: AttributionNotes
    work: GitWorkTree
    doubts: list[InputError]

    @property
    def history(self) -> History:
        """What is known of the repository's lines; by the catalogue alone where the policy cannot be used, which is a
        doubt: what git puts into the files is lost if it is not carried now."""
        from paraph.core.detect.agent_rows import NO_ROWS
        from paraph.flows.provenance.carry_steps import History
        from paraph.wiring.own_agents import own_agents

        try:
            return History(self.reader, self.records, own_agents(self.reader))
        except InputError as error:
            self.doubts.append(error)
            return History(self.reader, self.records, NO_ROWS)

    def note_commit(self, commit: str) -> None:
        """Write the record of what agents did that a commit holds now. Raises ParaphError."""
        from paraph.wiring.capture import note_commit

        note_commit(self.work.folder, commit)

    def attributed(self, commit: str) -> Attribution | None:
        """What the journal knows of the lines of a commit, without a record of it; None where that is nothing."""
        from paraph.adapters.agents.capture.journal_reading import Journal
        from paraph.flows.capture.attribute_commit import attribute_commit

        return attribute_commit(self.reader, Journal(self.work.folder), commit)

    def record_digests(self, commits: Iterable[str]) -> None:
        """Put down what the records of some commits are now, so that one edited since is seen. Raises ReadError."""
        from paraph.adapters.agents.capture.recorded_notes import record_digests
        from paraph.wiring.line_records import ai_lines

        made = [each for each in self.records.attributions(commits) if each.digest]
        found = {each.commit: each.digest for each in made}
        try:
            record_digests(self.reader.private_area(), found, ai_lines(made))
        except OSError as error:
            area = self.reader.private_area()
            raise ReadError(Problem("P1063", f"records cannot be put down: {error}", f"see to {area}")) from error


def moved(folder: str, told: Mapping[str, object]) -> str:
    """Tell the journal what the files around a folder hold now, and what is known of them by path; why not in words,
    else empty."""
    import os

    from paraph.adapters.agents.capture.journal import append_moved
    from paraph.adapters.git.names import encode_path

    return append_moved(folder, {os.fsdecode(encode_path(path)): lines for path, lines in told.items()})


@contextmanager
def rewriting(folder: str) -> Iterator[Rewriting]:
    """Open the repository around a folder with its records. Raises ParaphError where it cannot be used, and once all
    is done, where its policy cannot."""
    from contextlib import ExitStack

    from paraph.adapters.git.work_tree import GitWorkTree
    from paraph.wiring.line_records import attribution_records

    with ExitStack() as open_:
        reader = open_.enter_context(wiring.open_repository(folder))
        records = open_.enter_context(attribution_records(reader))
        stashed = open_.enter_context(attribution_records(reader, (STASH_REF,)))
        doubts: list[InputError] = []
        yield Rewriting(reader, records, stashed, GitWorkTree(reader.location), doubts)
        if doubts:
            raise doubts[0]
