"""What did a form send?"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl

from litestar.di import NamedDependency
from litestar.exceptions import ClientException
from litestar.params import SkipValidation

from paraph.web.here import Asking

MOST_FIELDS = 1_000
KIND = "application/x-www-form-urlencoded"
_KEPT = "paraph_fields"


class Fields(NamedTuple):
    """The fields of a form, in their order, as text and nothing else."""

    values: tuple[tuple[str, str], ...] = ()

    def one(self, name: str) -> str:
        """The first value under a name, without the spaces around it; empty for none."""
        return next((value.strip() for key, value in self.values if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value under a name."""
        return tuple(value for key, value in self.values if key == name)


Form = NamedDependency[SkipValidation[Fields]]
"""Write `form: Form` as a handler's parameter."""


async def fields_of(request: Asking) -> Fields:
    """The fields of a request's form, none where its body is something else. Raises ClientException for a bad one."""
    state = request.scope["state"]
    if _KEPT not in state:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        state[_KEPT] = read_fields(await request.body()) if kind == KIND else Fields()
    fields: Fields = state[_KEPT]
    return fields


def read_fields(body: bytes) -> Fields:
    """Read `application/x-www-form-urlencoded` (WHATWG URL, §5). Raises ClientException."""
    try:
        found = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise ClientException("the form cannot be read") from error
    return Fields(tuple(found))
