"""A forge squashes or rebases what was approved, and no client takes part: every line of what landed is looked at."""

from __future__ import annotations

import pytest

from gitbuild import GitRepo
from line_story import shown, wrote
from paraph.adapters.git.reader import GitRepository
from paraph.wiring.line_records import attribution_records
from serverside import MAIN, NOTES, Server, write

LINES = "refs/notes/ai"


def proposed(work: GitRepo) -> str:
    """A signed branch of two commits whose lines are on record."""
    work.switch("work", "main")
    with GitRepository(str(work.path)) as reader, attribution_records(reader) as records:
        wrote(work, records, "one", {"src/a.py": "s1 a\na = 1\n", "src/b.py": "mine\ns1 b\n"})
        head = wrote(work, records, "two", {"src/a.py": "s2 a\na = 1\n"})
    write(work, "signoff", "ben", "work")
    return head


def landed(server: Server) -> list[str]:
    bare = GitRepo(server.path, bare=True)
    with GitRepository(str(server.path)) as reader, attribution_records(reader) as records:
        return [line for line in shown(bare, records, MAIN) if line.startswith("src/")]


@pytest.mark.parametrize("form", ["squash", "rebase"])
def test_what_was_approved_lands_otherwise(server: Server, work: GitRepo, form: str) -> None:
    head = proposed(work)
    assert server.push(work, "work", f"{NOTES}:{NOTES}", f"{LINES}:{LINES}").code == 0
    work.switch("landing", "main")
    if form == "squash":
        work.git("merge", "--quiet", "--squash", "work")
        new = work.commit("all of it")
    else:
        work.git("cherry-pick", "main..work", env={"GIT_COMMITTER_DATE": "1900000000 +0000"})
        new = work.rev("HEAD")
    assert new != head
    pushed = server.push(work, "landing:main", by="cleo")
    assert pushed.code == 0, pushed.said
    assert landed(server) == [
        "src/a.py: ai s2 | s2 a", "src/a.py: unknown | a = 1", "src/b.py: unknown | mine", "src/b.py: ai s1 | s1 b",
    ]  # fmt: skip
    assert new in {each["commit"] for each in server.entries("attributed")}


def test_records_that_cannot_be_written_stop_nothing(server: Server, work: GitRepo) -> None:
    proposed(work)
    assert server.push(work, "work", f"{NOTES}:{NOTES}", f"{LINES}:{LINES}").code == 0
    work.switch("landing", "main")
    work.git("merge", "--quiet", "--squash", "work")
    new = work.commit("all of it")
    (server.path / f"{LINES}.lock").touch()
    pushed = server.push(work, "landing:main", by="cleo")
    assert (pushed.code, server.value(MAIN)) == (0, new)
    assert "what is known of lines was not carried to what landed" in pushed.said
