from __future__ import annotations

from pathlib import Path

import pytest

from paraph.cli.ask_answers import answers_to, given_answers, question_lines
from paraph.cli.options import Options
from paraph.cli.terminal_text import Style
from paraph.core.attest.predicates import Answered
from paraph.core.errors import InputError
from paraph.core.model.question import Question

OPTIONS = Options(".", "text", is_quiet=False, is_verbose=False, style=Style(), is_plain=True)
ASKED = (
    Question("intent", "What for?", "code", "author", "a.py"),
    Question("rollback", "How back\x1b[2J?", "code", "author"),
)


def ask(given: dict[str, str], required: set[str], *, is_asking: bool = False) -> tuple[Answered, ...]:
    return answers_to(ASKED, given, frozenset(required), OPTIONS, is_asking=is_asking)


def test_answers_come_from_a_file_and_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("intent: from the file\nrollback: |\n  two\n  lines\n")
    found = given_answers(["intent = a=b "], str(path))
    assert found == {"intent": "a=b", "rollback": "two\nlines"}


@pytest.mark.parametrize("text", ["- a\n", "intent: 3\n", "intent: [a]\n"])
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    with pytest.raises(InputError):
        given_answers([], str(path))


@pytest.mark.parametrize("pair", ["intent", "=x", ""])
def test_a_pair_is_an_id_and_a_text(pair: str) -> None:
    with pytest.raises(InputError, match="is no answer"):
        given_answers([pair], None)


def test_what_is_left_open_is_shown_where_nobody_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask({"intent": "x"}, set()) == (Answered("intent", "x"),)
    said = capsys.readouterr().err
    assert "left open  (--answer ID=TEXT)" in said
    assert "rollback: How back\\x1b[2J?" in said
    assert "intent" not in said


def test_required_and_unknown_answers(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError) as caught:
        ask({"intent": ""}, {"intent", "rollback"})
    assert [each.fix for each in caught.value.problems] == ["add --answer intent=TEXT", "add --answer rollback=TEXT"]
    with pytest.raises(InputError) as caught:
        ask({"zzz": "x"}, set())
    assert caught.value.problems[0].fix == "the questions are: intent, rollback"
    assert capsys.readouterr().err == ""


def test_a_question_says_what_raised_it() -> None:
    assert question_lines(ASKED[0], "1 of 2", OPTIONS) == ["", "1 of 2  intent  (a.py)", "  What for?"]


def test_on_a_terminal_a_required_one_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["", "because", ""])
    monkeypatch.setattr("paraph.cli.ask_answers.asked_line", lambda _: next(typed))
    assert ask({}, {"intent"}, is_asking=True) == (Answered("intent", "because"),)
    assert "The policy requires an answer" in capsys.readouterr().err
