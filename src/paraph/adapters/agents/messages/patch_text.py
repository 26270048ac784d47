"""What does a patch of the form `*** Update File: PATH` say that it replaces?

The form is that of Codex's `apply_patch`: a part for each file, in it pieces that begin with `@@`, in them lines that
stay (a space before them), go (`-`) and come (`+`). A part that leaves open what becomes of its file names it only.
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.model.capture import Edit

UPDATE, ADD, DELETE, MOVE = "*** Update File: ", "*** Add File: ", "*** Delete File: ", "*** Move to: "
_ENDS = ("*** End of File", "*** End Patch")
_OLD, _NEW = frozenset(" -"), frozenset(" +")


def patched(patch: str) -> tuple[Edit, ...]:
    """The edits of a patch in their order: old and new text of each piece, neither where that is not plain."""
    found: list[Edit] = []
    unclear: set[str] = set()
    for mark, path, moved, lines in _parts(patch):
        edits = [] if mark == DELETE or moved else _edits(mark, path, lines)
        if not edits or path in {each.path for each in found}:
            unclear.add(path)
        found += edits or [Edit(path)]
        if moved:
            found.append(Edit(moved))
    return tuple(dict.fromkeys(Edit(each.path) if each.path in unclear else each for each in found))


def _parts(patch: str) -> Iterator[tuple[str, str, str, list[str]]]:
    """What is done, to which file, its new name, and the lines below that."""
    mark, path, moved, lines = "", "", "", list[str]()
    for line in patch.splitlines():
        begun = next((each for each in (UPDATE, ADD, DELETE) if line.startswith(each)), "")
        if begun:
            if path:
                yield mark, path, moved, lines
            mark, path, moved, lines = begun, line.removeprefix(begun).strip(), "", []
        elif line.startswith(MOVE):
            moved = line.removeprefix(MOVE).strip()
        elif not line.startswith(_ENDS):
            lines.append(line)
    if path:
        yield mark, path, moved, lines


def _edits(mark: str, path: str, lines: list[str]) -> list[Edit]:
    if mark == ADD:
        is_plain = bool(lines) and all(line.startswith("+") for line in lines)
        return [Edit(path, "", _joined(lines, _NEW))] if is_plain else []
    pieces: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("@@"):
            pieces.append([])
        else:
            pieces[-1].append(line or " ")
    if any(line[0] not in _OLD | _NEW for piece in pieces for line in piece):
        return []
    edits = [Edit(path, _joined(piece, _OLD), _joined(piece, _NEW)) for piece in pieces if piece]
    return edits if all(each.old for each in edits) else []


def _joined(lines: list[str], kinds: frozenset[str]) -> str:
    return "".join(f"{line[1:]}\n" for line in lines if line[0] in kinds)
