"""Where does a change come from, where whoever gathered the facts did not say?"""

from __future__ import annotations

from paraph.core.detect.read import provenance_of
from paraph.core.model.facts import Facts
from paraph.core.model.noun import changed
from paraph.core.model.provenance import Provenance

_LEFT_OUT = Provenance()


def sourced(facts: Facts) -> Facts:
    """The facts with a provenance; one that was left out is read from the change's own commits and text."""
    if facts.provenance != _LEFT_OUT:
        return facts
    return changed(facts, provenance=provenance_of(facts.change))
