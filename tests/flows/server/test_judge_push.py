"""Pushes to protected refs, as git's calls of the hooks judge them: what goes in, and what is recorded."""

from __future__ import annotations

import pytest

from gitbuild import GitRepo
from serverside import IDENTITY, MAIN, NOTES, POLICY, Server, change, write

Work = GitRepo


def test_what_nobody_signed_waits_and_is_recorded(server: Server, work: Work) -> None:
    head = change(work)
    done = server.ask(work, ("work", MAIN))
    assert done.code == 1
    assert "wait" in done.said
    assert "a sign-off by one person" in done.said
    assert "cheapest way to green" in done.said
    assert server.movements()[-1][:5] == (MAIN, work.rev("main"), head, "refused", "wait")
    assert server.value(MAIN) == work.rev("main")


def test_a_signed_change_lands_and_uses_its_sign_off_up(server: Server, work: Work) -> None:
    base, head = work.rev("main"), change(work)
    id_ = write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES))
    assert done.code == 0, done.said
    decided, landed = server.entries("decided")[-1], server.entries("landed")[-1]
    assert (decided["old"], decided["new"], decided["verdict"], decided["form"]) == (base, head, "allow", "forward")
    assert decided["statements"] == [id_]
    assert landed["spent"] == [id_]
    assert server.read(lambda ledger: ledger.statements(ids=[id_]))[0].spent_by is not None
    assert server.movements()[-1].state == "landed"


def test_statements_may_come_before_the_change(server: Server, work: Work) -> None:
    change(work)
    write(work, "signoff", "ben", "work")
    assert server.ask(work, (NOTES, NOTES)).code == 0
    work.git("update-ref", "-d", NOTES)
    assert server.ask(work, ("work", MAIN)).code == 0


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
    assert done.code == 1
    assert "critical" in done.said


def test_a_branch_that_moved_meanwhile_is_not_judged(server: Server, work: Work) -> None:
    head = change(work)
    old = "1" * 40
    objects = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": str(work.path / ".git/objects"), "REMOTE_USER": "ada"}
    done = server.call("pre-receive", [(old, head, MAIN)], env=objects)
    assert done.code == 1
    assert "has moved since" in done.said


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
    assert done.code == 1
    assert ref in done.said


def test_commits_that_came_in_under_any_name_are_known_by_who_brought_them(server: Server, work: Work) -> None:
    head = change(work)
    write(work, "signoff", "ben", "work")
    assert server.ask(work, ("work", "refs/notes/hidden"), by="ben").code == 0
    assert server.read(lambda ledger: ledger.introducers([head])) == {head: "login:ben"}
    assert server.ask(work, ("work", MAIN), (NOTES, NOTES), by="ada").code == 1


def test_one_refused_ref_holds_up_the_whole_push(server: Server, work: Work) -> None:
    server.install("--protect", "main", "--protect", "release/*")
    head = change(work)
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES), ("", "refs/heads/x"), ("main", "refs/replace/" + "1" * 40))
    assert done.code == 1
    assert "main could have moved: push it by itself" in done.said
    decided = server.entries("decided")[-1]
    assert decided["verdict"] == "allow"
    assert decided["withheld_by"].startswith("refs/replace/")
    assert server.movements()[-1].state == "refused"
    assert server.entries("statement") == []
    assert server.call("reference-transaction prepared", [(work.rev("main"), head, MAIN)]).code == 1
