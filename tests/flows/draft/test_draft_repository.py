"""What is drafted for a repository, and watched?"""

from __future__ import annotations

from contextlib import closing

from flows.history_samples import Watched
from gitbuild import GitRepo
from paraph import wiring
from paraph.flows.draft.draft_repository import SURVEYED_CHANGES, draft_default


def test_a_draft_watches_its_reading(git_repo: GitRepo) -> None:
    for number in range(3):
        git_repo.commit(f"step {number}", {"a": f"{number}\n"})
    watch = Watched()
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        drafted = wiring.draft(reader, 86_400, watch)
    assert (watch.titles, watch.steps.done) == ([("reading history", SURVEYED_CHANGES)], 3)
    assert (drafted.proposal.changes, len(drafted.directory.people)) == (3, 1)


def test_a_draft_of_nothing(git_repo: GitRepo) -> None:
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        drafted = wiring.draft(reader, 86_400, Watched())
    assert (drafted.proposal.changes, drafted.directory.people, len(drafted.files)) == (0, (), 4)


def test_the_default_names_the_people_of_a_history(git_repo: GitRepo) -> None:
    head = git_repo.commit("work", {"a": "x\n"})
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        source, policy, directory = draft_default(reader, wiring.CachedDocuments(None), head)
        assert (source.file, policy.mode, len(directory.people)) == ("(built-in policy)", "shadow", 1)
        assert draft_default(reader, wiring.CachedDocuments(None), "")[2].people == ()
        assert [found.commit for found in wiring.detect(reader, "HEAD")] == [head]
