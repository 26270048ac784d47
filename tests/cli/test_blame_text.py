from __future__ import annotations

import pytest

from cli.blame_samples import CODEX, COMMIT, NONE, ONE, TWO, blamed, entry
from paraph.cli.blame_text import code, date, label, legend, shown
from paraph.cli.blame_words import Shown
from paraph.cli.options import Options
from paraph.cli.terminal_text import Style
from paraph.core.model.attribution import Claim
from paraph.core.model.noun import changed

PLAIN = Options(".", "text", is_quiet=False, is_verbose=False, style=Style())


def test_gutter_and_columns() -> None:
    found = blamed(entry(ONE, 1, 1), entry(TWO, 7, 2), entry(NONE, 3, 3), entry(NONE, 9, 9))
    assert list(shown(found, Shown(), 8, PLAIN)) == [
        "●~codex       │ 11111111 (Ada Sample        2026-01-01 01:30:00 +0130 1) x",
        "●*claude-code │ ^2222222 (漢                2026-01-01 01:30:00 +0130 2) x",
        "·             │ 00000000 (Not Committed Yet 2026-01-01 01:30:00 +0130 3) x",
        "◐~codex       │ 00000000 (Not Committed Yet 2026-01-01 01:30:00 +0130 9) x",
    ]
    assert list(shown(blamed(), Shown(), 8, PLAIN)) == []


def test_colours_are_beside_the_glyphs() -> None:
    line = next(shown(blamed(entry(ONE, 1, 1)), Shown(), 8, PLAIN._replace(style=Style(is_colored=True))))
    assert line.startswith("\x1b[36m●~codex\x1b[0m │ 1")


@pytest.mark.parametrize(
    ("known", "short", "long"),
    [
        (("unknown", None), "", ""),
        (("unknown", Claim("none", source="declaration")), "", ""),
        (("ai", CODEX), "codex", "codex gpt s1 weak"),
        (("ai", COMMIT), "claude-code", "claude-code strong"),
        (("ai", changed(CODEX, tool="a" * 30)), "a" * 19 + "…", "a" * 30 + " gpt s1 weak"),
        (("human_attested", Claim("human", person="Ada Sample <a@example.test>")), "Ada Sample", "Ada Sample strong"),
        (("ai", changed(CODEX, tool="\x1b[31m")), "\\x1b[31m", "\\x1b[31m gpt s1 weak"),
    ],
)
def test_who_stands_in_the_gutter(known: tuple[str, Claim | None], short: str, long: str) -> None:
    assert (label(known, is_long=False), label(known, is_long=True)) == (short, long)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("time", "zone", "form", "expected"),
    [
        (1_767_225_600, "-0200", "iso", "2025-12-31 22:00:00 -0200"),
        (1_767_225_600, "+0530", "iso-strict", "2026-01-01T05:30:00+05:30"),
        (1_767_225_600, "+0000", "default", "Thu Jan 1 00:00:00 2026 +0000 "),
        (1_767_225_600, "+0000", "rfc", "Thu, 1 Jan 2026 00:00:00 +0000 "),
        (5, "+0000", "unix", "5         "),
        (5, "+0000", "raw", "5 +0000         "),
        (10**18, "+0000", "short", f"{10**18} +0000"),
        (0, "+9999999", "short", "0 +9999999"),
        (0, "odd", "short", "1970-01-01"),
    ],
)
def test_dates(time: int, zone: str, form: str, expected: str) -> None:
    assert date(time, zone, form) == expected


def test_code_acts_on_no_terminal_and_keeps_its_tabs() -> None:
    assert code("\ta\x1b[31m\tb::c") == "\ta\\x1b[31m\tb::c"
    assert "unknown" in legend(Style())
