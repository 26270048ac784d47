"""What lands in another form than it was approved in keeps what is known of its lines; all else is left alone."""

from __future__ import annotations

import pytest

from attribution_samples import RECORDS, note
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.wiring.line_records import attribution_records
from serverside import MAIN, NOTES, POLICY, Server, change, write


def spans(server: Server, commit: str) -> list[tuple[str, int, int, str]]:
    with GitRepository(str(server.path)) as reader, attribution_records(reader) as records:
        found = list(records.attributions([commit]))
    return [(file.path, each.first, each.last, each.kind) for one in found for file in one.files for each in file.spans]


def approved(server: Server, work: GitRepo) -> str:
    server.take(work, "main", MAIN)
    head = change(work, files={"src/a.py": "a = 1\nb = 2\n", "src/b.py": "c = 3\n"})
    note(work, "work", {"src/a.py": (2, 2)})
    write(work, "signoff", "ben", "work")
    assert server.ask(work, (NOTES, NOTES), ("work", "refs/heads/work"), (RECORDS, RECORDS)).code == 0
    return head


def test_a_squash_is_given_a_record_once(server: Server, work: GitRepo) -> None:
    head = approved(server, work)
    squash = work.raw_commit(work.rev("work^{tree}"), "all of it", work.rev("main"))
    assert server.ask(work, (squash, MAIN), by="cleo").code == 0
    assert spans(server, squash) == [("src/a.py", 2, 2, "ai")]
    assert [each["commit"] for each in server.entries("attributed")] == [head, squash]
    assert server.call("reference-transaction committed", [(work.rev("main"), squash, MAIN)]).code == 0
    assert len(server.entries("attributed")) == 2


@pytest.mark.parametrize("form", ["forward", "merge"])
def test_what_lands_with_its_own_commits_needs_nothing(server: Server, work: GitRepo, form: str) -> None:
    approved(server, work)
    parents = [work.rev("main"), work.rev("work")]
    new = work.rev("work") if form == "forward" else work.raw_commit(work.rev("work^{tree}"), "merge", *parents)
    assert server.ask(work, (new, MAIN), by="cleo").code == 0
    assert len(server.entries("attributed")) == 1


def unsigned(server: Server, work: GitRepo) -> str:
    """A branch with a record that nobody signs, where no rule is enforced."""
    work.commit("quiet", {".paraph/policy.yaml": POLICY.replace("mode: enforce", "mode: shadow")})
    server.take(work, "main", MAIN)
    change(work, files={"src/a.py": "a = 1\nb = 2\n", "src/b.py": "c = 3\n"})
    head = note(work, "work", {"src/a.py": (2, 2)})
    assert server.ask(work, ("work", "refs/heads/work"), (RECORDS, RECORDS)).code == 0
    return head


def squashed(work: GitRepo) -> str:
    return work.raw_commit(work.rev("work^{tree}"), "all of it", work.rev("main"))


def test_the_branch_that_landed_is_found_where_nobody_signed_it(server: Server, work: GitRepo) -> None:
    unsigned(server, work)
    squash = squashed(work)
    assert server.ask(work, (squash, MAIN), by="cleo").code == 0
    assert spans(server, squash) == [("src/a.py", 2, 2, "ai")]


def test_of_two_branches_that_may_have_landed_neither_counts(server: Server, work: GitRepo) -> None:
    unsigned(server, work)
    twin = work.raw_commit(work.rev("work^{tree}"), "the same by somebody else", work.rev("main"))
    assert server.ask(work, (twin, "refs/heads/twin"), by="cleo").code == 0
    squash = squashed(work)
    assert server.ask(work, (squash, MAIN), by="cleo").code == 0
    assert spans(server, squash) == []
