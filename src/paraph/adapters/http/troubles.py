"""How does a call that came to nothing look?"""

from __future__ import annotations

from paraph.core.errors import Problem, ReadError


class HttpError(ReadError):
    """No answer was had, or none that can be used. What was sent may have arrived nevertheless."""


def unanswered(whose: str, error: Exception) -> HttpError:
    """That nobody answered, with what the system says of it."""
    what = f"{whose} did not answer: {str(error) or type(error).__name__}"
    return HttpError(Problem("P1266", what, "see whether it is up and can be reached from here"))
