from __future__ import annotations

from paraph.core.errors import Problem, ReadError
from paraph.ports.forge import ForgedError, ForgeError


def test_what_a_forge_did_not_answer_says_when_to_ask_again() -> None:
    error = ForgeError(Problem("P0000", "no answer"), retry_after=7, is_gone=True)
    assert isinstance(error, ReadError)
    assert (error.retry_after, error.is_gone, error.problems[0].what) == (7, True, "no answer")
    plain = ForgeError(Problem("P0000", "no answer"))
    assert (plain.retry_after, plain.is_gone) == (None, False)


def test_a_forged_webhook_has_the_status_of_its_answer() -> None:
    assert [ForgedError("x").status, ForgedError("x", 413).status] == [401, 413]
