"""Are characters that deceive a reader found, and are ordinary ones left alone?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.tier import marks
from paraph.core.tier.marks import MAX_MARKS, content_marks

CODE = ("code", "code:python")
DOCS = ("docs",)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


def found(text: str, kinds: tuple[str, ...] = CODE, path: str = "a.py") -> list[tuple[str, int | None]]:
    return [(mark.kind, mark.line) for mark in content_marks(text.encode(), kinds, path)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1\n", []),
        ("x = 'äöü 漢字'\n", []),
        ("a\nb = '\u202e'\n", [("bidi", 2)]),
        ("a\u2066b\u2069", [("bidi", 1)]),
        ("a\u200fb", [("bidi", 1)]),
        ("ab\u200bc\n\nd\u2060", [("invisible", 1), ("invisible", 3)]),
        ("\ufeffx = 1", []),
        ("x\ufeff = 1", [("invisible", 1)]),
        ("ad\u200dmin", [("invisible", 1)]),
        ("ad\u200cmin", [("invisible", 1)]),
        ("ad\u00admin", [("invisible", 1)]),
        (f"icon = '{FAMILY}'", []),
        ("heart = '\u2764\ufe0f'", []),
        ("key = '1\ufe0f\u20e3'", []),
        ("a\ufe0f", [("invisible", 1)]),
        (f"flag = '{SCOTLAND}'", []),
        ("x = 'a\U000e0041\U000e0042'", [("invisible", 1)]),
        ("\U0001f3f4" + "\U000e0041" * 20, [("invisible", 1)]),
        ("x\U000e0101", [("invisible", 1)]),
        ("\u3164 = 1", [("invisible", 1)]),
        ("word = 'می\u200cخواهم'", []),
        ("\u200dم", [("invisible", 1)]),
        ("م\u200d", [("invisible", 1)]),
        ("x\u200dم", [("invisible", 1)]),
        ("م\u200dx", [("invisible", 1)]),
        ("\u0590\u200d\u0590", []),
        ("\u058f\u200d\u0590", [("invisible", 1)]),
        ("\u0590\u200d\u058f", [("invisible", 1)]),
        ("\ufe0f = 1", [("invisible", 1)]),
        ("\u2190\ufe0f", []),
        ("\u218f\ufe0f", [("invisible", 1)]),
        ("x\U000e0067\U000e0062\U000e007f", [("invisible", 1)]),
        ("\U0001f3f4" + "\U000e0067" * 7, []),
        ("\U0001f3f4" + "\U000e0067" * 8, [("invisible", 1)]),
        ("\U0001f3f4x\U000e0067", [("invisible", 1)]),
        ("\U0001f3f4\U000e0020\U000e007f", []),
        ("\U0001f3f4\U000e001f", [("invisible", 1)]),
        ("\U0001f3f4\U000e0080", [("invisible", 1)]),
        ("a\u202eb\u200bc\u202d", [("bidi", 1), ("invisible", 1)]),
        ("\ufeffMAX = 'X'", []),
    ],
)
def test_marks_in_code(text: str, expected: list[tuple[str, int]]) -> None:
    assert found(text) == expected


REORDER = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
UNSEEN = (
    0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x200C, 0x200D, *range(0x2060, 0x2065),
    *range(0x206A, 0x2070), 0x3164, *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFC),
    *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE01F0),
)  # fmt: skip


def test_no_such_character_passes_between_the_letters_of_a_name() -> None:
    assert [code for code in REORDER if found(f"ad{chr(code)}min") != [("bidi", 1)]] == []
    assert [code for code in UNSEEN if found(f"ad{chr(code)}min") != [("invisible", 1)]] == []


def test_the_neighbours_of_such_characters_are_ordinary() -> None:
    beside = {code + step for code in (*REORDER, *UNSEEN) for step in (-1, 1)} - {*REORDER, *UNSEEN}
    assert [code for code in sorted(beside) if found(f"\ufeffad{chr(code)}min")] == []


def test_prose_and_translations_may_shape_and_direct_their_text() -> None:
    text = "a\u200fb\u200dc\u00add"
    assert found(text, DOCS, "docs/a.md") == []
    assert found(text, (), "web/locales/fa.json") == []
    assert found(text, (), "po/fa.po") == []
    assert found(text, (), "web/other/fa.json") != []


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        *((f"a/fa.{end}", True) for end in ("po", "pot", "xlf", "xliff", "arb", "strings", "ftl", "resx")),
        *((f"{folder}/fa.json", True) for folder in ("locale", "locales", "i18n", "l10n", "lang", "translations")),
        *((f"_locales/fa.{end}", True) for end in ("json", "yml", "yaml", "properties")),
        ("Web/Locales/FA.JSON", True),
        ("PO/FA.PO", True),
        ("locales/fa.py", False),
        ("a.po/run.py", False),
        ("lang.json", False),
        ("lang", False),
        ("other/fa.yml", False),
    ],
)
def test_a_translation_is_told_by_its_place_and_ending(path: str, is_one: bool) -> None:
    assert found("a\u200fb", (), path) == ([] if is_one else [("bidi", 1)])


def test_what_has_no_width_at_all_is_marked_even_in_prose() -> None:
    assert found("a\u200bb", DOCS, "docs/a.md") == [("invisible", 1)]
    assert found("a\U000e0041b", (), "po/fa.po") == [("invisible", 1)]


def test_reordering_controls_are_marked_even_there() -> None:
    assert found("a\u202eb", DOCS, "docs/a.md") == [("bidi", 1)]


def test_the_detail_names_the_character() -> None:
    assert content_marks("\u202e".encode(), CODE)[0].detail == "U+202E"
    assert content_marks("a\u00adb\u200b".encode(), CODE)[0].detail == "U+00AD"


def test_binary_content_is_left_alone() -> None:
    assert content_marks(b"\0" + "\u202e".encode(), CODE) == ()
    assert content_marks(b"x" * 7999 + b"\0" + "\u202e".encode(), CODE) == ()


def test_a_late_zero_byte_does_not_make_code_binary() -> None:
    assert [mark.kind for mark in content_marks(b"x" * 8000 + b"\0" + "\u202e".encode(), CODE)] == ["bidi"]


def test_bytes_that_are_not_utf8_hide_nothing_beside_them() -> None:
    assert [mark.kind for mark in content_marks(b"\xff\n" + "\u202e".encode(), CODE)] == ["bidi"]


def test_only_the_scanned_part_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "MAX_SCANNED_BYTES", 10)
    assert len(content_marks(b"x" * 7 + "\u202e".encode(), CODE)) == 1
    assert content_marks(b"x" * 10 + "\u202e".encode(), CODE) == ()


def test_marks_are_bounded() -> None:
    assert len(content_marks("\u202e\n".encode() * 1000, CODE)) == MAX_MARKS
    assert len(content_marks(("\u202e" * 200_000).encode(), CODE)) == 1


@given(st.text(alphabet="ab \n\u202e\u200b", max_size=40))
def test_exactly_the_lines_with_such_characters_are_marked(text: str) -> None:
    expected = {
        (kind, number)
        for number, line in enumerate(text.split("\n"), 1)
        for character, kind in (("\u202e", "bidi"), ("\u200b", "invisible"))
        if character in line
    }
    if len(expected) < MAX_MARKS:
        assert set(found(text)) == expected
