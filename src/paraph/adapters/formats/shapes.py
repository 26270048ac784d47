"""Which strict document shape stands for each noun of the model?

The nouns of the core are plain dataclasses, and msgspec ignores unknown keys when it fills those. So a
twin is built for each noun, from the noun itself: the same fields, unknown keys forbidden, numbers
bounded to what every JSON reader carries exactly.
"""

from __future__ import annotations

import sys
import types
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

EXACT_INT = 2**53 - 1
Int = Annotated[int, Meta(ge=-EXACT_INT, le=EXACT_INT)]
Float = Annotated[float, Meta(ge=-sys.float_info.max, le=sys.float_info.max)]


@cache
def shape_of(noun: type, fixed: tuple[tuple[str, str], ...] = ()) -> type[Struct]:
    """The strict twin of a dataclass or NamedTuple; `fixed` fields must be present with exactly that text."""
    hints = get_type_hints(noun)
    constants = dict(fixed)
    twin_fields: list[Any] = []
    for name, default in _defaults(noun):
        if name in constants:
            twin_fields.append((name, Literal[constants[name]]))
        elif default is MISSING:
            twin_fields.append((name, shape_of_hint(hints[name])))
        else:
            twin_fields.append((name, shape_of_hint(hints[name]), _default(default)))
    return msgspec.defstruct(
        noun.__name__,
        twin_fields,
        namespace={"__doc__": noun.__doc__},
        module=noun.__module__,
        forbid_unknown_fields=True,
        kw_only=True,
        frozen=True,
        gc=False,
    )


def _defaults(noun: type) -> list[tuple[str, Any]]:
    if is_dataclass(noun):
        return [
            (f.name, f.default if f.default_factory is MISSING else f.default_factory)
            for f in fields(noun)
        ]  # fmt: skip
    names: tuple[str, ...] = noun._fields  # type: ignore[attr-defined]
    given: dict[str, Any] = noun._field_defaults  # type: ignore[attr-defined]
    return [(name, given.get(name, MISSING)) for name in names]


def _default(default: Any) -> Any:
    """A default as msgspec wants it: a factory for nouns (whose twin is made empty), the value itself otherwise."""
    if isinstance(default, type):
        twin = shape_of(default)
        return msgspec.field(default_factory=twin)
    return default


def _is_noun(hint: Any) -> bool:
    return isinstance(hint, type) and not issubclass(hint, Enum) and (is_dataclass(hint) or hasattr(hint, "_fields"))


def shape_of_hint(hint: Any) -> Any:
    """The strict twin of any annotation the nouns use: numbers bounded, nouns replaced by their twins."""
    if hint is int:
        return Int
    if hint is float:
        return Float
    origin = get_origin(hint)
    if origin is types.UnionType:
        members = [shape_of_hint(member) for member in get_args(hint)]
        union = members[0]
        for member in members[1:]:
            union = union | member
        return union
    if origin is tuple:
        return tuple[tuple(shape_of_hint(arg) for arg in get_args(hint))]  # type: ignore[misc]
    if _is_noun(hint):
        return shape_of(hint)
    return hint
