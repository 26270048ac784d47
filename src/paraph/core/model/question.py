"""What does a change ask of the people who answer for it?"""

from __future__ import annotations

from typing import Literal

from paraph.core.model.noun import noun

Asks = Literal["author", "signer", "both"]


@noun
class Question:
    """One question that a change raises. `factor` is what raised it, `because` says in words where that was seen.

    The author answers those that ask `author` or `both`, before anybody else is asked; who signs off answers those
    that ask `signer` or `both`, and is shown all of them.
    """

    id: str
    text: str
    factor: str
    asks: Asks
    because: str = ""
