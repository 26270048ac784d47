from __future__ import annotations

from paraph.cli.change_text import file_lines, painted, patch_lines
from paraph.cli.show import Style
from paraph.core.model.change import ABSENT, ChangedFile, Mark
from paraph.flows.signing.show_change import ShownFile

PLAIN = Style()
WHOLE = "(whole commits, not lines)"
FILES = (
    ShownFile(ChangedFile("app/a.py", added_lines=1, deleted_lines=1), "ai"),
    ShownFile(ChangedFile("new\x1b[31m", old_mode=ABSENT, added_lines=None, deleted_lines=None), "both"),
    ShownFile(
        ChangedFile("gone", new_mode=ABSENT, added_lines=0, deleted_lines=9, marks=(Mark("odd_name"),)), "person"
    ),
)
PATCH = b"""\
diff --git a/app/a.py b/app/a.py
index 1111111..2222222 100644
--- a/app/a.py
+++ b/app/a.py
@@ -1,2 +1,2 @@ def f():
-\told\x1b[2J
+new \xe2\x80\xae x
+++ counter
--- old comment
 diff --git a/x b/x
\\ No newline at end of file
diff --git a/new b/new
new file mode 100644
index 0000000..2222222
Binary files /dev/null and b/new differ
diff --git a/gone b/gone
deleted file mode 100644
--- a/gone
+++ /dev/null
@@ -1 +0,0 @@
-x\xff"""


def test_files_stand_with_their_marks_and_what_these_mean() -> None:
    assert file_lines(FILES, PLAIN) == [
        "",
        "files  3 files, +1 -10",
        "  ● app/a.py  +1 -1",
        "  ◐ new\\x1b[31m  binary  new",
        "  ○ gone  +0 -9  deleted  odd name",
        f"  ● commits with an AI claim, ◐ such commits and others, ○ commits declared without AI {WHOLE}",
    ]
    assert file_lines((), PLAIN) == []


def test_very_many_files_are_cut() -> None:
    lines = file_lines([ShownFile(ChangedFile(str(number)), "unknown") for number in range(250)], PLAIN)
    assert lines[-2:] == ["    and 50 more", "  ? nothing said how (whole commits, not lines)"]


def test_a_patch_shows_itself_and_nothing_acts() -> None:
    assert list(patch_lines(PATCH.split(b"\n"), FILES, PLAIN)) == [
        "",
        "● app/a.py  +1 -1",
        "  @@ -1,2 +1,2 @@ def f():",
        "  -   old\\x1b[2J",
        "● +new \\u202e x",
        "● +++ counter",
        "  --- old comment",
        "   diff --git a/x b/x",
        "  \\ No newline at end of file",
        "",
        "◐ new\\x1b[31m  binary  new",
        "  new file mode 100644",
        "  Binary files /dev/null and b/new differ",
        "",
        "○ gone  +0 -9  deleted  odd name",
        "  deleted file mode 100644",
        "  @@ -1 +0,0 @@",
        "  -x\\xff",
    ]


def test_a_file_that_becomes_a_link_is_one_file() -> None:
    twice = [b"diff --git a/a b/a", b"deleted file mode 100644", b"diff --git a/a b/a", b"new file mode 120000"]
    lines = list(patch_lines([*twice, b"diff --git a/b b/b"], FILES, PLAIN))
    assert [line for line in lines if line[:1] in "●◐○?" and line] == [
        "● app/a.py  +1 -1",
        "◐ new\\x1b[31m  binary  new",
    ]


def test_a_long_line_is_cut_and_colours_mean_something() -> None:
    long = [b"diff --git a/a b/a", b"@@ -1 +1 @@", b"+" + b"x" * 5_000]
    assert list(patch_lines(long, FILES, PLAIN))[-1].endswith("x … (5,001 bytes)")
    assert painted("ai", Style(is_colored=True)) == "\x1b[35m●\x1b[0m"
    assert "\x1b[32m+x" in list(patch_lines([*long[:2], b"+x"], FILES, Style(is_colored=True)))[-1]
    assert list(patch_lines([b"diff --git a/a b/a"], (), PLAIN))[-1] == "diff --git a/a b/a"
