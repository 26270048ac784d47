"""Of what is the story of a change made?"""

from __future__ import annotations

from typing import Literal, NamedTuple

from paraph.core.model.decision import State

Stage = Literal["wrote", "risk", "owed", "said", "decided", "landed"]


class Line(NamedTuple):
    """One line of the story. `mark` says how it stands, None where it only tells; `entry` is the entry that proves
    it, `signature` whose key signed it (`SHA256:…`), `at` epoch seconds, 0 where nobody says when."""

    stage: Stage
    text: str
    mark: State | None = None
    more: tuple[str, ...] = ()
    at: int = 0
    entry: int | None = None
    leaf: str = ""
    signature: str = ""
