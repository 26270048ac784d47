"""Threats 6 to 12, 16 and 25 at a server: does a push bring anything that nobody answered for?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import BEN, GitRepo
from serverside import KEYS, MAIN, NOTES, PEOPLE, POLICY, RULES, Server, write

SIGNED = {"src/a.py": "a = 2\n", "src/b.py": "b = 2\n"}
EVIL = {"src/evil.py": "evil\n"}
Deed = Callable[[GitRepo], str]


@pytest.fixture
def work(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n", "src/c.py": "c = 1\n", "docs/a.md": "a\n"})
    git_repo.switch("work", "main")
    git_repo.commit("signed", SIGNED)
    write(git_repo, "signoff", "ben", "work")
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    work.switch("main")
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(work, "--protect", "main", "--protect", "release/*")
    return made


def with_(work: GitRepo, *parents: str, **files: str | None) -> str:
    """A commit with the signed tree and some files changed in it, on any parents."""
    work.switch("made", parents[0])
    work.git("read-tree", "--reset", "-u", "work")
    work.stage({name.replace("__", "/").replace("_py", ".py"): text for name, text in files.items()})
    return work.raw_commit(work.git("write-tree"), "made", *map(work.rev, parents))


def a_file_more(work: GitRepo) -> str:
    work.switch("work")
    return work.commit("one more", EVIL)


def an_amended_file(work: GitRepo) -> str:
    return with_(work, "main", src__a_py="a = 3\n")


def a_squash_with_a_file_more(work: GitRepo) -> str:
    return with_(work, "main", src__evil_py="evil\n")


def a_squash_with_a_file_less(work: GitRepo) -> str:
    return with_(work, "main", src__b_py=None)


def a_mode_more(work: GitRepo) -> str:
    work.switch("made", "main")
    work.git("read-tree", "--reset", "-u", "work")
    work.git("update-index", "--chmod=+x", "src/c.py")
    return work.raw_commit(work.git("write-tree"), "made", work.rev("main"))


def an_evil_merge(work: GitRepo) -> str:
    return with_(work, "main", "work", src__evil_py="evil\n")


def a_merge_that_leaves_out_half(work: GitRepo) -> str:
    return with_(work, "main", "work", src__b_py=None)


def a_merge_that_erases_what_was_there(work: GitRepo) -> str:
    return with_(work, "main", "work", src__c_py=None)


def a_merge_the_other_way_round(work: GitRepo) -> str:
    work.switch("main")
    work.commit("elsewhere", {"src/c.py": "c = 2\n"})
    return with_(work, "work", "main", src__c_py="c = 2\n")


def an_octopus(work: GitRepo) -> str:
    work.switch("side", "main")
    work.commit("side", {"docs/b.md": "b\n"})
    return with_(work, "main", "work", "side")


def an_octopus_behind_what_was_signed(work: GitRepo) -> str:
    sides = []
    for name in ("left", "right"):
        work.switch(name, "main")
        sides.append(work.commit(name, {f"docs/{name}.md": "x\n"}))
    work.git("branch", "odd", work.raw_commit(work.git("rev-parse", "work^{tree}"), "odd", work.rev("main"), *sides))
    return work.raw_commit(work.git("rev-parse", "work^{tree}"), "made", work.rev("main"), work.rev("odd"))


def another_root(work: GitRepo) -> str:
    return work.raw_commit(work.rev("work^{tree}"), "root")


def a_graft_of_another_history(work: GitRepo) -> str:
    root = work.raw_commit(work.rev("work^{tree}"), "root")
    return work.raw_commit(work.rev("work^{tree}"), "joined", root, work.rev("main"))


def a_landing_that_nobody_signed_before(work: GitRepo) -> str:
    work.switch("side", "main")
    evil = work.commit("evil", EVIL)
    work.switch("two", evil)
    return work.merge("work")


def a_landing_that_nobody_signed_after(work: GitRepo) -> str:
    work.switch("two", "main")
    work.merge("work")
    return work.commit("evil", EVIL)


def a_looser_policy_with_it(work: GitRepo) -> str:
    work.switch("work")
    return work.commit("loose", {".paraph/policy.yaml": POLICY.replace("mode: enforce", "mode: advise"), **EVIL})


def a_key_with_it(work: GitRepo) -> str:
    mine = PEOPLE.replace(KEYS["ben"].public.text, KEYS["dan"].public.text)
    work.switch("work")
    head = work.commit("my key", {".paraph/people.yaml": mine})
    write(work, "signoff", "ben", "work", signers=("dan",))
    return head


def owners_at_another_place_with_it(work: GitRepo) -> str:
    work.switch("work")
    return work.commit("owners", {"docs/CODEOWNERS": "* @ada\n"})


def what_one_signed_oneself(work: GitRepo) -> str:
    work.switch("own", "main")
    head = work.commit("own", EVIL, author=BEN)
    write(work, "signoff", "ben", "own")
    return head


def what_was_signed_for_another_branch(work: GitRepo) -> str:
    work.switch("own", "main")
    head = work.commit("own", EVIL)
    write(work, "signoff", "ben", "own", target="refs/heads/release/2")
    return head


def what_another_repository_signed(work: GitRepo) -> str:
    work.switch("own", "main")
    head = work.commit("own", EVIL)
    write(work, "signoff", "ben", "own", identity="cd" * 16)
    return head


DEEDS = [
    a_file_more, an_amended_file, a_squash_with_a_file_more, a_squash_with_a_file_less, a_mode_more, an_evil_merge,
    a_merge_that_leaves_out_half, a_merge_that_erases_what_was_there, a_merge_the_other_way_round, an_octopus,
    another_root, a_graft_of_another_history, a_landing_that_nobody_signed_before,
    a_landing_that_nobody_signed_after, a_looser_policy_with_it, a_key_with_it,
    owners_at_another_place_with_it, what_one_signed_oneself, what_was_signed_for_another_branch,
    what_another_repository_signed,
]  # fmt: skip


@pytest.mark.parametrize(("deed", "ref"), [
    *((deed, MAIN) for deed in DEEDS), (an_evil_merge, "refs/heads/release/1"), (a_key_with_it, "refs/heads/release/1"),
])  # fmt: skip
def test_nothing_comes_in_beside_what_was_signed(server: Server, work: GitRepo, deed: Deed, ref: str) -> None:
    start = work.rev("main")
    made = deed(work)
    work.git("switch", "--quiet", "--discard-changes", "--detach", made)
    work.git("branch", "-f", "main", start)
    done = server.ask(work, (made, ref), (NOTES, NOTES), by="cleo", lands=False)
    assert done.code != 0, done.said
    assert "Traceback" not in done.said


def a_squash(work: GitRepo) -> str:
    return with_(work, "main")


def a_merge(work: GitRepo) -> str:
    return with_(work, "main", "work")


def the_branch(work: GitRepo) -> str:
    return work.rev("work")


@pytest.mark.parametrize("deed", [a_squash, a_merge, the_branch], ids=lambda deed: deed.__name__)
def test_what_was_signed_comes_in_on_every_good_way(server: Server, work: GitRepo, deed: Deed) -> None:
    made = deed(work)
    assert server.ask(work, ("work", "refs/heads/work")).code == 0
    done = server.ask(work, (made, MAIN), (NOTES, NOTES), by="cleo", lands=False)
    assert done.code == 0, done.said


def test_no_octopus_comes_in_behind_what_was_signed(server: Server, work: GitRepo) -> None:
    assert server.ask(work, ("work", "refs/heads/work")).code == 0
    made = an_octopus_behind_what_was_signed(work)
    done = server.ask(work, (made, MAIN), (NOTES, NOTES), by="cleo", lands=False)
    assert done.code != 0
    assert "several lines of work at once" in done.said
