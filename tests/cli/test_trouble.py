from __future__ import annotations

import click
import pytest

from paraph import __version__
from paraph.cli.terminal_text import Style
from paraph.cli.trouble import crash_report, error_document, exit_code_of, problem_text, problems_of, report, wants_json
from paraph.core.errors import InputError, Problem


def crash(depth: int) -> None:
    if depth:
        crash(depth - 1)
    else:
        try:
            int("the-secret-token")
        except ValueError as error:
            raise KeyError("another-secret") from error


def caught(depth: int = 0) -> Exception:
    try:
        crash(depth)
    except KeyError as error:
        return error
    raise AssertionError


def test_a_crash_report_can_be_pasted() -> None:
    text = crash_report(caught(), ["gate", "HEAD", "--policy=/home/ada/private.yaml", "--json", "\x1b[31m"])
    assert f"paraph {__version__} · Python 3." in text
    assert "click " in text
    assert "command: paraph gate … --policy --json …\n" in text
    assert "KeyError" in text
    assert "ValueError" in text
    assert "test_trouble.py:" in text
    for private in ("secret", "/home/", "HEAD", "\x1b"):
        assert private not in text


def test_verbose_adds_the_messages() -> None:
    text = crash_report(caught(), ["gate", "-v"])
    assert "the-secret-token" in text
    assert "another-secret" in text


def test_a_deep_crash_is_cut() -> None:
    assert len(crash_report(caught(400), []).splitlines()) < 60


def test_hostile_text_cannot_act() -> None:
    text = problem_text([Problem("P0601", "a\x1b[2J\n::error::", "x\u202e")], Style())
    assert text == "error[P0601] a\\x1b[2J\\n:\\:error::\n  fix: x\\u202e\n"


def test_a_long_list_is_cut() -> None:
    text = problem_text([Problem("P0100", "x")] * 60, Style(is_colored=True))
    assert text.count("P0100") == 50
    assert text.endswith("… and 10 more problems\n")


def test_error_document_without_problems() -> None:
    assert error_document((), 4)["error"] is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["gate", "--json"], True),
        (["gate", "--format", "json"], True),
        (["gate", "--format=json"], True),
        (["gate", "--format"], False),
        (["gate", "--format", "sarif"], False),
        (["owners", "--", "--json"], False),
        ([], False),
    ],
)
def test_wants_json(words: list[str], *, expected: bool) -> None:
    assert wants_json(words) is expected


def test_usage_errors_point_to_help() -> None:
    context = click.Context(click.Command("gate"), info_name="gate")
    (problem,) = problems_of(click.UsageError("no such option", context))
    assert (problem.code, problem.fix) == ("P0601", "see `gate --help`")
    assert problems_of(click.ClickException("x"))[0].fix == "see `paraph --help`"


def test_codes() -> None:
    assert exit_code_of(InputError()) == 2
    assert exit_code_of(OSError()) == 4
    assert exit_code_of(ZeroDivisionError()) == 70
    assert problems_of(PermissionError(13, "Permission denied", "f"))[0].what == "Permission denied 'f'"


def test_report_writes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(InputError(Problem("P0100", "x")), ["gate"]) == 2
    assert capsys.readouterr() == ("", "error[P0100] x\n")
