"""Does an error carry all of its problems, and end in the right exit code?"""

from __future__ import annotations

from paraph.core.errors import InputError, ParaphError, Problem, ReadError


def test_an_error_says_all_that_is_wrong() -> None:
    problems = (Problem("P0101", "a key is unknown", fix="delete it"), Problem("P0102", "a name stands twice"))
    error = InputError(*problems)
    assert error.problems == problems
    assert str(error) == "a key is unknown; a name stands twice"


def test_bad_input_and_what_cannot_be_read_end_differently() -> None:
    assert (InputError().exit_code, ReadError().exit_code) == (2, 4)
    assert issubclass(InputError, ParaphError)
    assert issubclass(ReadError, ParaphError)
