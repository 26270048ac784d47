"""Where may a flow keep what it can always work out again?"""

from __future__ import annotations

from typing import Protocol

CacheValue = (
    None | bool | int | str | bytes | tuple["CacheValue", ...] | list["CacheValue"] | dict[str, "CacheValue"]
)  # fmt: skip


class Cache(Protocol):
    """Values by kind and key; a key names the content that the value follows from. Losing one costs time only."""

    def get(self, kind: str, key: str) -> object | None:
        """The value, None where there is none or it cannot be trusted. Never raises."""
        ...

    def put(self, kind: str, key: str, value: CacheValue) -> None:
        """Keep a value; one that cannot be kept is forgotten. Never raises."""
        ...
