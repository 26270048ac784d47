"""How does a login that is not to be trusted look, and a provider that does not answer as it should?"""

from __future__ import annotations

from paraph.core.errors import InputError, Problem, ReadError


def untrusted(why: str) -> InputError:
    """What came back is not the answer to what this browser asked."""
    return InputError(Problem("P1330", f"this login cannot be trusted: {why}", "begin it again from the login page"))


def unanswered(name: str, why: str) -> ReadError:
    """The provider did not say who somebody is."""
    return ReadError(Problem("P1331", f"{name} does not say who you are: {why}", "try again; if it stays, see the log"))
