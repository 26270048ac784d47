from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.flows.view.patch import FilePatch, PatchLine, file_patches

PATCH = b"""\
diff --git a/a.py b/a.py
index 1111..2222 100644
--- a/a.py
+++ b/a.py
@@ -1,3 +1,3 @@ def f():
 one
-two
+diff --git a/x b/x
 three
\\ No newline at end of file
@@ -9 +9,0 @@
-gone
diff --git a/b b/b
old mode 100644
new mode 100755
diff --git a/c b/c
index 3333..0000
Binary files a/c and b/c differ
diff --git a/link b/link
deleted file mode 120000
index 4444..0000
--- a/link
+++ /dev/null
@@ -1 +0,0 @@
-to
diff --git a/link b/link
new file mode 100644
index 0000..5555
--- /dev/null
+++ b/link
@@ -0,0 +1 @@
+\xff@@ -1 +1 @@"""


def test_a_patch_is_read_file_by_file() -> None:
    one, mode, binary, link = file_patches(PATCH.split(b"\n"), 100)
    assert one.lines == (
        PatchLine("@", 1, 1, "def f():"), PatchLine(" ", 1, 1, "one"), PatchLine("-", 2, 0, "two"),
        PatchLine("+", 0, 2, "diff --git a/x b/x"), PatchLine(" ", 3, 3, "three", is_last=True),
        PatchLine("@", 9, 9, ""), PatchLine("-", 9, 0, "gone"),
    )  # fmt: skip
    assert (mode, binary.is_binary, binary.blobs) == (FilePatch(()), True, ("3333", "0000"))
    assert [line.text for line in link.lines if line.sign != "@"] == ["to", "\udcff@@ -1 +1 @@"]
    assert link.blobs == ("4444", "5555")


def test_of_a_long_file_the_first_lines_are_kept() -> None:
    (one, *_) = file_patches(PATCH.split(b"\n"), 2)
    assert (len(one.lines), one.is_cut) == (2, True)
    assert not list(file_patches([], 5))


@given(st.lists(st.binary(max_size=30), max_size=40))
def test_no_bytes_break_it(lines: list[bytes]) -> None:
    head = [b"diff --git a/a b/a", b"@@ -1,9 +1,9 @@"]
    for found in file_patches([*head, *lines], 10):
        assert len(found.lines) <= 10


def test_a_long_line_is_cut(make_repo: Callable[..., GitRepo]) -> None:
    repo = make_repo("long")
    base = repo.commit("a", {"a": "x\n", "n": b"1\r\n"})
    head = repo.commit("b", {"a": "y" * 9_000 + "\n", "n": b"1\n"})
    reader = GitRepository(str(repo.path))
    try:
        cut, ends = file_patches(reader.patch(base, head), 100)
    finally:
        reader.close()
    assert (cut.lines[2].is_cut, len(cut.lines[2].text)) == (True, 2_000)
    assert [line.text for line in ends.lines[1:]] == ["1\r", "1"]
