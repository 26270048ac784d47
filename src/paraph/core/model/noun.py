"""What is a noun? A frozen, slotted record that costs little to define.

It behaves as `dataclass(frozen=True, slots=True)` does and is one for `dataclasses` and msgspec, but a program that
runs at every commit cannot wait for sixty classes whose every method is compiled anew, nor for `inspect`. Here only
the constructor is compiled; the other methods are shared closures.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Noun = TypeVar("_Noun", bound=type)
_Record = TypeVar("_Record")


@dataclass_transform(frozen_default=True)
def noun(cls: _Noun) -> _Noun:
    """Make a class of annotated fields into a noun. Defaults must be immutable: all instances share them."""
    names = tuple(cls.__dict__.get("__annotations__", ()))  # noqa: RUF063 - inspect costs more than all nouns
    defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
    members = {name: value for name, value in cls.__dict__.items() if name not in (*names, "__dict__", "__weakref__")}
    members |= {"__slots__": names, "__match_args__": names, "__qualname__": cls.__qualname__}
    made: Any = type(cls)(cls.__name__, cls.__bases__, members)
    made.__init__ = _constructor(made, names, defaults)
    values = attrgetter(*names) if len(names) > 1 else _tuple_of(names)
    made.__eq__, made.__hash__ = _equality(values), _hash(values)
    made.__reduce__ = lambda self: (self.__class__, tuple(values(self)))
    made.__repr__, made.__setattr__, made.__delattr__ = _repr, _refuse_setting, _refuse_deleting
    made.__dataclass_fields__ = _Fields(defaults)
    return made  # type: ignore[no-any-return]


def by_identity(cls: _Noun) -> _Noun:
    """Compare the instances of a noun by being the same one: for those kept as keys of what follows from them."""
    cls.__eq__, cls.__hash__ = object.__eq__, object.__hash__  # type: ignore[assignment, method-assign]
    return cls


def _constructor(cls: Any, names: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., None]:
    known = {f"_set_{name}": cls.__dict__[name].__set__ for name in names}
    known |= {f"_default_{name}": value for name, value in defaults.items()}
    parameters = "".join(f", {name}=_default_{name}" if name in defaults else f", {name}" for name in names)
    body = "\n".join(f" _set_{name}(self, {name})" for name in names) or " pass"
    exec(f"def __init__(self{parameters}):\n{body}", known)  # noqa: S102 - the text holds field names of our own only
    constructor: Callable[..., None] = known["__init__"]
    constructor.__qualname__ = f"{cls.__qualname__}.__init__"
    return constructor


def _tuple_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda self: tuple(getattr(self, name) for name in names)


def _equality(values: Callable[[Any], Any]) -> Callable[[Any, object], Any]:
    def equals(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equals


def _hash(values: Callable[[Any], Any]) -> Callable[[Any], int]:
    return lambda self: hash(values(self))


def _repr(self: Any) -> str:
    return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"


def _refuse_setting(_: Any, name: str, __: object) -> NoReturn:
    raise AttributeError(f"cannot assign to field {name!r}")


def _refuse_deleting(_: Any, name: str) -> NoReturn:
    raise AttributeError(f"cannot delete field {name!r}")


class _Fields:
    """`__dataclass_fields__`, made when somebody asks for it: `replace`, msgspec, a schema."""

    def __init__(self, defaults: dict[str, Any]) -> None:
        self.defaults = defaults
        self.made: dict[str, Any] | None = None

    def __get__(self, _: object, owner: Any) -> dict[str, Any]:
        if self.made is None:
            from dataclasses import make_dataclass

            given = [
                (name, kind, self.defaults[name]) if name in self.defaults else (name, kind)
                for name, kind in owner.__annotations__.items()
            ]
            twin: Any = make_dataclass(owner.__name__, given, eq=False, repr=False)
            self.made = dict(twin.__dataclass_fields__)
        return self.made


def changed(record: _Record, /, **fields: Any) -> _Record:
    """The same noun with other values in some fields; a TypeError for a field that it does not have."""
    members = {name: getattr(record, name) for name in record.__class__.__slots__}  # type: ignore[attr-defined]
    return record.__class__(**(members | fields))
