from __future__ import annotations

from flows.provenance.memory_records import CODEX, MemoryRecords, record
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.model.attribution import Attribution
from paraph.flows.provenance.known_lines import known_lines
from paraph.ports.attribution import NO_RECORDS
from paraph.ports.blame import BlameHead

CLAUDE = "x\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n"
HEAD = BlameHead("", "", 0, "", is_boundary=False)


def test_records_go_before_claims_and_a_cut_off_commit_claims_nothing(git_repo: GitRepo) -> None:
    root = git_repo.commit(CLAUDE, {"a": "1\n"})
    told, empty, cut, shallow = (git_repo.commit(CLAUDE, {"a": f"{n}\n"}) for n in range(4))
    stop = HEAD._replace(is_boundary=True)
    heads = {root: stop, told: HEAD, empty: HEAD, cut: stop, shallow: HEAD, "0" * 40: HEAD}
    records = MemoryRecords(record(told, ("a", 1, 1, "ai")), Attribution(empty))
    with GitRepository(str(git_repo.path)) as reader:
        found = known_lines(reader, records, heads, {shallow})
        assert known_lines(reader, NO_RECORDS, {"0" * 40: HEAD}).claimed == {}
    assert found.of(told, "a", 1) == ("ai", CODEX)
    assert found.of(told, "b", 1) == ("unknown", None)
    assert [found.of(commit, "a", 1)[0] for commit in (root, empty, cut, shallow)] == ["ai", "ai", "unknown", "unknown"]
    assert records.asked == [5]
