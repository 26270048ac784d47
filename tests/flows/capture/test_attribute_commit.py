"""Do only lines that a commit added stand in its record, against every parent of it?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.capture.journal_samples import MemoryJournal
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span
from paraph.flows.capture.attribute_commit import attribute_commit

BASE = "".join(f"line {number}\n" for number in range(1, 8))


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "work")
    made.commit("begin", {"a.txt": BASE})
    return made


@pytest.fixture
def reader(repo: GitRepo) -> Iterator[GitRepository]:
    with GitRepository(str(repo.path)) as opened:
        yield opened


def edited(journal: MemoryJournal, path: str, old: str | None, new: str) -> None:
    call = str(len(journal.written))
    journal.say("before", {path: None if old is None else old.encode()}, call=call)
    journal.say("after", {path: new.encode()}, call=call)


def spans(found: Attribution | None) -> dict[str, list[tuple[int, int, str]]]:
    return {file.path: [one[:3] for one in file.spans] for file in found.files} if found else {}


def test_what_a_record_holds(repo: GitRepo, reader: GitRepository) -> None:
    journal = MemoryJournal()
    new = BASE.replace("line 2\n", "new 2\nnew 3\n")
    edited(journal, "a.txt", BASE, new)
    commit = repo.commit("one", {"a.txt": new})
    claim = Claim("ai", "agent", "m", "one", source="capture", commit=commit)
    assert attribute_commit(reader, journal, commit) == Attribution(
        commit, (FileLines("a.txt", (Span(2, 3, "ai", claim, commit),)),)
    )


def test_an_empty_journal_and_one_that_has_nothing_to_do_with_it(repo: GitRepo, reader: GitRepository) -> None:
    journal = MemoryJournal()
    commit = repo.commit("one", {"a.txt": BASE + "more\n"})
    assert attribute_commit(reader, journal, commit) is None
    edited(journal, "other.txt", None, "x\n")
    assert attribute_commit(reader, journal, commit) is None


def test_the_first_commit_of_all(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "empty")
    journal = MemoryJournal()
    edited(journal, "a.txt", None, "x\ny\n")
    commit = repo.commit("first", {"a.txt": "x\ny\nmine\n"})
    with GitRepository(str(repo.path)) as reader:
        assert spans(attribute_commit(reader, journal, commit)) == {"a.txt": [(1, 2, "ai")]}


def test_a_merge_holds_only_what_no_parent_has(repo: GitRepo, reader: GitRepository) -> None:
    journal = MemoryJournal()
    repo.switch("side")
    theirs = BASE.replace("line 6\n", "line 6\ntheirs\n")
    edited(journal, "a.txt", BASE, theirs)
    repo.commit("theirs", {"a.txt": theirs})
    repo.switch("main")
    repo.commit("ours", {"b.txt": "b\n"})
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    merged = theirs.replace("line 2\n", "line 2\nwhile merging\n")
    edited(journal, "a.txt", theirs, merged)
    repo.write("a.txt", merged)
    repo.git("commit", "--quiet", "--all", "--no-edit")
    assert spans(attribute_commit(reader, journal, repo.rev("HEAD"))) == {"a.txt": [(3, 3, "ai")]}


def test_a_file_that_becomes_a_link_has_no_lines(repo: GitRepo, reader: GitRepository) -> None:
    journal = MemoryJournal()
    edited(journal, "a.txt", BASE, "target")
    (repo.path / "a.txt").unlink()
    (repo.path / "a.txt").symlink_to("target")
    assert attribute_commit(reader, journal, repo.commit("link")) is None


def test_a_formatted_line_is_mixed_and_the_tool_helped(repo: GitRepo, reader: GitRepository) -> None:
    journal = MemoryJournal()
    edited(journal, "a.txt", BASE, BASE + "call(1,2)\n")
    commit = repo.commit("one", {"a.txt": BASE + "call(1, 2)\n"})
    found = attribute_commit(reader, journal, commit)
    assert spans(found) == {"a.txt": [(8, 8, "mixed")]}
    assert found
    assert found.files[0].spans[0].claim == Claim("ai", "agent", "m", "one", "helped", source="capture", commit=commit)


def test_of_a_very_large_commit_only_watched_files_are_looked_at(repo: GitRepo, reader: GitRepository) -> None:
    journal = MemoryJournal()
    edited(journal, "a.txt", BASE, BASE + "new\n")
    files = {f"many/{number}.txt": f"{number}\n" for number in range(501)}
    commit = repo.commit("many", {"a.txt": BASE + "new\n", **files})
    assert spans(attribute_commit(reader, journal, commit)) == {"a.txt": [(8, 8, "ai")]}
