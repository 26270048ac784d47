"""How do rows become what the API says, and which refusals do all of its handlers share?"""

from __future__ import annotations

from typing import Any

from litestar.exceptions import PermissionDeniedException
from litestar.openapi.datastructures import ResponseSpec

from paraph.adapters.formats.converting import converted
from paraph.core.errors import InputError, Problem
from paraph.core.ledger.proofs import write_proof
from paraph.flows.ledger.prove_entry import prove_entry
from paraph.ports.board import ChangeRow
from paraph.web.api import shapes
from paraph.web.here import Here, missing

REFUSALS = {
    400: ResponseSpec(shapes.Problems, description="what was sent is not good", media_type="application/problem+json"),
    401: ResponseSpec(shapes.Problems, description="nobody is known by that", media_type="application/problem+json"),
    403: ResponseSpec(shapes.Problems, description="not for this role or scope", media_type="application/problem+json"),
    404: ResponseSpec(shapes.Problems, description="there is no such thing", media_type="application/problem+json"),
    503: ResponseSpec(shapes.Problems, description="it cannot be read now", media_type="application/problem+json"),
}


def shaped(row: Any, shape: type[Any]) -> Any:
    """A row in one of the shapes, field by field of the same name."""
    given = {name: getattr(row, name) for name in shape.__struct_fields__}
    return converted(given, shape, from_attributes=True, strict=False)


def change_of(here: Here) -> ChangeRow:
    """The change that the path names. Raises MissingError."""
    here.repository()
    found = here.office.board.change(here.key, here.number)
    if found is None:
        what = f"{here.key} has no change {here.number[:100]!r} that this server knows"
        raise missing(what, "look at the list of its changes")
    return found


def refused(what: str, fix: str) -> InputError:
    """What to raise where something that was sent is not good."""
    return InputError(Problem("P1338", what, fix))


def refuse_narrow(here: Here) -> None:
    """Raise where a token is for some repositories only, and what is asked for speaks of all."""
    token = here.viewer.token
    if token is not None and token.repositories:
        raise PermissionDeniedException("this token is for some repositories only, and this speaks of all of them")


def receipt(here: Here, index: int) -> shapes.Receipt:
    """One entry with its proof. Raises InputError where there is no such entry, ReadError."""
    found = prove_entry(here.office.log, str(index))
    return shapes.Receipt(index, found.entry.decode("utf-8"), write_proof(found.proof))
