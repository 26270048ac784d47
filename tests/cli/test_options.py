from __future__ import annotations

import json
import sys

import click
import pytest

from paraph.cli.option_words import GATE_FORMATS, common_words
from paraph.cli.options import Options, accepting, common
from paraph.cli.terminal_text import Style

SEEN: list[Options] = []


@click.group()
@accepting(*common_words(GATE_FORMATS))
def outer(**given: object) -> None:
    """Take what stands before."""


@outer.group("inner")
@accepting(*common_words(("text", "json")))
def inner(**given: object) -> None:
    """Take what stands between."""


@outer.command("verb")
@click.argument("word", required=False)
@common("text", "json", "sarif")
def verb(options: Options, word: str | None) -> None:
    """Say what was given."""
    SEEN.append(options)


inner.add_command(verb)


def options_of(*words: str) -> Options:
    with outer.make_context("paraph", list(words)) as context:
        outer.invoke(context)
    return SEEN.pop()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["verb"], (".", "text", False, False)),
        (["verb", "--repo", "x", "-q", "--json"], ("x", "json", True, False)),
        (["--repo", "x", "-v", "verb", "w"], ("x", "text", False, True)),
        (["--repo", "x", "verb", "--repo", "y", "--format", "sarif"], ("y", "sarif", False, False)),
        (["verb", "--json", "--format", "json"], (".", "json", False, False)),
        (["--json", "verb"], (".", "json", False, False)),
        (["--format", "sarif", "verb"], (".", "sarif", False, False)),
        (["--format", "sarif", "verb", "--format", "json"], (".", "json", False, False)),
        (["inner", "--repo", "x", "--json", "verb"], ("x", "json", False, False)),
        (["--repo", "x", "-q", "inner", "-v", "--repo", "y", "verb"], ("y", "text", True, True)),
        (["--repo", "x", "inner", "--repo", "y", "verb", "--repo", "z"], ("z", "text", False, False)),
        (["--json", "inner", "verb"], (".", "json", False, False)),
    ],
)
def test_options_before_or_after_the_verb(words: list[str], expected: tuple[object, ...]) -> None:
    assert options_of(*words)[:4] == expected


@pytest.mark.parametrize(
    "words",
    [
        ["verb", "--json", "--format", "text"],
        ["verb", "--format", "xml"],
        ["--json", "verb", "--format", "text"],
        ["--format", "markdown", "verb"],
    ],
)
def test_contradictions(words: list[str]) -> None:
    with pytest.raises(click.UsageError):
        options_of(*words)


def test_color_follows_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert options_of("verb").style.is_colored
    assert not options_of("verb", "--no-color").style.is_colored
    assert not options_of("--no-color", "verb").style_of_talk.is_colored
    assert options_of("verb").style_of_talk.is_colored


def test_data_and_talk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    loud = Options(".", "text", is_quiet=False, is_verbose=False, style=Style())
    loud.data("a")
    loud.data("b\n")
    loud.talk("c")
    loud._replace(is_quiet=True).talk("d")
    assert capsys.readouterr() == ("a\nb\n", "c\n")
    loud.json({"a": 1})
    assert capsys.readouterr().out == '{"a":1}\n'
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    loud.json({"a": 1})
    out = capsys.readouterr().out
    assert json.loads(out) == {"a": 1}
    assert "\n  " in out


def test_help_of_a_verb_names_the_common_options() -> None:
    text = verb.get_help(click.Context(verb))
    for flag in ("--json", "--format", "--repo", "--quiet", "--verbose", "--no-color"):
        assert flag in text
