"""How does a long piece of work say how far it is?"""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each step; shows nothing where nobody watches."""

    def advance(self, steps: int = 1) -> None:
        """So many more steps are done."""
        ...
