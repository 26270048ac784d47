"""What is worked out once for an object, when it is first asked for?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")


class once(Generic[_Value]):  # noqa: N801 - it is written as a decorator, as `property` is
    """`functools.cached_property` without its lock, which costs more than most of what a decision keeps."""

    def __init__(self, work: Callable[[Any], _Value]) -> None:
        self.work = work
        self.name = work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, owner: Any, _: object = None) -> _Value:
        value = owner.__dict__[self.name] = self.work(owner)
        return value
