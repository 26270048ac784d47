"""Which paths differ between two trees, by how many lines, with attributes and settings having no say?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paraph.adapters.git.names import decode_path
from paraph.adapters.git.runner import DIFFERENCE, Place, ask, fail, launch
from paraph.adapters.process.run import Limits, Outcome, Running
from paraph.core.errors import ParaphError, Problem, ReadError
from paraph.core.model.digest import sha256_hex
from paraph.ports.repository import Doubt, FileDelta

LIMITS = Limits(seconds=600.0, idle_seconds=300.0, output_bytes=1 << 28)
BINARY = (None, None)


class Collected(NamedTuple):
    """The files of a difference with doubts about them; `diff` is the SHA-256 in hex of its raw bytes."""

    files: tuple[FileDelta, ...]
    doubts: tuple[Doubt, ...]
    diff: str


def started(place: Place, old_tree: str, new_tree: str, *, has_lines: bool = True) -> Running:
    """Begin the raw difference of two trees, with line counts."""
    lines = ("--numstat",) if has_lines else ()
    return launch(place, "diff-tree", *DIFFERENCE, *lines, old_tree, new_tree, limits=LIMITS)


def collected(place: Place, running: Running, old_tree: str, new_tree: str) -> Collected:
    """The files of a begun difference; where contents are missing, without line counts and with a doubt.

    Raises ReadError when not even the trees can be read.
    """
    outcome = running.finish()
    if not outcome.status:
        return Collected(tuple(deltas(outcome.output)), (), digest(outcome.output))
    return without_lines(place, old_tree, new_tree, outcome)


def without_lines(place: Place, old_tree: str, new_tree: str, first: Outcome) -> Collected:
    """The difference by trees alone, after the one with line counts failed."""
    with started(place, old_tree, new_tree, has_lines=False) as running:
        outcome = running.finish()
    if outcome.status:
        fail("diff-tree", outcome.trouble)
    said = first.trouble.partition("\n")[0]
    fix = "fetch the missing contents: `git fetch --refetch --no-filter`, then try again"
    doubt = Doubt("files", f"the changed lines could not be counted: {said}", fix)
    return Collected(tuple(deltas(outcome.output)), (doubt,), digest(outcome.output))


def digest(output: bytes) -> str:
    """SHA-256 in hex of the raw part of a difference: what `git diff-tree -r --raw -z --no-renames --full-index`
    alone prints. Line counts behind it depend on a git's version, and are left out."""
    return sha256_hex(raw_part(output))


def digests(place: Place, old_tree: str, new_trees: Sequence[str]) -> list[str]:
    """The digests of the differences between one tree and several others, of one process. Raises ReadError."""
    data = "".join(f"{old_tree} {each}\n" for each in new_trees).encode("ascii")
    output = ask(place, "diff-tree", "--stdin", *DIFFERENCE, data=data, limits=LIMITS)
    found, at = [], 0
    for tree in new_trees:
        head = f"{old_tree} {tree}".encode("ascii")
        start = at + len(head) + 1
        if output[at : start - 1] != head or output[start - 1 : start] not in (b"\n", b"\0"):
            raise torn()
        at = _raw_end(output, start)
        found.append(sha256_hex(output[start:at]))
    if at != len(output):
        raise torn()
    return found


def raw_part(output: bytes) -> bytes:
    """The records `:modes ids status NUL path NUL` at the beginning of an output."""
    return output[: _raw_end(output, 0)]


def _raw_end(output: bytes, end: int) -> int:
    while output.startswith(b":", end):
        end = output.index(b"\0", output.index(b"\0", end) + 1) + 1
    return end


def deltas(output: bytes) -> Iterator[FileDelta]:
    """The paths of one `--raw --numstat -z` output. Raises ReadError when it is not whole."""
    tokens = output.split(b"\0")
    place = 0
    raws: list[tuple[bytes, bytes]] = []
    while place + 1 < len(tokens) and tokens[place].startswith((b":", b"\n:")):
        raws.append((tokens[place], tokens[place + 1]))
        place += 2
    if tokens[-1]:
        raise torn()
    counts = dict(counted(token) for token in tokens[place:-1])
    for raw, path in raws:
        yield delta(raw, path, counts.get(path, BINARY))


def counted(token: bytes) -> tuple[bytes, tuple[int | None, int | None]]:
    """Path and line counts of one numstat token."""
    added, deleted, path = token.lstrip(b"\n").split(b"\t", 2)
    return path, BINARY if added == b"-" else (int(added), int(deleted))


def delta(raw: bytes, path: bytes, lines: tuple[int | None, int | None]) -> FileDelta:
    """One file of its raw line, path bytes and line counts."""
    old_mode, new_mode, old, new, _ = raw.decode("ascii").lstrip("\n:").split(" ")
    return FileDelta(decode_path(path), old_mode, new_mode, old, new, *lines)


def torn() -> ParaphError:
    """The error for an output that ends in the middle."""
    return ReadError(Problem("P0512", "git diff-tree ended in the middle of its answer", "try again"))
