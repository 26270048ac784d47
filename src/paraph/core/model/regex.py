"""When is a regular expression compiled? When it is first used: of two hundred, one call needs twenty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, AnyStr

if TYPE_CHECKING:
    import re


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, but for the moment at which the text is compiled and its errors are raised."""
    return _Pattern(source, flags)  # type: ignore[return-value]


class _Pattern:
    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        import re

        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)  # the next use finds it without coming here
        return found
