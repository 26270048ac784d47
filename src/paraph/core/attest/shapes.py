"""What may stand in a field of a statement, and how is it written?"""

from __future__ import annotations

from typing import Any, NamedTuple, NoReturn, Protocol

from paraph.core.attest.timestamps import LAST, seconds_of, timestamp
from paraph.core.errors import InputError, Problem
from paraph.core.model.regex import regex

REQUIRED: Any = object()
_HEX = regex(r"[0-9a-f]+")
_CONTROL = regex("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CONTROL_OF_LINES = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ID = regex(r"[^\s:,@]{1,64}")
_REF = regex(r"refs/[^\x00-\x20\x7f~^:?*\[]{1,1000}")


class Shape(Protocol):
    """Reads one value of parsed JSON strictly, and writes it back; `at` is the value's place in words."""

    def read(self, value: object, at: str) -> Any:
        """The value as a noun has it. Raises InputError."""
        ...

    def write(self, value: Any) -> object:
        """The value as JSON has it, unchecked: what is written is read once more before it is signed."""
        ...


class _AsItIs:
    """What JSON and the nouns write alike."""

    def write(self, value: Any) -> object:
        """The same."""
        return value


class Text(_AsItIs):
    """Unicode text of 1 to `most` characters, not only spaces, without control or direction characters: what is
    shown is what is signed. `has_lines` allows line ends and tabs."""

    def __init__(self, most: int, *, has_lines: bool = False) -> None:
        self.most, self.has_lines = most, has_lines

    def read(self, value: object, at: str) -> str:
        """The text."""
        if not isinstance(value, str) or not 0 < len(value) <= self.most or not value.strip():
            wrong(at, f"text of 1 to {self.most:,} characters")
        if (_CONTROL_OF_LINES if self.has_lines else _CONTROL).search(value):
            wrong(at, f"{'text' if self.has_lines else 'one line of text'} without control or direction characters")
        return value


class Id(_AsItIs):
    """An id of the directory."""

    def read(self, value: object, at: str) -> str:
        """The id."""
        if not isinstance(value, str) or not _ID.fullmatch(value) or _CONTROL.search(value):
            wrong(at, "an id of the directory: 1 to 64 characters without space, `:`, `,` and `@`")
        return value


class Ref(_AsItIs):
    """A full ref name."""

    def read(self, value: object, at: str) -> str:
        """The ref's name."""
        if not isinstance(value, str) or not _REF.fullmatch(value) or _CONTROL.search(value):
            wrong(at, "a full ref name, such as `refs/heads/main`")
        return value


class Word(_AsItIs):
    """One of some words."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def read(self, value: object, at: str) -> str:
        """The word."""
        if not isinstance(value, str) or value not in self.choices:
            wrong(at, "one of " + ", ".join(self.choices))
        return value


class Hex(_AsItIs):
    """Lower-case hex digits, of one of some lengths."""

    def __init__(self, *lengths: int) -> None:
        self.lengths = lengths

    def read(self, value: object, at: str) -> str:
        """The digits."""
        if not isinstance(value, str) or len(value) not in self.lengths or not _HEX.fullmatch(value):
            wrong(at, " or ".join(map(str, self.lengths)) + " lower-case hex digits")
        return value


class Moment:
    """RFC 3339 in UTC to the second; epoch seconds in the nouns."""

    def read(self, value: object, at: str) -> int:
        """Epoch seconds."""
        seconds = seconds_of(value) if isinstance(value, str) else None
        return wrong(at, "a time such as `2026-01-31T23:59:59Z`") if seconds is None else seconds

    def write(self, value: Any) -> object:
        """The timestamp."""
        return timestamp(value) if isinstance(value, int) and 0 <= value <= LAST else value


class Count(_AsItIs):
    """A whole number from 0."""

    def __init__(self, most: int) -> None:
        self.most = most

    def read(self, value: object, at: str) -> int:
        """The number."""
        if type(value) is not int or not 0 <= value <= self.most:
            wrong(at, f"a whole number from 0 to {self.most:,}")
        return value


class Share(_AsItIs):
    """A number from 0 to 1."""

    def read(self, value: object, at: str) -> float:
        """The number."""
        if type(value) not in (int, float) or not 0 <= value <= 1:  # type: ignore[operator]
            wrong(at, "a number from 0 to 1")
        return float(value)  # type: ignore[arg-type]


class Each:
    """A list of up to `most` values of one shape."""

    def __init__(self, item: Shape, most: int) -> None:
        self.item, self.most = item, most

    def read(self, value: object, at: str) -> tuple[Any, ...]:
        """The values, in their order."""
        if not isinstance(value, list) or len(value) > self.most:
            wrong(at, f"a list of up to {self.most:,}")
        return tuple(self.item.read(each, f"{at}[{place}]") for place, each in enumerate(value))

    def write(self, value: Any) -> object:
        """A list."""
        return [self.item.write(each) for each in value]


class Field(NamedTuple):
    """A field of a noun. In JSON its name is in camelCase, and it is left out where it holds its `default`."""

    name: str
    shape: Shape
    meaning: str
    default: Any = REQUIRED

    @property
    def key(self) -> str:
        """Its name in JSON."""
        first, *others = self.name.split("_")
        return first + "".join(map(str.title, others))


class Record:
    """A JSON object that stands for a noun. Unknown members are ignored, as in-toto asks; null is no value."""

    def __init__(self, noun: Any, *fields: Field) -> None:
        self.noun, self.fields = noun, fields
        self._keys = [(each.key, each) for each in fields]

    def read(self, value: object, at: str) -> Any:
        """The noun."""
        if not isinstance(value, dict):
            wrong(at, "a JSON object")
        return self.noun(**self.members(value, at))

    def members(self, value: dict[str, object], at: str) -> dict[str, Any]:
        """The fields' values by the noun's names."""
        found = {}
        for key, field in self._keys:
            if key in value:
                found[field.name] = field.shape.read(value[key], f"{at}.{key}")
            elif field.default is REQUIRED:
                wrong(f"{at}.{key}", "there")
            else:
                found[field.name] = field.default
        return found

    def write(self, value: Any) -> dict[str, object]:
        """An object without what holds its default."""
        found = [(key, field, getattr(value, field.name)) for key, field in self._keys]
        return {key: field.shape.write(held) for key, field, held in found if held != field.default}


def wrong(at: str, expected: str) -> NoReturn:
    """Refuse what stands at a place, where something else is expected."""
    raise InputError(Problem("P0717", f"statement: `{at}` must be {expected}", "write what the reference says"))
