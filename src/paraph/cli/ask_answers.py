"""Which answers does a person give to the questions of a change?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches

from paraph.cli.options import Options
from paraph.cli.terminal_text import safe, width, wrap
from paraph.core.attest.predicates import Answered
from paraph.core.errors import InputError, Problem
from paraph.core.model.question import Question

MAX_BYTES = 262_144


def given_answers(pairs: Sequence[str], file: str | None) -> dict[str, str]:
    """The answers of `--answers FILE` (a mapping of ids to texts) and of `--answer ID=TEXT`, which counts more.

    Raises InputError for what is neither.
    """
    found = _of_file(file) if file else {}
    for pair in pairs:
        id_, equals, text = pair.partition("=")
        if not equals or not id_.strip():
            raise InputError(Problem("P0763", f"{pair[:60]!r} is no answer", "write --answer ID=TEXT"))
        found[id_.strip()] = text.strip()
    return found


def answers_to(
    questions: Sequence[Question], given: dict[str, str], required: frozenset[str], options: Options, *, is_asking: bool
) -> tuple[Answered, ...]:
    """The answers to all questions: those given, the others asked for on the terminal where `is_asking`.

    An empty line leaves a question open, unless it is required. Raises InputError for an answer to what nobody asked,
    and for a required one that is missing where nobody can be asked.
    """
    ids = [each.id for each in questions]
    for id_ in given:
        if id_ not in ids:
            near = get_close_matches(id_, ids, n=1)
            fix = f"did you mean {near[0]}?" if near else f"the questions are: {', '.join(ids) or 'none'}"
            raise InputError(Problem("P0764", f"nobody asks {id_!r} of you here", fix))
    missing = [each for each in questions if each.id in required and not given.get(each.id)]
    if missing and not is_asking:
        raise InputError(*(_unanswered(each) for each in missing))
    found = dict(given)
    if not is_asking:
        _tell_open([each for each in questions if not found.get(each.id)], options)
    for number, each in enumerate(questions, 1):
        if each.id not in found and is_asking:
            found[each.id] = _asked(each, f"{number} of {len(questions)}", options, is_required=each.id in required)
    return tuple(Answered(id_, found[id_]) for id_ in ids if found.get(id_))


def _tell_open(questions: Sequence[Question], options: Options) -> None:
    """The questions that stay open where nobody is asked: whoever signs has seen them."""
    if questions:
        lines = ["", options.style_of_talk.bold("left open") + "  (--answer ID=TEXT)"]
        lines += [line for each in questions for line in wrap(f"{each.id}: {safe(each.text)}", width(), "  ", "    ")]
        options.talk("\n".join(lines))


def question_lines(question: Question, number: str, options: Options) -> list[str]:
    """One question as it is shown, with what raised it."""
    style = options.style_of_talk
    lines = wrap(safe(question.text), width(), "  ")
    head = f"{style.dim(number)}  {style.bold(safe(question.id))}"
    because = f"  {style.dim(f'({safe(question.because)})')}" if question.because else ""
    return ["", head + because, *lines]


def asked_line(prompt: str) -> str:
    """One line from the terminal; Ctrl-D and Ctrl-C end the call with nothing signed."""
    import click

    sys.stdout.flush()
    answer: str = click.prompt(prompt, default="", show_default=False, prompt_suffix=" ", err=True)
    return answer.strip()


def _asked(question: Question, number: str, options: Options, *, is_required: bool) -> str:
    sys.stderr.write("\n".join(question_lines(question, number, options)) + "\n")
    answer = asked_line("  >")
    while is_required and not answer:
        sys.stderr.write("  The policy requires an answer to this one.\n")
        answer = asked_line("  >")
    return answer


def _unanswered(question: Question) -> Problem:
    what = f"the policy requires an answer to {question.id}: {question.text}"
    return Problem("P0765", what, f"add --answer {question.id}=TEXT")


def _of_file(path: str) -> dict[str, str]:
    from paraph import wiring
    from paraph.core.policy.source import to_plain

    plain = to_plain(wiring.CachedDocuments(None).document(wiring.source_text(path)).root)
    if not isinstance(plain, dict) or not all(isinstance(text, str) for text in plain.values()):
        raise InputError(Problem("P0763", f"{path} is no mapping of question ids to texts", "write `rollback: …`"))
    return {str(id_): str(text).strip() for id_, text in plain.items()}
