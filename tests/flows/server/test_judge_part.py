"""Which head lands, who had a hand in it, and what the policy says of just that."""

from __future__ import annotations

import pytest

from gitbuild import ADA, BEN, CLEO, GitRepo
from paraph.cli.main import main
from paraph.core.attest.predicates import SignoffPredicate
from serverside import FAR, MAIN, NOTES, SHOWN, Server, change, write

Work = GitRepo


@pytest.mark.parametrize("form", ["merge", "squash", "rebase"])
def test_a_sign_off_holds_for_its_tree_in_every_form(server: Server, work: Work, form: str) -> None:
    change(work)
    head = work.commit("more", {"src/b.py": "b\n"})
    assert server.ask(work, ("work", "refs/heads/work")).code == 0
    id_ = write(work, "signoff", "ben", "work")
    work.switch("main")
    server.take(work, work.commit("elsewhere", {"docs/b.md": "b\n"}, author=CLEO), MAIN)
    if form == "merge":
        land = work.merge("work", by=BEN)
        expected = "merge"
    else:
        tree = work.git("merge-tree", "--write-tree", "main", "work")
        land = work.raw_commit(tree, "all of it", "main", author=BEN)
        expected = "squash"
    if form == "rebase":
        half = work.raw_commit(work.rev(f"{land}^{{tree}}"), "half", "main", author=ADA)
        land = work.raw_commit(work.rev(f"{land}^{{tree}}"), "rest", half, author=ADA, committer=BEN)
        expected = "rebase"
    assert server.ask(work, (land, MAIN), (NOTES, NOTES), by="ben").code == 0
    decided = server.entries("decided")[-1]
    assert (decided["form"], decided["change"]["head"], decided["statements"]) == (expected, head, [id_])


def test_trailers_that_a_squash_loses_are_a_finding_and_change_nothing(
    server: Server, work: Work, capsys: pytest.CaptureFixture[str]
) -> None:
    change(work)
    work.commit("more\n\nCo-authored-by: Claude <noreply@anthropic.com>\n", {"src/b.py": "b\n"})
    server.ask(work, ("work", "refs/heads/work"))
    said = SignoffPredicate("approve", "I have read it.", "critical", FAR, ai_lines=9, questions=SHOWN)
    write(work, "signoff", "ben", "work", said=said)
    land = work.raw_commit(work.rev("work^{tree}"), "all of it", "main", author=BEN)
    done = server.ask(work, (land, MAIN), (NOTES, NOTES), by="ben")
    assert done.code == 0, done.said
    words = " ".join(done.said.split())
    assert f"{land[:12]} lost on the way: the trace of claude-code; the record of {work.rev('work')[:12]}" in words
    assert server.entries("decided")[-1]["lost"] == ["the trace of claude-code"]
    assert [each["kind"] for each in server.entries() if each["kind"] != "attributed"][-1] == "landed"
    assert main(["log", "reconcile", "--repo", str(server.path)]) == 0
    found = capsys.readouterr().out
    assert "its messages lost the trace of claude-code (#" in found
    assert "exceptions 0" in found
    assert main(["log", "show", land, "--repo", str(server.path)]) == 0
    assert "lost on the way: the trace of claude-code" in " ".join(capsys.readouterr().out.split())


def test_whoever_lands_the_expected_tree_may_have_signed_it(server: Server, work: Work) -> None:
    change(work)
    server.ask(work, ("work", "refs/heads/work"))
    write(work, "signoff", "ben", "work")
    work.switch("main")
    merge = work.merge("work", by=BEN)
    assert server.ask(work, (merge, MAIN), (NOTES, NOTES), by="ben").code == 0


def test_whoever_brought_the_commits_may_not(server: Server, work: Work) -> None:
    change(work)
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES), by="ben")
    assert done.code == 1
    assert "Ben Sample" in done.said
    assert server.ask(work, ("work", MAIN), (NOTES, NOTES), by="ada").code == 0


def test_a_pusher_whom_nobody_knows_blocks_independence(server: Server, work: Work) -> None:
    change(work)
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES), by="stranger")
    assert done.code == 1
    assert "login:stranger" in done.said
    assert server.entries("decided")[-1]["verdict"] == "cannot_tell"


def test_commits_of_which_nobody_knows_who_brought_them_block_it_too(server: Server, work: Work) -> None:
    change(work)
    server.take(work, "work", "refs/heads/work")
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES))
    assert done.code == 1
    said = " ".join(done.said.split())
    assert "nobody wrote down who pushed them first" in said
    assert "rebase or amend these commits and push them again" in said


def test_an_evil_merge_is_not_what_was_signed(server: Server, work: Work) -> None:
    change(work)
    write(work, "signoff", "ben", "work")
    server.ask(work, ("work", "refs/heads/work"))
    work.switch("main")
    honest = work.merge("work", by=ADA)
    lines = [line.split(maxsplit=3) for line in work.git("ls-tree", "-r", honest).split("\n")]
    evil = work.tree(
        *[(mode, blob, path) for mode, _, blob, path in lines], ("100644", work.blob("import os\n"), "src/evil.py")
    )
    land = work.raw_commit(evil, "Merge", *work.git("show", "-s", "--format=%P", honest).split(), author=ADA)
    done = server.ask(work, (land, MAIN), (NOTES, NOTES))
    assert done.code == 1
    assert server.entries("decided")[-1]["change"]["head"] == land


def test_content_that_slips_in_after_the_sign_off_is_refused(server: Server, work: Work) -> None:
    change(work)
    write(work, "signoff", "ben", "work")
    work.commit("slip", {"src/c.py": "c\n"})
    assert server.ask(work, ("work", MAIN), (NOTES, NOTES)).code == 1
    assert server.ask(work, ("work~1", MAIN), (NOTES, NOTES)).code == 0
