"""Does a call that came to nothing say so, with a cause?"""

from __future__ import annotations

import pytest

from paraph.adapters.http.troubles import unanswered


@pytest.mark.parametrize(
    ("error", "cause"), [(OSError("connection refused"), "connection refused"), (TimeoutError(), "TimeoutError")]
)
def test_there_is_always_a_cause(error: Exception, cause: str) -> None:
    (problem,) = unanswered("https://forge.example.test:443", error).problems
    assert problem.what == f"https://forge.example.test:443 did not answer: {cause}"
