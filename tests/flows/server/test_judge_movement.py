"""How protected branches and tags move, and how they never do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import GitRepo
from serverside import MAIN, NOTES, POLICY, Server, change, write

Work = GitRepo


def foxtrot(work: Work) -> str:
    before = work.raw_commit(work.rev("main^{tree}"), "work that began elsewhere")
    return work.raw_commit(work.rev("main^{tree}"), "merge main", before, work.rev("main"))


def octopus(work: Work) -> str:
    return work.raw_commit(work.rev("main^{tree}"), "m", "main", change(work, "a"), change(work, "b"))


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
    assert done.code == 1
    assert "1 landing of it would be allowed; this one is not" in done.said


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


def test_a_policy_that_cannot_be_read_does_not_get_in(server: Server, work: Work) -> None:
    change(work, files={".paraph/policy.yaml": "version: 1\nmode: enforce\nrules: [{name: x}]\n"})
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES))
    assert done.code == 1
    assert "could not be used" in done.said


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda work: work.raw_commit(work.rev("main^{tree}"), "new history"), "never rewritten"),
        (foxtrot, "first-parent history leaves out"),
        (octopus, "several lines of work at once"),
        (lambda work: "", "never deleted"),
    ],
)
def test_how_a_protected_branch_never_moves(
    server: Server, work: Work, build: Callable[[Work], str], words: str
) -> None:
    done = server.ask(work, (build(work), MAIN))
    assert done.code == 1
    assert words in " ".join(done.said.split())
    assert server.movements()[-1][3:5] == ("refused", "deny")


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
    assert done.code == 1
    assert "has not landed" in done.said
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
    assert done.code == 0
    assert "no rule is enforced" in done.said
    assert "would wait" in done.said
    assert server.entries("decided")[-1]["excepted"] == "no rule of the policy is enforced"
    assert server.movements()[-1].state == "excepted"
