"""Which commit brought each line of a file, as git tells it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

BlameForm = Literal["porcelain", "line-porcelain", "incremental"]


class BlameHead(NamedTuple):
    """What git says of a commit that brought lines. `mail` stands in its brackets, `time` are epoch seconds, `zone` is
    as in `+0100`. A boundary is where git stopped looking, so that older lines may be laid to it."""

    author: str
    mail: str
    time: int
    zone: str
    is_boundary: bool


class BlameEntry(NamedTuple):
    """`lines` of them from `line` on, that stood from `then_line` on in `path` of `commit`. `details` are git's own
    lines about it, as they were printed; `text` is the line itself where one was."""

    commit: str
    then_line: int
    line: int
    lines: int
    path: str
    details: tuple[bytes, ...]
    text: bytes | None


class Blamed(NamedTuple):
    """The answer for one file at a commit; `is_changed` where what is checked out there differs from it."""

    path: str
    commit: str
    entries: Sequence[BlameEntry]
    heads: dict[str, BlameHead]
    is_changed: bool = False
