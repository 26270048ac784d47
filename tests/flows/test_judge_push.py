"""Pushes to protected refs, judged by the hooks as git calls them: what goes in, what does not, and what is recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import ADA, BEN, CLEO, GitRepo
from serverside import IDENTITY, MAIN, NOTES, POLICY, RULES, Server, write

Work = GitRepo


@pytest.fixture
def work(git_repo: GitRepo) -> Work:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n", "docs/a.md": "a\n"})
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Work) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(work)
    return made


def change(work: Work, name: str = "work", files: dict[str, str] | None = None, by: str = ADA) -> str:
    """One commit on a branch that starts at main."""
    work.switch(name, "main")
    return work.commit("change", files or {"src/a.py": f"a = 2  # {name}\n"}, author=by)


def test_what_nobody_signed_waits_and_is_recorded(server: Server, work: Work) -> None:
    head = change(work)
    done = server.ask(work, ("work", MAIN))
    assert done.code == 1
    assert "wait" in done.said and "a sign-off by one person" in done.said and "cheapest way to green" in done.said
    assert server.movements()[-1][:5] == (MAIN, work.rev("main"), head, "refused", "wait")
    assert server.value(MAIN) == work.rev("main")


def test_a_signed_change_lands_and_uses_its_sign_off_up(server: Server, work: Work) -> None:
    base, head = work.rev("main"), change(work)
    id_ = write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES))
    assert done.code == 0, done.said
    decided, landed = server.entries("decided")[-1], server.entries("landed")[-1]
    assert (decided["old"], decided["new"], decided["verdict"], decided["form"]) == (base, head, "allow", "forward")
    assert decided["statements"] == [id_] and landed["spent"] == [id_]
    assert server.read(lambda ledger: ledger.statements(ids=[id_]))[0].spent_by is not None
    assert server.movements()[-1].state == "landed"


def test_statements_may_come_before_the_change(server: Server, work: Work) -> None:
    change(work)
    write(work, "signoff", "ben", "work")
    assert server.ask(work, (NOTES, NOTES)).code == 0
    work.git("update-ref", "-d", NOTES)
    assert server.ask(work, ("work", MAIN)).code == 0


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
    assert done.code == 1 and "Ben Sample" in done.said
    assert server.ask(work, ("work", MAIN), (NOTES, NOTES), by="ada").code == 0


def test_a_pusher_whom_nobody_knows_blocks_independence(server: Server, work: Work) -> None:
    change(work)
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES), by="stranger")
    assert done.code == 1 and "login:stranger" in done.said
    assert server.entries("decided")[-1]["verdict"] == "cannot_tell"


def test_commits_of_which_nobody_knows_who_brought_them_block_it_too(server: Server, work: Work) -> None:
    change(work)
    server.take(work, "work", "refs/heads/work")
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES))
    assert done.code == 1 and "unknown:pusher" in done.said


def test_an_evil_merge_is_not_what_was_signed(server: Server, work: Work) -> None:
    change(work)
    write(work, "signoff", "ben", "work")
    server.ask(work, ("work", "refs/heads/work"))
    work.switch("main")
    honest = work.merge("work", by=ADA)
    evil = work.tree(
        *[(line.split()[0], line.split()[2], line.split("\t")[1]) for line in work.git("ls-tree", "-r", honest).split("\n")],
        ("100644", work.blob("import os\n"), "src/evil.py"),
    )  # fmt: skip
    land = work.raw_commit(evil, "Merge", *work.git("show", "-s", "--format=%P", honest).split(), author=ADA)
    done = server.ask(work, (land, MAIN), (NOTES, NOTES))
    assert done.code == 1 and server.entries("decided")[-1]["change"]["head"] == land


def test_content_that_slips_in_after_the_sign_off_is_refused(server: Server, work: Work) -> None:
    change(work)
    write(work, "signoff", "ben", "work")
    work.commit("slip", {"src/c.py": "c\n"})
    assert server.ask(work, ("work", MAIN), (NOTES, NOTES)).code == 1
    assert server.ask(work, ("work~1", MAIN), (NOTES, NOTES)).code == 0


def test_several_landings_are_judged_in_order(server: Server, work: Work) -> None:
    change(work, "one", {"src/one.py": "1\n"})
    first = write(work, "signoff", "ben", "one")
    work.switch("main")
    work.merge("one")
    middle = work.rev("main")
    change(work, "two", {"src/two.py": "2\n"})
    second = write(work, "signoff", "ben", "two", base="main")
    work.switch("main")
    work.merge("two")
    assert server.ask(work, ("main", MAIN), (NOTES, NOTES)).code == 0
    decided = server.entries("decided")[-1]
    assert [part["new"] for part in decided["parts"]] == [middle, work.rev("main")]
    assert set(server.entries("landed")[-1]["spent"]) == {first, second}


def test_one_bad_landing_of_several_stops_them_all(server: Server, work: Work) -> None:
    change(work, "one", {"src/one.py": "1\n"})
    write(work, "signoff", "ben", "one")
    work.switch("main")
    work.merge("one")
    change(work, "two", {"src/two.py": "2\n"})
    work.switch("main")
    work.merge("two")
    done = server.ask(work, ("main", MAIN), (NOTES, NOTES))
    assert done.code == 1 and "1 landing of it would be allowed; this one is not" in done.said


def test_linear_landings_end_where_a_signed_difference_is_complete(server: Server, work: Work) -> None:
    base = work.rev("main")
    change(work, "one", {"src/one.py": "1\n"})
    write(work, "signoff", "ben", "one", base=base)
    one = work.rev("one")
    work.switch("two", "one")
    work.commit("a", {"src/two.py": "2\n"})
    work.commit("b", {"src/two.py": "3\n"})
    write(work, "signoff", "cleo", "two", base=one)
    assert server.ask(work, ("two", MAIN), (NOTES, NOTES)).code == 0
    assert [part["new"] for part in server.entries("decided")[-1]["parts"]] == [one, work.rev("two")]


def test_land_revert_and_land_again_needs_a_second_sign_off_even_in_one_push(server: Server, work: Work) -> None:
    base = work.rev("main")
    change(work, "one", {"src/one.py": "1\n"})
    write(work, "signoff", "ben", "one")
    work.switch("main")
    work.merge("one")
    undo = work.raw_commit(work.rev(f"{base}^{{tree}}"), "undo", "main")
    write(work, "signoff", "ben", undo, base="main", nonce="1" * 32)
    again = work.raw_commit(work.rev("one^{tree}"), "again", undo)
    work.commit("keep apart", {"src/z.py": "z\n"})
    top = work.raw_commit(work.rev("main^{tree}"), "more", again)
    done = server.ask(work, (top, MAIN), (NOTES, NOTES))
    assert done.code == 1


def test_a_revert_and_a_re_land_need_new_sign_offs(server: Server, work: Work) -> None:
    base = work.rev("main")
    change(work, "one", {"src/one.py": "1\n"})
    write(work, "signoff", "ben", "one")
    work.switch("main")
    work.merge("one")
    assert server.ask(work, ("main", MAIN), (NOTES, NOTES), ("one", "refs/heads/one")).code == 0
    undo = work.raw_commit(work.rev(f"{base}^{{tree}}"), "undo", "main")
    assert server.ask(work, (undo, MAIN), (NOTES, NOTES)).code == 1
    write(work, "signoff", "ben", undo, base="main", nonce="1" * 32)
    assert server.ask(work, (undo, MAIN), (NOTES, NOTES)).code == 0
    again = work.raw_commit(work.rev("one^{tree}"), "again", undo)
    assert server.ask(work, (again, MAIN)).code == 1


@pytest.mark.parametrize("by_whom", ["nothing", "another target", "another repository"])
def test_a_sign_off_for_something_else_does_not_count(server: Server, work: Work, by_whom: str) -> None:
    change(work)
    if by_whom == "another target":
        write(work, "signoff", "ben", "work", target="refs/heads/other")
    if by_whom == "another repository":
        write(work, "signoff", "ben", "work", identity="cd" * 16)
    notes = [(NOTES, NOTES)] if by_whom == "another target" else []
    assert server.ask(work, ("work", MAIN), *notes).code == 1
    if by_whom == "another repository":
        assert IDENTITY in server.ask(work, (NOTES, NOTES)).said


def test_the_policy_is_never_the_pushed_one(server: Server, work: Work) -> None:
    lax = POLICY.replace("count: 1, proof: signed", "count: 1, proof: review").replace("src/**", "none/**")
    change(work, files={".paraph/policy.yaml": lax, "src/a.py": "a = 3\n"})
    done = server.ask(work, ("work", MAIN))
    assert done.code == 1 and "critical" in done.said


def test_a_policy_that_cannot_be_read_does_not_get_in(server: Server, work: Work) -> None:
    change(work, files={".paraph/policy.yaml": "version: 1\nmode: enforce\nrules: [{name: x}]\n"})
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES))
    assert done.code == 1 and "could not be used" in done.said


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda work: work.raw_commit(work.rev("main^{tree}"), "new history"), "never rewritten"),
        (lambda work: foxtrot(work), "first-parent history leaves out"),
        (lambda work: octopus(work), "several lines of work at once"),
        (lambda work: "", "never deleted"),
    ],
)
def test_how_a_protected_branch_never_moves(
    server: Server, work: Work, build: Callable[[Work], str], words: str
) -> None:
    done = server.ask(work, (build(work), MAIN))
    assert done.code == 1 and words in " ".join(done.said.split())
    assert server.movements()[-1][3:5] == ("refused", "deny")


def foxtrot(work: Work) -> str:
    before = work.raw_commit(work.rev("main^{tree}"), "work that began elsewhere")
    return work.raw_commit(work.rev("main^{tree}"), "merge main", before, work.rev("main"))


def octopus(work: Work) -> str:
    return work.raw_commit(work.rev("main^{tree}"), "m", "main", change(work, "a"), change(work, "b"))


def test_a_branch_that_moved_meanwhile_is_not_judged(server: Server, work: Work) -> None:
    head = change(work)
    old = "1" * 40
    objects = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": str(work.path / ".git/objects"), "REMOTE_USER": "ada"}
    done = server.call("pre-receive", [(old, head, MAIN)], env=objects)
    assert done.code == 1 and "has moved since" in done.said


def test_other_refs_pass_and_only_who_brought_them_is_recorded(server: Server, work: Work) -> None:
    head = change(work)
    assert server.ask(work, ("work", "refs/heads/work")) == (0, "")
    assert server.read(lambda ledger: ledger.introducers([head])) == {head: "login:ada"}
    assert server.ask(work, ("work", "refs/heads/again"), by="ben").code == 0
    assert server.read(lambda ledger: ledger.introducers([head])) == {head: "login:ada"}
    assert server.ask(work, ("", "refs/heads/again")).code == 0


@pytest.mark.parametrize("ref", ["refs/replace/" + "1" * 40, "refs/paraph/heads/x", "refs/notes/paraph/other"])
def test_the_server_s_own_names_are_closed(server: Server, work: Work, ref: str) -> None:
    done = server.ask(work, ("main", ref))
    assert done.code == 1 and ref in done.said


def test_one_refused_ref_holds_up_the_whole_push(server: Server, work: Work) -> None:
    server.install("--protect", "main", "--protect", "release/*")
    head = change(work)
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES), ("", "refs/heads/x"), ("main", "refs/replace/" + "1" * 40))
    assert done.code == 1 and "main could have moved: push it by itself" in done.said
    decided = server.entries("decided")[-1]
    assert decided["verdict"] == "allow" and decided["withheld_by"].startswith("refs/replace/")
    assert server.movements()[-1].state == "refused"
    assert server.entries("statement") == []
    assert server.call("reference-transaction prepared", [(work.rev("main"), head, MAIN)]).code == 1


def test_a_new_protected_branch_brings_nothing_new_or_is_judged(server: Server, work: Work) -> None:
    server.install("--protect", "main", "--protect", "release/*")
    assert server.ask(work, ("main", "refs/heads/release/1")).code == 0
    assert server.entries("decided")[-1]["form"] == "create"
    head = change(work)
    assert server.ask(work, ("work", "refs/heads/release/2")).code == 1
    write(work, "signoff", "ben", "work", target="refs/heads/release/2")
    assert server.ask(work, ("work", "refs/heads/release/2"), (NOTES, NOTES)).code == 0
    assert server.value("refs/heads/release/2") == head
    orphan = work.raw_commit(work.rev("main^{tree}"), "nothing before")
    assert server.ask(work, (orphan, "refs/heads/release/3")).code == 1


def test_protected_tags_are_made_once_on_what_has_landed(server: Server, work: Work) -> None:
    server.install("--protect", "main", "--protect", "refs/tags/v*")
    work.git("tag", "-a", "v1", "-m", "one", "main")
    assert server.ask(work, ("v1", "refs/tags/v1")).code == 0
    change(work)
    done = server.ask(work, ("work", "refs/tags/v2"))
    assert done.code == 1 and "has not landed" in done.said
    assert "never moved" in server.ask(work, ("main", "refs/tags/v1")).said
    assert "never deleted" in server.ask(work, ("", "refs/tags/v1")).said
    assert server.ask(work, ("work", "refs/tags/other")).code == 0
    work.git("tag", "blob", work.rev("HEAD:src/a.py"))
    assert server.ask(work, ("refs/tags/blob", "refs/tags/v3")).code == 1


def test_a_tag_may_come_with_the_movement_it_names(server: Server, work: Work) -> None:
    server.install("--protect", "main", "--protect", "refs/tags/v*")
    change(work)
    write(work, "signoff", "ben", "work")
    assert server.ask(work, ("work", MAIN), ("work", "refs/tags/v1"), (NOTES, NOTES)).code == 0


def test_a_policy_that_only_watches_holds_nobody_up(server: Server, work: Work, tmp_path: Path) -> None:
    quiet = POLICY.replace("mode: enforce", "mode: shadow")
    change(work, files={".paraph/policy.yaml": quiet})
    server.take(work, "work", MAIN)
    work.git("branch", "-f", "main", "work")
    server.install()
    change(work, "next")
    done = server.ask(work, ("next", MAIN))
    assert done.code == 0 and "no rule is enforced" in done.said and "would wait" in done.said
    assert server.entries("decided")[-1]["excepted"] == "no rule of the policy is enforced"
    assert server.movements()[-1].state == "excepted"
