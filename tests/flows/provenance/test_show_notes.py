from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span
from paraph.flows.provenance.show_notes import show_notes
from paraph.wiring.line_records import attribution_records


def test_the_commits_of_a_range_with_their_records(git_repo: GitRepo) -> None:
    one, two, three = (git_repo.commit(name, {"a": f"{name}\n"}) for name in ("one", "two", "three"))
    record = Attribution(two, (FileLines("a", (Span(1, 1, "ai", Claim("ai", "t")),)),))
    with GitRepository(str(git_repo.path)) as reader, attribution_records(reader) as records:
        records.add([record])
        found = [(each.commit.id, each.record is not None) for each in show_notes(reader, records, f"{one}..HEAD")]
        alone = [each.commit.id for each in show_notes(reader, records, "HEAD")]
    assert found == [(three, False), (two, True)]
    assert alone == [three]
