from __future__ import annotations

import io
import sys

import pytest

from paraph.cli.options import Options
from paraph.cli.progress import watcher
from paraph.cli.terminal_text import Style


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def worked(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, *, is_quiet: bool = False) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    watch = watcher(Options(".", "text", is_quiet, is_verbose=False, style=Style()))
    with watch("replaying", 3) as progress:
        progress.advance()
        progress.advance(2)
    return stream.getvalue()


def test_a_terminal_sees_a_bar_that_is_gone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = worked(Terminal(), monkeypatch)
    assert "replaying" in shown
    assert "3/3" in shown
    assert shown.rstrip().endswith("\x1b[2K")


def test_nobody_else_sees_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worked(io.StringIO(), monkeypatch) == ""
    assert worked(Terminal(), monkeypatch, is_quiet=True) == ""
