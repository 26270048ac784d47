"""What do the machine formats of `git blame` say?

The formats are those of git-blame(1): a head of commit and lines, headers, and the line after a tab; `--incremental`
prints no lines and ends an entry with its file name.
"""

from __future__ import annotations

from paraph.adapters.git.names import decode_path, unquoted
from paraph.core.errors import Problem, ReadError
from paraph.core.model.regex import regex
from paraph.ports.blame import BlameEntry, BlameHead

HEAD = regex(rb"([0-9a-f]{40}(?:[0-9a-f]{24})?) (\d+) (\d+)(?: (\d+))?\Z")


def entries_of(output: bytes, *, has_text: bool = True) -> tuple[list[BlameEntry], dict[str, BlameHead]]:
    """The entries in the order of the output, and the commits that it describes.

    Raises ReadError where the output is not whole.
    """
    entries: list[BlameEntry] = []
    heads: dict[str, BlameHead] = {}
    paths: dict[str, str] = {}
    head: tuple[str, int, int, int] | None = None
    details: list[bytes] = []
    for line in output.split(b"\n"):
        if head is None:
            if not line:
                continue
            head, details = _head(line), []
            continue
        is_text = line.startswith(b"\t")
        if not is_text:
            details.append(line)
        if is_text if has_text else line.startswith(b"filename "):
            commit, then, now, count = head
            if details:
                _learn(commit, details, heads, paths)
            text = line[1:] if has_text else None
            entries.append(BlameEntry(commit, then, now, count, paths.get(commit, ""), tuple(details), text))
            head = None
    if head is not None:
        raise ReadError(_broken())
    return entries, heads


def _head(line: bytes) -> tuple[str, int, int, int]:
    found = HEAD.match(line)
    if found is None:
        raise ReadError(_broken())
    return found[1].decode("ascii"), int(found[2]), int(found[3]), int(found[4] or 0)


def _learn(commit: str, details: list[bytes], heads: dict[str, BlameHead], paths: dict[str, str]) -> None:
    """Keep what is said of a commit once, and the last name of its file, which git repeats where there are several."""
    said = {key: value for key, _, value in (line.partition(b" ") for line in details)}
    if b"filename" in said:
        paths[commit] = decode_path(unquoted(said[b"filename"]))
    if commit not in heads and b"author" in said:
        words = {key: value.decode("utf-8", "backslashreplace") for key, value in said.items()}
        time = words.get(b"author-time", "0")
        heads[commit] = BlameHead(
            words[b"author"], words.get(b"author-mail", ""), int(time) if time.removeprefix("-").isdecimal() else 0,
            words.get(b"author-tz", "+0000"), b"boundary" in said,
        )  # fmt: skip


def _broken() -> Problem:
    return Problem("P1170", "git blame ended in the middle of its answer", "try again")
