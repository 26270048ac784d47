from __future__ import annotations

import pytest

from paraph.core.model.change import ABSENT, Change, ChangedFile, Mark
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.provenance import LineEvidence, PathLines, Provenance
from paraph.flows.view.files import file_rows, folded, kind_of
from paraph.ports.board import ChangeRow, ReadMark

ROW = ChangeRow("github:acme/shop", "1", 1)
FILES = (
    ChangedFile("a\u202e.py", old_blob="1" * 40, new_blob="2" * 40, added_lines=3, marks=(Mark("bidi", "U+202E"),)),
    ChangedFile(
        "b.bin", old_blob="3" * 40, new_blob="4" * 40, added_lines=None, deleted_lines=None, marks=(Mark("binary"),)
    ),
    ChangedFile("c.lock", old_mode=ABSENT, new_blob="5" * 40, kinds=("generated",)),
    ChangedFile("d.py", new_mode=ABSENT, old_blob="6" * 40, new_blob="0" * 40),
)


def facts(lines: LineEvidence | None = None) -> Facts:
    return Facts(Repository("shop"), Change("b", "h", files=FILES), 1, provenance=Provenance(lines=lines))


def test_files_stand_in_their_order_with_what_is_known() -> None:
    marks = [
        ReadMark("", "", "ben", "d.py", "6" * 40, 9),
        ReadMark("", "", "ada", "d.py", "6" * 40, 9),
        ReadMark("", "", "ben", "b.bin", "x", 9),
        ReadMark("", "", "ben", "c.lock", "5" * 40, 0),
    ]
    rows = file_rows(ROW, facts(LineEvidence(paths=(PathLines("a\u202e.py", ai=2, mixed=1),))), marks, "ben")
    assert [row.index for row in rows] == [1, 2, 3, 4]
    assert [row.change for row in rows] == ["changed", "changed", "added", "deleted"]
    assert [row.folded for row in rows] == ["", "binary", "generated", ""]
    assert [row.is_read for row in rows] == [False, False, False, True]
    assert rows[3].readers == ("ben", "ada")
    assert (rows[0].name, rows[0].kind, rows[0].glyph) == ("a\\u202e.py", "mixed", "◐")
    assert (rows[0].marks, rows[1].marks) == (("bidi: U+202E",), ())
    assert rows[3].link.endswith("/files/4")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (PathLines("a", ai=1), "ai"),
        (PathLines("a", ai=1, unknown=1), "mixed"),
        (PathLines("a", mixed=1), "mixed"),
        (PathLines("a", human_attested=1), "human_attested"),
        (PathLines("a", human_attested=1, unknown=1), ""),
        (PathLines("a"), ""),
    ],
)
def test_a_file_is_of_one_kind(lines: PathLines, kind: str) -> None:
    assert kind_of(lines) == kind
    assert folded(ChangedFile("v", kinds=("code", "vendored"))) == "vendored"
