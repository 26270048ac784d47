"""How are the commits of a long history read from one stream?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from paraph.adapters.git.runner import Place, launch, settle
from paraph.adapters.process.run import Limits
from paraph.core.errors import Problem, ReadError
from paraph.ports.repository import CommitRecord

LIMITS = Limits(seconds=86_400.0, idle_seconds=600.0, output_bytes=None)
RECORD_BYTES = 1 << 25
NAMED_AT_ONCE = 500
FIELDS = "%H%n%T%n%P%n%an%n%ae%n%cn%n%ce%n%at%n%ct%n%B"
LOG = ("log", "-z", "--no-color", "--no-decorate", "--no-mailmap", "--no-notes", "--no-show-signature")


def records(place: Place, *revisions: str) -> Iterator[CommitRecord]:
    """Stream the commits that `git log` walks for these ids and options, in constant memory."""
    with launch(place, *LOG, f"--format={FIELDS}", *revisions, limits=LIMITS) as running:
        for text in pieces(running.chunks()):
            yield from map(record, text.split("\0"))
        settle(running, "log")


def records_of(place: Place, ids: Iterable[str]) -> Iterator[CommitRecord]:
    """The commits of these full ids, in order. Raises ReadError for one that is not here."""
    left = iter(ids)
    while some := list(islice(left, NAMED_AT_ONCE)):
        yield from records(place, "--no-walk=unsorted", *some)


def pieces(chunks: Iterable[bytes]) -> Iterator[str]:
    r"""Whole records of a stream, many at a time, decoded; bytes that are not UTF-8 stand as `\xNN`."""
    rest = b""
    for chunk in chunks:
        whole, end, rest = (rest + chunk).rpartition(b"\0")
        if end:
            yield whole.decode("utf-8", "backslashreplace")
        if len(rest) > RECORD_BYTES:
            raise ReadError(Problem("P0514", f"a commit's message is larger than {RECORD_BYTES} bytes"))


def record(text: str) -> CommitRecord:
    """One record of the fields above. A time that is no number reads as 0."""
    id_, tree, parents, name, email, committer, address, written, committed, message = text.split("\n", 9)
    try:
        times = int(written), int(committed)
    except ValueError:
        times = seconds(written), seconds(committed)
    above = tuple(parents.split(" ")) if parents else ()
    return CommitRecord(id_, tree, above, name, email, committer, address, *times, message)


def seconds(text: str) -> int:
    """A commit's time, 0 where the object states none."""
    return int(text) if text.removeprefix("-").isdigit() and text.isascii() else 0
