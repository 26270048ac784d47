from __future__ import annotations

from flows.capture.journal_samples import MemoryJournal
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.model.attribution import FileLines
from paraph.flows.capture.staged_lines import staged_lines


def told(repo: GitRepo, journal: MemoryJournal) -> list[tuple[str, int, int, str]]:
    with GitRepository(str(repo.path)) as reader:
        change, _ = reader.change(reader.resolve(None, staged=True))
        found: tuple[FileLines, ...] = staged_lines(reader, journal, change)
    return [(path, span.first, span.last, span.kind) for path, spans in found for span in spans]


def wrote(content: bytes) -> MemoryJournal:
    journal = MemoryJournal()
    journal.say("before", {"a.txt": b"a\n"}, call="1")
    journal.say("after", {"a.txt": content}, call="1")
    return journal


def test_the_lines_as_they_are_staged(git_repo: GitRepo) -> None:
    git_repo.commit("first", {"a.txt": "a\n"})
    git_repo.stage({"a.txt": "a\nnew\n", "b.txt": "other\n"})
    journal = wrote(b"a\nnew\n")
    assert told(git_repo, journal) == [("a.txt", 2, 2, "ai")]
    journal.now["a.txt"] = b"a\nnew\nlater\n"  # the work goes on: what is staged is another content
    assert told(git_repo, journal) == [("a.txt", 2, 2, "ai")]


def test_what_people_staged_and_what_was_taken_out(git_repo: GitRepo) -> None:
    git_repo.commit("first", {"a.txt": "a\n"})
    git_repo.stage({"a.txt": "a\nmine\n"})
    assert told(git_repo, MemoryJournal()) == []
    journal = wrote(b"a\nnew\n")
    journal.now["a.txt"] = b"a\nmine\n"
    assert [each[3] for each in told(git_repo, journal) if each[3] == "ai"] == []
    (git_repo.path / "a.txt").unlink()
    git_repo.git("add", "--all")
    assert told(git_repo, journal) == []
