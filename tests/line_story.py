"""How does a test tell a history in which every line says who wrote it, and read back what is known of each line?

A line that begins with `s1 ` was written in the agent's session s1, `s2 ` in s2; every other line a person's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gitbuild import Content, GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span
from paraph.flows.provenance.carry_state import over, state_of
from paraph.flows.provenance.carry_steps import History, steps
from paraph.ports.attribution import AttributionRecords, AttributionStore

SESSIONS = ("s1", "s2", "s3")


class MemoryRecords:
    """Records that a test keeps; implements `paraph.ports.attribution.AttributionRecords`."""

    def __init__(self) -> None:
        self.kept: dict[str, Attribution] = {}

    def attributions(self, commits: Iterable[str] | None = None) -> Iterator[Attribution]:
        """The records at some commits, or all."""
        return iter([self.kept[each] for each in (self.kept if commits is None else commits) if each in self.kept])

    def add(self, new: Iterable[Attribution]) -> None:
        """Write records, each joined with what stands at its commit already."""
        for one in new:
            before = self.kept.get(one.commit)
            joined = over(state_of(one.files), state_of(before.files)) if before else state_of(one.files)
            self.kept[one.commit] = Attribution(one.commit, tuple(FileLines(*each) for each in joined.items()))


def claim_of(session: str) -> Claim:
    """What a note says of a session's lines."""
    return Claim("ai", tool="claude-code", model="model-1", session=session)


def recorded(repo: GitRepo, records: AttributionStore, commit: str) -> str:
    """Write the record that the lines of a commit speak of themselves."""
    with GitRepository(str(repo.path)) as reader:
        (step,) = steps(History(reader, records, NO_ROWS), list(reader.commit_records([commit])))
        files = []
        for path, ranges in step.added.items():
            text = lines_of(repo, commit, path)
            told = [
                Span(number, number, "ai", claim_of(text[number - 1][:2]))
                for first, last in ranges
                for number in range(first, last + 1)
                if text[number - 1][:3] in {f"{session} " for session in SESSIONS}
            ]
            if told:
                files.append(FileLines(path, tuple(told)))
    if files:
        records.add([Attribution(commit, tuple(files))])
    return commit


def wrote(repo: GitRepo, records: AttributionStore, message: str, files: Mapping[str, Content]) -> str:
    """Commit the files, with the record that their lines speak of themselves."""
    return recorded(repo, records, repo.commit(message, files))


def lines_of(repo: GitRepo, commit: str, path: str) -> list[str]:
    """The lines of a file at a commit."""
    return repo.git("show", f"{commit}:{path}").split("\n")


def shown(repo: GitRepo, records: AttributionRecords, tip: str = "HEAD") -> list[str]:
    """Every line of every file at a commit, as `path: kind session text`."""
    with GitRepository(str(repo.path)) as reader:
        return [
            each for entry in reader.tree(repo.rev(tip)) for each in _of_file(repo, reader, records, tip, entry.path)
        ]


def _of_file(repo: GitRepo, reader: GitRepository, records: AttributionRecords, tip: str, path: str) -> Iterator[str]:
    text = lines_of(repo, tip, path)
    if text == [""]:
        return
    origins = sorted(reader.line_origins(repo.rev(tip), path, ((1, len(text)),)))
    ids = dict.fromkeys(origin.commit for origin in origins)
    known = {
        one.commit.id: one.known for one in steps(History(reader, records, NO_ROWS), list(reader.commit_records(ids)))
    }
    for origin in origins:
        spans = known[origin.commit].get(origin.path, ())
        for offset in range(origin.lines):
            line = origin.then_first + offset
            span = next((each for each in spans if each.first <= line <= each.last), None)
            who = f"{span.kind} {span.claim.session or span.claim.tool}" if span and span.claim else "unknown"
            yield f"{path}: {who} | {text[origin.first + offset - 1]}"
