from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.wiring.provenance import attribution_records
from provenance_samples import put, sample


def test_records_are_read_from_the_refs_that_are_asked_for(git_repo: GitRepo) -> None:
    one, two = sample(git_repo)
    put(git_repo, one, "", ref="other")
    with GitRepository(str(git_repo.path)) as reader:
        with attribution_records(reader) as records:
            assert {each.commit for each in records.attributions()} == {one, two}
        with attribution_records(reader, ("refs/notes/other",)) as records:
            assert [each.commit for each in records.attributions()] == [one]
