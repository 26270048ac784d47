"""What landed on a branch, movement by movement, and which commits did each bring?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from paraph.adapters.git.difference import BINARY, counted, delta
from paraph.adapters.git.records import FIELDS, LIMITS, LOG, RECORD_BYTES, record, records
from paraph.adapters.git.runner import DIFFERENCE, Place, ask, launch, settle
from paraph.core.errors import Problem, ReadError
from paraph.ports.repository import CommitRecord, FileDelta, LandedChange

WINDOW = 512
COUNT_BYTES = 24
Link = tuple[str, tuple[str, ...]]


def landed(
    place: Place, tip: str, *, after: str | None = None, since: int | None = None, limit: int | None = None
) -> Iterator[LandedChange]:
    """Stream the first-parent movements of `tip`, newest first; only those that the commit `after` has not.

    One process gives the movements with their difference to the first parent; the commits that merges
    brought are read a window of movements at a time, which bounds the memory.
    """
    if limit == 0:
        return
    bounds = [*([f"--since=@{since}"] if since is not None else []), *([f"--max-count={limit}"] if limit else [])]
    bounds += [f"^{after}"] if after else []
    moves = movements(place, tip, bounds)
    while window := list(islice(moves, WINDOW)):
        brought = brought_by(place, [(landing.id, landing.parents) for landing, _ in window])
        for landing, files in window:
            yield LandedChange(landing, tuple(brought.get(landing.id, ())), files)


def first_parents(place: Place, tip: str, bounds: list[str]) -> Iterator[Link]:
    """The first-parent chain: each commit with its parents."""
    with launch(place, "rev-list", "--first-parent", "--parents", *bounds, tip, limits=LIMITS) as running:
        rest = b""
        for chunk in running.chunks():
            whole, _, rest = (rest + chunk).rpartition(b"\n")
            for line in whole.decode("ascii").splitlines():
                id_, *parents = line.split()
                yield id_, tuple(parents)
        settle(running, "rev-list")


def count_first_parents(place: Place, tip: str, since: int | None) -> int:
    """The length of the first-parent chain, back to an epoch second where one is given."""
    bounds = [f"--since=@{since}"] if since is not None else []
    return int(ask(place, "rev-list", "--count", "--first-parent", *bounds, tip))


def brought_by(place: Place, window: list[Link]) -> dict[str, list[CommitRecord]]:
    """The commits that the merges of a stretch of the chain brought, each with the oldest merge that has it."""
    if not any(len(parents) > 1 for _, parents in window):
        return {}
    position = {id_: place_ for place_, (id_, _) in enumerate(window)}
    owner = {parent: place_ for place_, (_, parents) in enumerate(window) for parent in parents[1:]}
    before = [f"^{window[-1][1][0]}"] if window[-1][1] else []
    found: dict[str, list[CommitRecord]] = {}
    for one in records(place, "--topo-order", window[0][0], *before):
        if one.id in position:
            continue
        mine = owner.pop(one.id, 0)
        found.setdefault(window[mine][0], []).append(one)
        for parent in one.parents:
            owner[parent] = max(mine, owner.get(parent, mine))
    return found


def movements(place: Place, tip: str, bounds: list[str]) -> Iterator[tuple[CommitRecord, tuple[FileDelta, ...]]]:
    """Each commit of the first-parent chain with its difference to its first parent (a root: to nothing)."""
    arguments = (*LOG, *DIFFERENCE, "--numstat", "--root", "-m", "--first-parent", f"--format={FIELDS}", *bounds)
    with launch(place, *arguments, tip, limits=LIMITS) as running:
        tokens = split(running.chunks())
        head = next(tokens, b"")
        while head:
            landing = record(head.decode("utf-8", "backslashreplace"))
            files, head = files_after(tokens)
            yield landing, files
        settle(running, "log")


def files_after(tokens: Iterator[bytes]) -> tuple[tuple[FileDelta, ...], bytes]:
    """The files of one commit, and the token after them: the next commit, or empty at the end.

    A path is always read after the raw line it belongs to, so none can pose as anything else.
    """
    raws: list[tuple[bytes, bytes]] = []
    token = next(tokens, b"")
    while token.startswith((b":", b"\n:")):
        raws.append((token, next(tokens)))
        token = next(tokens, b"")
    lines: dict[bytes, tuple[int | None, int | None]] = {}
    while b"\t" in token[:COUNT_BYTES]:
        path, counts = counted(token)
        lines[path] = counts
        token = next(tokens, b"")
    return tuple(delta(raw, path, lines.get(path, BINARY)) for raw, path in raws), token


def split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The tokens of a stream that are each ended by NUL."""
    return chain.from_iterable(token_groups(chunks))


def token_groups(chunks: Iterator[bytes]) -> Iterator[list[bytes]]:
    """Those tokens as many at a time as a piece of the stream holds."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\0")
        yield whole
        if len(rest) > RECORD_BYTES:
            raise ReadError(Problem("P0514", f"a commit's message is larger than {RECORD_BYTES} bytes"))
