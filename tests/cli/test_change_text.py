from __future__ import annotations

from paraph.cli.change_text import file_lines, patch_lines
from paraph.cli.terminal_text import Style
from paraph.core.model.attribution import Claim, LineKind, Span
from paraph.core.model.change import ABSENT, ChangedFile, Mark
from paraph.flows.signing.show_change import ShownFile

PLAIN = Style()
WHOLE = "(whole commits, not lines)"
FILES = (
    ShownFile(ChangedFile("app/a.py", added_lines=1, deleted_lines=1), "ai"),
    ShownFile(ChangedFile("new\x1b[31m", old_mode=ABSENT, added_lines=None, deleted_lines=None), "mixed"),
    ShownFile(
        ChangedFile("gone", new_mode=ABSENT, added_lines=0, deleted_lines=9, marks=(Mark("odd_name"),)),
        "human_attested",
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
    assert lines[-2:] == ["    and 50 more", "  · nothing said how (whole commits, not lines)"]


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
    assert [line for line in lines if line[:1] in "●◐○·" and line] == [
        "● app/a.py  +1 -1",
        "◐ new\\x1b[31m  binary  new",
    ]


def test_a_long_line_is_cut_and_colours_mean_something() -> None:
    long = [b"diff --git a/a b/a", b"@@ -1 +1 @@", b"+" + b"x" * 5_000]
    assert list(patch_lines(long, FILES, PLAIN))[-1].endswith("x … (5,001 bytes)")
    assert "\x1b[32m+x" in list(patch_lines([*long[:2], b"+x"], FILES, Style(is_colored=True)))[-1]
    assert list(patch_lines([b"diff --git a/a b/a"], (), PLAIN))[-1] == "diff --git a/a b/a"


def spans(*parts: tuple[int, int, LineKind, str]) -> tuple[Span, ...]:
    return tuple(Span(first, last, kind, Claim("ai", tool=tool) if tool else None) for first, last, kind, tool in parts)


KINDS = spans(
    (1, 2, "ai", "claude-code"), (3, 3, "mixed", "cursor"), (4, 4, "human_attested", ""), (5, 5, "unknown", "")
)
LINED = (ShownFile(ChangedFile("a.py", added_lines=6), "mixed", KINDS), ShownFile(ChangedFile("b.py"), "unknown", ()))
LINES = b"""\
diff --git a/a.py b/a.py
@@ -0,0 +1,5 @@
+one
+two
+three
+four
+five
@@ -9,2 +14,3 @@ def f():
 same
-gone
+moved
diff --git a/b.py b/b.py
@@ -1 +1 @@
+x"""


def test_each_line_has_a_mark_and_the_tool_where_a_run_begins() -> None:
    assert list(patch_lines(LINES.split(b"\n"), LINED, PLAIN)) == [
        "",
        "◐ a.py  +6 -0",
        "              @@ -0,0 +1,5 @@",
        "● claude-code +one",
        "●             +two",
        "◐ cursor      +three",
        "○             +four",
        "·             +five",
        "              @@ -9,2 +14,3 @@ def f():",
        "               same",
        "              -gone",
        "              +moved",
        "",
        "· b.py  +0 -0",
        "  @@ -1 +1 @@",
        "  +x",
    ]


def test_the_marks_of_lines_mean_lines() -> None:
    assert file_lines(LINED, PLAIN)[-1] == "  ◐ AI had a hand in it, · nothing is known of it (line by line)"


def test_what_commits_claim_of_all_their_lines_is_not_told_line_by_line() -> None:
    span = Span(1, 6, "mixed", Claim("ai", "cursor", source="commit"))
    files = [ShownFile(ChangedFile("a.py", added_lines=6), "mixed", (span,))]
    assert file_lines(files, PLAIN)[-1] == f"  ◐ AI had a hand in it {WHOLE}"


def test_the_gutter_is_coloured_and_nothing_acts_in_it() -> None:
    odd = ShownFile(ChangedFile("a.py", added_lines=1), "ai", spans((1, 1, "ai", "to\x1b[31mol")))
    line = list(patch_lines(LINES.split(b"\n")[:3], (odd,), Style(is_colored=True)))[-1]
    assert line.startswith("\x1b[36m●\x1b[0m \x1b[2mto\\x1b[31m")
