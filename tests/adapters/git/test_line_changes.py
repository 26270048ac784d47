from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from gitbuild import GitRepo
from paraph.adapters.git import line_changes as line_changes_module
from paraph.adapters.git.line_changes import KEPT_BYTES, WINDOW, Lines
from paraph.adapters.git.names import decode_path
from paraph.adapters.git.reader import GitRepository
from paraph.adapters.git.runner import Place, launch
from paraph.adapters.process.run import Limits, Running
from paraph.core.detect.lines.spans import carried
from paraph.core.errors import ReadError
from paraph.core.model.attribution import FileChange, Hunk, Span

EVIL = """diff --git a/x b/x
index 1..2 100644
--- a/x
+++ b/x
@@ -1,3 +1,9 @@
end of these
\\ No newline at end of file
Binary files a/x and b/x differ
:100644 100644 1 2 M\tx
"""


def changes(repo: GitRepo, *pairs: tuple[str, str]) -> list[tuple[FileChange, ...]]:
    with GitRepository(str(repo.path)) as reader:
        return [each.files for each in reader.line_changes(pairs)]


def one(repo: GitRepo, before: dict[str, str | bytes | None], after: dict[str, str | bytes | None]) -> list[FileChange]:
    old = repo.commit("before", before)
    new = repo.commit("after", after)
    (files,) = changes(repo, (old, new))
    return list(files)


def test_hunks_are_in_our_notation(git_repo: GitRepo) -> None:
    before, after = "1\n2\n3\n4\n5\n6\n", "0\n1\n3\nfour\n5\n6\n7\n"
    found = one(git_repo, {"a": before}, {"a": after})
    hunks = (Hunk(1, 0, 1, 1), Hunk(2, 1, 3, 0), Hunk(4, 1, 4, 1), Hunk(7, 0, 7, 1))
    assert found == [FileChange("a", "a", hunks)]


def test_files_come_go_and_are_emptied(git_repo: GitRepo) -> None:
    found = one(
        git_repo, {"gone": "1\n2\n", "full": "1\n", "empty": ""}, {"gone": None, "full": "", "empty": "1\n", "new": ""}
    )
    assert found == [
        FileChange("empty", "empty", (Hunk(1, 0, 1, 1),)),
        FileChange("full", "full", (Hunk(1, 1, 1, 0),)),
        FileChange("gone", "", (Hunk(1, 2, 1, 0),)),
        FileChange("", "new"),
    ]


def test_a_last_line_without_its_end(git_repo: GitRepo) -> None:
    found = one(git_repo, {"a": "1\n2", "b": "1\n", "c": "1"}, {"a": "1\n2\n", "b": "1", "c": "2"})
    assert [file.hunks for file in found] == [(Hunk(2, 1, 2, 1),), (Hunk(1, 1, 1, 1),), (Hunk(1, 1, 1, 1),)]


def test_a_file_may_move_and_change(git_repo: GitRepo) -> None:
    text = "".join(f"line {number}\n" for number in range(30))
    found = one(
        git_repo,
        {"old name": text, "same": text[:60]},
        {"old name": None, "new/na\tme": text + "more\n", "same": None, 'mo"ved': text[:60]},
    )
    assert found == [
        FileChange("same", 'mo"ved'),
        FileChange("old name", "new/na\tme", (Hunk(31, 0, 31, 1),)),
    ]


def test_binary_content_has_no_lines(git_repo: GitRepo) -> None:
    found = one(git_repo, {"a": b"\0\n1\n", "b": "1\n"}, {"a": b"\0\n2\n", "b": b"\0"})
    assert found == [FileChange("a", "a", (), is_binary=True), FileChange("b", "b", (), is_binary=True)]


def test_text_that_looks_like_a_patch_is_not_looked_at(git_repo: GitRepo) -> None:
    found = one(git_repo, {"a": "1\n", "z": "1\n"}, {"a": EVIL * 3, "z": "1\n" + EVIL.rstrip("\n")})
    assert [(file.new_path, file.hunks) for file in found] == [
        ("a", (Hunk(1, 1, 1, 27),)),
        ("z", (Hunk(2, 0, 2, 9),)),
    ]


def test_line_ends_of_other_systems_end_no_line(git_repo: GitRepo) -> None:
    found = one(git_repo, {"a": "1\r\n2\r\n", "b": "1\r2\r"}, {"a": "1\n2\r\n", "b": "1\r2\r\n3"})
    assert [file.hunks for file in found] == [(Hunk(1, 1, 1, 1),), (Hunk(1, 1, 1, 2),)]


def test_modes_kinds_and_submodules(git_repo: GitRepo) -> None:
    text, link = git_repo.blob("1\n2\n3\n"), git_repo.blob("target")
    other = git_repo.commit("elsewhere", {"f": "1\n"})
    old = git_repo.tree(("100644", text, "kind"), ("100644", text, "mode"), ("160000", other, "module"))
    new = git_repo.tree(("120000", link, "kind"), ("100755", text, "mode"), ("160000", git_repo.commit("x"), "module"))
    assert changes(git_repo, (old, new), (new, old), ("", ""), (old, old)) == [
        (
            FileChange("kind", "kind", (Hunk(1, 3, 1, 1),)),
            FileChange("mode", "mode"),
            FileChange("module", "module", (Hunk(1, 1, 1, 1),)),
        ),
        (
            FileChange("kind", "kind", (Hunk(1, 1, 1, 3),)),
            FileChange("mode", "mode"),
            FileChange("module", "module", (Hunk(1, 1, 1, 1),)),
        ),
        (),
        (),
    ]


def test_a_kind_that_turns_from_or_to_binary(git_repo: GitRepo) -> None:
    binary, link = git_repo.blob(b"\0\n1\n"), git_repo.blob("target")
    one_, two = git_repo.tree(("100644", binary, "a")), git_repo.tree(("120000", link, "a"))
    assert changes(git_repo, (one_, two), (two, one_)) == [
        (FileChange("a", "a", (Hunk(1, 0, 1, 1),)),),
        (FileChange("a", "a", (), is_binary=True),),
    ]


@pytest.mark.parametrize(
    "name", [b"caf\xc3\xa9", b"latin\xe9", b"tab\there", b"new\nline", b'"quoted"', b"back\\slash"]
)
def test_any_name(git_repo: GitRepo, name: bytes) -> None:
    index = b"100644 blob %s\t%s\0" % (git_repo.blob("1\n").encode(), name)
    tree = git_repo.git("mktree", "-z", stdin=index)
    ((file,),) = changes(git_repo, ("", tree))
    assert file == FileChange("", decode_path(name), (Hunk(1, 0, 1, 1),))


def test_settings_and_attributes_have_no_say(git_repo: GitRepo) -> None:
    git_repo.write(".gitattributes", "*.txt -diff\n*.py diff=python\n")
    git_repo.git("config", "diff.noprefix", "true")
    git_repo.git("config", "diff.context", "9")
    git_repo.git("config", "diff.interHunkContext", "9")
    git_repo.git("config", "diff.renames", "copies")
    git_repo.git("config", "diff.algorithm", "patience")
    found = one(git_repo, {"a.txt": "1\n2\n3\n4\n5\n"}, {"a.txt": "one\n2\n3\n4\nfive\n"})
    assert found == [FileChange("a.txt", "a.txt", (Hunk(1, 1, 1, 1), Hunk(5, 1, 5, 1)))]


def test_many_pairs_in_the_order_asked(git_repo: GitRepo) -> None:
    ids = [git_repo.commit(str(number), {"a": f"{number}\n" * number}) for number in range(4)]
    pairs = [(ids[at % 4], ids[(at * 3 + 1) % 4]) for at in range(WINDOW + 100)]
    with GitRepository(str(git_repo.path)) as reader:
        found = list(reader.line_changes(pairs))
    assert [(each.old, each.new) for each in found] == pairs
    by_pair = {(each.old, each.new): each.files for each in found}
    assert all(by_pair[each.old, each.new] == each.files for each in found)


def test_a_stream_may_be_left(git_repo: GitRepo) -> None:
    old, new = git_repo.commit("1", {"a": "1\n"}), git_repo.commit("2", {"a": "2\n"})
    with GitRepository(str(git_repo.path)) as reader:
        stream = reader.line_changes((old, new) for _ in range(10_000))
        assert next(stream).files == (FileChange("a", "a", (Hunk(1, 1, 1, 1),)),)
        assert reader.parents(new) == (old,)


def test_what_is_absent_or_no_commit_is_said(git_repo: GitRepo) -> None:
    commit, blob = git_repo.commit("1", {"a": "1\n"}), git_repo.blob("1\n")
    for bad in ("0" * 40, blob):
        with pytest.raises(ReadError) as caught:
            changes(git_repo, (bad, commit))
        assert caught.value.problems[0].code == "P0513"


def test_content_that_is_absent_is_said(git_repo: GitRepo) -> None:
    tree = git_repo.git("mktree", "--missing", stdin=f"100644 blob {'1' * 40}\ta\n")
    with pytest.raises(ReadError) as caught:
        changes(git_repo, ("", tree), ("", tree))
    assert caught.value.problems[0].code == "P0512"
    assert "1" * 40 in caught.value.problems[0].what


def test_too_many_hunks_are_refused(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = git_repo.commit("1", {"a": "1\n2\n3\n"}), git_repo.commit("2", {"a": "one\n2\nthree\n"})
    monkeypatch.setattr("paraph.adapters.git.line_changes.HUNKS_AT_MOST", 1)
    with pytest.raises(ReadError) as caught:
        changes(git_repo, (old, new))
    assert caught.value.problems[0].code == "P1000"


def test_long_lines_are_not_kept() -> None:
    lines = Lines(iter([b"x" * KEPT_BYTES * 2, b"y" * KEPT_BYTES, b"\nnext", b" one\n", b"la", b"st\n"]))
    assert len(lines.peek() or b"") <= KEPT_BYTES + 1
    lines.skip(1)
    assert (lines.take(), lines.take(), lines.take()) == (b"next one", b"last", None)
    with pytest.raises(ReadError):
        lines.skip(1)


def test_lines_are_passed_over_across_pieces() -> None:
    text = b"".join(b"%d\n" % number for number in range(100))
    for size in (1, 3, 7, 50):
        lines = Lines(iter([text[at : at + size] for at in range(0, len(text), size)]))
        lines.skip(42)
        assert lines.take() == b"42"
        lines.skip(56)
        assert (lines.take(), lines.peek()) == (b"99", None)


def _texts(seed: int) -> Iterator[list[str]]:
    chance = random.Random(seed)
    text = [chance.choice("abc") for _ in range(30)]
    for _ in range(60):
        at = chance.randrange(len(text) + 1)
        text = (
            text[:at] + [chance.choice("abcd") for _ in range(chance.randrange(4))] + text[at + chance.randrange(4) :]
        )
        yield list(text)


def test_what_git_says_of_many_edits_moves_lines_with_their_text(git_repo: GitRepo) -> None:
    versions = list(_texts(5))
    trees = [git_repo.tree(("100644", git_repo.blob("".join(f"{c}\n" for c in text)), "a")) for text in versions]
    pairs = [(one_, two) for one_, two in zip(range(60), range(1, 60), strict=False)]
    found = changes(git_repo, *((trees[one_], trees[two]) for one_, two in pairs))
    for (one_, two), files in zip(pairs, found, strict=True):
        old, new = versions[one_], versions[two]
        spans = tuple(Span(line, line, "ai", None, str(line)) for line in range(1, len(old) + 1))
        after = carried(spans, files[0].hunks if files else ())
        assert all(new[each.first - 1] == old[int(each.commit) - 1] for each in after)
        added = sum(hunk.new_count for file in files for hunk in file.hunks)
        assert added + len(after) == len(new)


def test_one_process_answers_for_all_pairs(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    def counting(place: Place, *arguments: str, limits: Limits) -> Running:
        started.append(arguments[0])
        return launch(place, *arguments, limits=limits)

    monkeypatch.setattr(line_changes_module, "launch", counting)
    ids = [git_repo.commit(str(number), {"a": f"{number}\n"}) for number in range(3)]
    assert len(changes(git_repo, (ids[0], ids[1]), (ids[1], ids[2]), ("", ids[0]))) == 3
    assert started == ["diff-tree"]
