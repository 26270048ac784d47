"""A repository whose forge is not configured any more is told, and a decision has words without a writer."""

from __future__ import annotations

import pytest

from office import Bureau
from paraph.core.errors import InputError, Problem
from paraph.core.gate.undecided import undecided
from paraph.flows.attend.office import Forms


def test_a_forge_that_is_gone(bureau: Bureau) -> None:
    assert bureau.office.forge_of(bureau.repository).name == bureau.forge.name
    with pytest.raises(InputError) as caught:
        bureau.office.forge_of(bureau.repository._replace(kind="gitlab"))
    assert "config.yaml" in caught.value.problems[0].fix


def test_the_summary_alone() -> None:
    decision = undecided("a", "b", [Problem("P1200", "why", "fix")])
    assert Forms._field_defaults["write_markdown"](decision) == "cannot tell"
