"""What may we have made at a forge without having heard that it was made?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from paraph.ports.forge import ForgeError

MOST = 50_000


class Doubts:
    """Names of things that may exist: those whose making was begun here. Only the latest are remembered."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._names: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def is_doubtful(self, name: str) -> bool:
        """Whether it has to be looked for before it is made."""
        return name in self._names

    @contextmanager
    def making(self, name: str, *, stays: bool = False) -> Iterator[None]:
        """Doubt it until the block ends well, or the forge said to come back later; for ever where it `stays`."""
        with self._lock:
            is_new = name not in self._names
            self._names[name] = None
            if len(self._names) > self._most:
                self._names.popitem(last=False)
        try:
            yield
        except ForgeError as error:
            if is_new and error.retry_after is not None:
                self._names.pop(name, None)
            raise
        else:
            if not stays:
                self._names.pop(name, None)
