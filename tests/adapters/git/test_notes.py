from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.notes import GitNotes
from paraph.core.errors import InputError, ReadError
from paraph.core.model.refs import STATEMENTS_REF
from paraph.ports.statements import Carried

SHORT = "paraph/statements"


def held(repo: GitRepo, commits: list[str] | None = None) -> list[tuple[str, bytes]]:
    with GitNotes(str(repo.path)) as notes:
        return sorted((each.commit, each.envelope) for each in notes.carried(commits))


def add(repo: GitRepo, *pairs: tuple[str, bytes]) -> None:
    with GitNotes(str(repo.path)) as notes:
        notes.add(Carried(*pair) for pair in pairs)


def test_there_is_nothing_at_first(git_repo: GitRepo) -> None:
    git_repo.commit("one")
    assert held(git_repo) == []


def test_what_is_added_is_read_again_and_git_reads_it_too(git_repo: GitRepo) -> None:
    head = git_repo.commit("one")
    add(git_repo, (head, b'{"b":1}'), (head, b'{"a":1}'))
    add(git_repo, (head, b'{"a":1}'))
    assert held(git_repo) == [(head, b'{"a":1}'), (head, b'{"b":1}')]
    assert git_repo.git("notes", f"--ref={SHORT}", "show", head) == '{"a":1}\n{"b":1}'
    assert git_repo.git("rev-list", "--count", STATEMENTS_REF) == "1"


def test_only_the_notes_of_some_commits_are_read(git_repo: GitRepo) -> None:
    one, two = git_repo.commit("one"), git_repo.commit("two")
    add(git_repo, (one, b"1"), (two, b"2"))
    assert held(git_repo, [two]) == [(two, b"2")]
    assert held(git_repo, ["0" * 40]) == []


@pytest.mark.parametrize("path", ["{0}", "{1}/{2}", "{1}/{3}/{4}"])
def test_notes_are_read_in_any_depth_and_stay_where_they_are(git_repo: GitRepo, path: str) -> None:
    head = git_repo.commit("one")
    place = path.format(head, head[:2], head[2:], head[2:4], head[4:])
    tree = git_repo.tree(("100644", git_repo.blob("kept\n"), place), ("100644", git_repo.blob("x"), "README"))
    git_repo.git("update-ref", STATEMENTS_REF, git_repo.raw_commit(tree, "notes"))
    add(git_repo, (head, b"new"))
    assert held(git_repo) == [(head, b"kept"), (head, b"new")]
    assert git_repo.git("ls-tree", "-r", "--name-only", STATEMENTS_REF).splitlines() == sorted([place, "README"])


def test_a_note_in_two_folders_is_one_note(git_repo: GitRepo) -> None:
    head = git_repo.commit("one")
    entries = [
        ("100644", git_repo.blob(f"{text}\n"), place) for text, place in (("a", head), ("b", f"{head[:2]}/{head[2:]}"))
    ]
    git_repo.git("update-ref", STATEMENTS_REF, git_repo.raw_commit(git_repo.tree(*entries), "notes"))
    assert held(git_repo) == [(head, b"a"), (head, b"b")]
    add(git_repo, (head, b"c"))
    assert held(git_repo) == [(head, b"a"), (head, b"b"), (head, b"c")]
    assert len(git_repo.git("ls-tree", "-r", "--name-only", STATEMENTS_REF).splitlines()) == 1


def test_notes_that_git_itself_wrote_and_merged_are_read(git_repo: GitRepo) -> None:
    head, other = git_repo.commit("one"), git_repo.commit("two")
    git_repo.git("notes", f"--ref={SHORT}", "add", "-m", "mine", head)
    git_repo.git("update-ref", "refs/notes/theirs", STATEMENTS_REF)
    git_repo.git("notes", "--ref=theirs", "append", "-m", "theirs", head)
    add(git_repo, (head, b"ours"), (other, b"more"))
    git_repo.git("notes", f"--ref={SHORT}", "merge", "-q", "-s", "cat_sort_uniq", "theirs")
    assert held(git_repo) == sorted([(head, b"mine"), (head, b"ours"), (head, b"theirs"), (other, b"more")])


def test_many_notes_that_git_put_into_folders_are_read(git_repo: GitRepo) -> None:
    commits = [git_repo.raw_commit(git_repo.tree(), f"{number}") for number in range(40)]
    stream = [f"commit {STATEMENTS_REF}\ncommitter A <a@example.test> 0 +0000\ndata 0\n"]
    stream += [f"N inline {commit}\ndata 2\nx\n\n" for commit in commits]
    git_repo.git("fast-import", "--quiet", stdin="".join(stream))
    assert held(git_repo) == sorted((commit, b"x") for commit in commits)


def test_a_tree_that_never_ends_is_refused(git_repo: GitRepo) -> None:
    head = git_repo.commit("one")
    below = git_repo.git("mktree", stdin="")
    for _ in range(19):
        below = git_repo.git("mktree", stdin="".join(f"040000 tree {below}\t{n:02x}\n" for n in range(256)))
    git_repo.git("update-ref", STATEMENTS_REF, git_repo.raw_commit(below, "notes"))
    with pytest.raises(ReadError, match="repeat"):
        held(git_repo)
    assert held(git_repo, [head]) == []


def test_nothing_of_the_repository_bends_what_is_written(git_repo: GitRepo) -> None:
    head = git_repo.commit("one", {".gitattributes": "* text eol=crlf filter=evil\n"})
    hooks = git_repo.path / ".git" / "hooks"
    hook = hooks / "reference-transaction"
    hooks.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    git_repo.git("config", "filter.evil.clean", "echo evil")
    git_repo.git("config", "core.autocrlf", "true")
    add(git_repo, (head, b'{"a":1}'))
    assert git_repo.git("cat-file", "blob", f"{STATEMENTS_REF}:{head[:2]}/{head[2:]}") == '{"a":1}'


def test_its_commits_bear_the_user_s_own_name(git_repo: GitRepo) -> None:
    head = git_repo.commit("one")
    add(git_repo, (head, b"a"))
    assert git_repo.git("log", "-1", "--format=%an <%ae>", STATEMENTS_REF) == "Ada Sample <ada@example.test>"


@pytest.mark.parametrize(
    "one", [Carried("abc", b"x"), Carried("0" * 40, b"a\nb"), Carried("0" * 40, b" "), Carried("0" * 39 + "X", b"a")]
)
def test_what_is_no_statement_is_refused(git_repo: GitRepo, one: Carried) -> None:
    with GitNotes(str(git_repo.path)) as notes, pytest.raises(InputError):
        notes.add([one])


def test_many_who_add_at_once_lose_nothing(git_repo: GitRepo) -> None:
    head = git_repo.commit("one")
    failures: list[BaseException] = []

    def work(name: int) -> None:
        try:
            for number in range(4):
                add(git_repo, (head, f"{name}-{number}".encode()))
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {line for _, line in held(git_repo)} == {f"{a}-{b}".encode() for a in range(4) for b in range(4)}


def test_a_ref_that_cannot_be_written_is_told(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    head = git_repo.commit("one")
    git_repo.git("update-ref", "refs/notes/paraph", head)
    monkeypatch.setattr("paraph.adapters.git.notes_writer.TRIES", 2)
    with pytest.raises(ReadError, match="could not be moved"):
        add(git_repo, (head, b"a"))


def history(repo: GitRepo, *steps: Callable[[], None]) -> list[str]:
    tips = []
    for step in steps:
        step()
        tips.append(repo.rev(STATEMENTS_REF))
    return tips


def test_an_addition_keeps_every_line(git_repo: GitRepo) -> None:
    one, two = git_repo.commit("one"), git_repo.commit("two")
    base, more, other = history(
        git_repo,
        lambda: add(git_repo, (one, b"a")),
        lambda: add(git_repo, (one, b"b")),
        lambda: add(git_repo, (two, b"c")),
    )
    with GitNotes(str(git_repo.path)) as notes:
        assert all(notes.is_addition(old, base) for old in ("", "0" * 40))
        assert notes.is_addition(base, other)
        assert notes.is_addition(more, more)
        assert not any(notes.is_addition(more, new) for new in (base, "0" * 40, ""))
        assert set(notes.added(base, other)) == {Carried(one, b"b"), Carried(two, b"c")}
        assert [*notes.added(more, other)] == [Carried(two, b"c")]
        assert [*notes.added(more, more)] == [*notes.added(other, base)] == []
        assert [*notes.added("", more)] == [*notes.added("0" * 40, more)] == [Carried(one, b"a"), Carried(one, b"b")]


def rewritten(repo: GitRepo, path: str, content: str | None) -> str:
    entries = [] if content is None else [("100644", repo.blob(content), path)]
    return repo.raw_commit(repo.tree(*entries), "notes", repo.rev(STATEMENTS_REF))


@pytest.mark.parametrize(
    ("content", "moves", "is_addition"),
    [
        ("a\nb\n", False, True),
        ("b\na\nc\n", True, True),
        ("a \nb\n", False, False),
        ("b\n", False, False),
        ("", False, False),
        (None, False, False),
        ("a\nb", True, True),
    ],
)
def test_what_an_addition_is(git_repo: GitRepo, content: str | None, moves: bool, is_addition: bool) -> None:
    head = git_repo.commit("one")
    add(git_repo, (head, b"a"), (head, b"b"))
    old = git_repo.rev(STATEMENTS_REF)
    new = rewritten(git_repo, head if moves else f"{head[:2]}/{head[2:]}", content)
    with GitNotes(str(git_repo.path)) as notes:
        assert notes.is_addition(old, new) is is_addition


def test_two_histories_are_joined(git_repo: GitRepo) -> None:
    one, two = git_repo.commit("one"), git_repo.commit("two")
    add(git_repo, (one, b"a"))
    first = git_repo.rev(STATEMENTS_REF)
    add(git_repo, (one, b"b"), (two, b"d"))
    mine = git_repo.rev(STATEMENTS_REF)
    git_repo.git("update-ref", STATEMENTS_REF, first)
    add(git_repo, (one, b"c"))
    theirs = git_repo.rev(STATEMENTS_REF)
    with GitNotes(str(git_repo.path)) as notes:
        notes.absorb(mine)
        assert sorted(each.envelope for each in notes.carried()) == [b"a", b"b", b"c", b"d"]
        assert all(notes.is_addition(each, notes.tip()) for each in (mine, theirs))
        assert git_repo.git("rev-list", "--parents", "-1", STATEMENTS_REF).split()[1:] == [theirs, mine]
        joined = notes.tip()
        notes.absorb(mine)
        assert notes.tip() == joined


def test_a_history_behind_or_ahead_needs_no_joining(git_repo: GitRepo) -> None:
    head = git_repo.commit("one")
    add(git_repo, (head, b"a"))
    old = git_repo.rev(STATEMENTS_REF)
    add(git_repo, (head, b"b"))
    new = git_repo.rev(STATEMENTS_REF)
    with GitNotes(str(git_repo.path)) as notes:
        notes.absorb(old)
        assert notes.tip() == new
        git_repo.git("update-ref", STATEMENTS_REF, old)
        notes.absorb(new)
        assert notes.tip() == new
        git_repo.git("update-ref", "-d", STATEMENTS_REF)
        notes.absorb(old)
        assert notes.tip() == old


def test_a_bare_repository_and_sha256_work_alike(tmp_path: Path) -> None:
    folder = tmp_path / "bare.git"
    folder.mkdir()
    GitRepo(tmp_path / "seed").git("init", "--quiet", "--bare", "--object-format=sha256", str(folder))
    at = "ab" * 32
    with GitNotes(str(folder)) as notes:
        notes.add([Carried(at, b"a")])
        assert list(notes.carried()) == [(at, b"a")]


def test_a_note_too_large_is_told(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    head = git_repo.commit("one")
    add(git_repo, (head, b"a" * 100))
    monkeypatch.setattr("paraph.adapters.git.notes_tree.NOTE_BYTES", 50)
    with pytest.raises(ReadError, match="statements at"):
        held(git_repo)
